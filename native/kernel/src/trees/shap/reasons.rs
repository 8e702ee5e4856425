//! The strongest reasons of each row.

use super::explainer::Contributions;

/// The `count` features of `row` that contribute most, in either direction, the strongest first; of equals the first. Features that
/// contribute nothing are no reasons.
pub fn strongest(
    contributions: &Contributions,
    features: usize,
    row: usize,
    count: usize,
) -> Vec<(usize, f64)> {
    let mut found: Vec<(usize, f64)> = Vec::with_capacity(count + 1);
    for feature in 0..features {
        let Some(&value) = contributions.of(feature).get(row).filter(|value| **value != 0.0) else {
            continue;
        };
        let place = found.partition_point(|(_, other)| other.abs() >= value.abs());
        if place < count {
            found.truncate(count - 1);
            found.insert(place, (feature, value));
        }
    }
    found
}
