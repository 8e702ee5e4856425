//! Comparisons of ranks against comparisons of the numbers themselves, with every set of instructions.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test fails by panicking")]

use proptest::prelude::*;
use rowcast_kernel::trees::layout::ranks::{ABREAST, LOWEST, RankLanes, Ranks};
use rowcast_kernel::trees::rows::{BLOCK, Lanes};
use rowcast_kernel::trees::simd::{Checked, Level, Vectors};

/// Numbers at which comparisons are easily wrong.
const EDGES: [f32; 9] =
    [0.0, -0.0, 1.0e-45, -1.0e-45, f32::INFINITY, f32::NEG_INFINITY, f32::MAX, f32::MIN, f32::NAN];

/// Any bits, edges, and few whole numbers, so that many are equal.
fn number() -> impl Strategy<Value = f32> {
    prop_oneof![
        4 => any::<u32>().prop_map(f32::from_bits),
        2 => (-300_i16..300).prop_map(f32::from),
        1 => prop::sample::select(&EDGES),
    ]
}

/// From none to several bytes of thresholds in each of two columns.
fn thresholds() -> impl Strategy<Value = Vec<(u32, f32)>> {
    let threshold = || (0..2_u32, number().prop_filter("a threshold is a number", |value| !value.is_nan()));
    prop_oneof![prop::collection::vec(threshold(), 0..70), prop::collection::vec(threshold(), 0..1_400),]
}

fn agree<T: Vectors>(thresholds: &[(u32, T)], values: &[T]) -> Result<(), TestCaseError> {
    let ranks = Ranks::new(thresholds.to_vec());
    // Every other row is a threshold or a number beside one.
    let value = |row: usize| match thresholds.get(row * 7 % thresholds.len().max(1)) {
        Some((_, threshold)) if row.is_multiple_of(4) => *threshold,
        Some((_, threshold)) if row % 4 == 2 => threshold.below(),
        _ => values[row % values.len()],
    };
    let x = [Lanes(std::array::from_fn(value)), Lanes(std::array::from_fn(|row| value(row + BLOCK)))];
    for level in Level::available() {
        for block in 0..ABREAST {
            let mut found = vec![RankLanes([[LOWEST; BLOCK]; ABREAST]); ranks.columns.len()];
            ranks.fill(Checked::new(level), &x, block, &mut found);
            for &(column, threshold) in thresholds {
                let place = ranks.place(column, threshold).expect("a threshold that was given");
                for (row, value) in x[column as usize].0.iter().enumerate() {
                    let exceeds = found[place.column as usize].0[block][row] > place.place;
                    prop_assert_eq!(
                        exceeds,
                        *value > threshold,
                        "{:?}: {:?} > {:?}",
                        level,
                        value,
                        threshold
                    );
                }
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, ..ProptestConfig::default() })]

    #[test]
    fn ranks_compare_as_their_numbers(
        thresholds in thresholds(),
        values in prop::collection::vec(number(), 1..200),
    ) {
        agree(&thresholds, &values)?;
        let doubles: Vec<(u32, f64)> =
            thresholds.iter().map(|(column, value)| (*column, f64::from(*value))).collect();
        agree(&doubles, &values.iter().map(|value| f64::from(*value)).collect::<Vec<_>>())?;
    }
}
