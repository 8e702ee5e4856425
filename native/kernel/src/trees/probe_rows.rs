//! Rows that show a difference between two ways of scoring where there is one: values at thresholds and next to them.

use super::Number;
use super::ensemble::Ensemble;

/// A small generator of numbers (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014), so that
/// the same ensemble is always probed with the same rows.
struct Mix(u64);

impl Mix {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }
}

/// `rows` rows of `width` values in row-major order for `ensemble`: thresholds of the same feature, the numbers next to
/// them and between them, NaN, infinities, zeros of both signs and denormals.
pub fn probe_rows<T: Number>(ensemble: &Ensemble<T>, width: usize, rows: usize) -> Vec<T> {
    let mut known: Vec<Vec<T>> = vec![Vec::new(); width];
    for node in ensemble.nodes.iter().filter(|node| !node.is_leaf()) {
        let Some(known) = known.get_mut(node.feature as usize) else { continue };
        match ensemble.sets.get(node.set()).filter(|_| node.test == super::ensemble::Test::Member) {
            Some(set) => known.extend_from_slice(set),
            None => known.push(node.value),
        }
    }
    let special = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 0.0, -0.0, 1e-45, -1e-45, 1.0, -1.0, 3e38];
    let mut mix = Mix(0x726f_7763_6173_7421);
    let mut value = |known: &[T]| {
        let pick = |mix: &mut Mix| known.get(mix.below(known.len())).copied().unwrap_or_default();
        match mix.below(16) {
            0 => {
                special.get(mix.below(special.len())).map_or_else(T::default, |&value| T::from_double(value))
            }
            1 => T::from_double(f64::NAN),
            2..=4 => pick(&mut mix).below(),
            5..=7 => -((-pick(&mut mix)).below()),
            8..=10 => pick(&mut mix),
            _ => (pick(&mut mix) + pick(&mut mix)) / T::from_count(2),
        }
    };
    (0..rows).flat_map(|_| known.iter().map(|known| value(known)).collect::<Vec<_>>()).collect()
}
