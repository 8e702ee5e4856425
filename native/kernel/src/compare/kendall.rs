//! Kendall's rank correlation of two models' scores, of all rows or, where there are very many, of a part that their numbers decide.

use super::row::Row;

/// Rows up to which all are counted. Of more, between half as many and as many are, which puts the correlation off by a standard error
/// of at most √(2 / 100,000) = 0.0045: the variance of a sample's tau is at most 2 (1 - τ²) / n (Daniels and Kendall 1947).
const MOST_ROWS: u64 = 200_000;

/// Rows that are counted, with both scores and the weight of each.
#[derive(Debug, Clone)]
pub struct Sample {
    /// One of so many rows is kept.
    stride: u64,
    rows: Vec<[f64; 3]>,
}

impl Sample {
    /// Of `rows` rows.
    pub fn new(rows: u64) -> Self {
        Self { stride: rows.div_ceil(MOST_ROWS).next_power_of_two(), rows: Vec::new() }
    }

    /// Keeps the row if it is one of those.
    pub fn add(&mut self, row: Row<'_>, champion: f64, challenger: f64) {
        // Multiplying by 2^64 / φ spreads numbers that follow each other; the high bits decide.
        if row.number.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32 & (self.stride - 1) == 0 {
            self.rows.push([champion, challenger, row.weight]);
        }
    }

    /// Adds what another thread has kept.
    pub fn merge(&mut self, more: &Self) {
        self.rows.extend(&more.rows);
    }

    /// How many rows are kept.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether none is kept.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Kendall's tau-b (1945): pairs in order less pairs out of order, over what it could be with these ties. `None` where one of the
    /// scores is the same in all rows.
    pub fn tau(&self) -> Option<f64> {
        let places = [places(&self.rows, 0), places(&self.rows, 1)];
        let mut order: Vec<usize> = (0..self.rows.len()).collect();
        order.sort_unstable_by_key(|&row| places[0][row]);
        let mut tree = Tree::new(self.rows.len());
        let (mut ordered, mut tied) = (0.0, 0.0);
        for ties in order.chunk_by(|&one, &two| places[0][one] == places[0][two]) {
            for &row in ties {
                ordered += self.rows[row][2] * tree.below_less_above(places[1][row]);
            }
            for &row in ties {
                tree.add(places[1][row], self.rows[row][2]);
            }
            tied += ties.iter().map(|&row| self.rows[row][2]).sum::<f64>().powi(2);
        }
        let pairs = |tied: f64| (tree.total * tree.total - tied) / 2.0;
        let most = (pairs(tied) * pairs(tree.tied(&places[1], &self.rows))).sqrt();
        let varies = |at: usize| places[at].iter().any(|&place| place != places[at][0]);
        (varies(0) && varies(1)).then(|| (ordered / most).clamp(-1.0, 1.0))
    }
}

/// For each row how many distinct scores of model `at` lie below its own.
fn places(rows: &[[f64; 3]], at: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..rows.len()).collect();
    order.sort_unstable_by(|&one, &two| rows[one][at].total_cmp(&rows[two][at]));
    let mut places = vec![0; rows.len()];
    for (place, ties) in order.chunk_by(|&one, &two| rows[one][at] == rows[two][at]).enumerate() {
        ties.iter().for_each(|&row| places[row] = place);
    }
    places
}

/// Fenwick's tree (1994): weights by place, with sums of all below a place in logarithmic time.
struct Tree {
    sums: Vec<f64>,
    total: f64,
}

impl Tree {
    fn new(places: usize) -> Self {
        Self { sums: vec![0.0; places + 1], total: 0.0 }
    }

    fn add(&mut self, place: usize, weight: f64) {
        self.total += weight;
        let mut at = place + 1;
        while let Some(sum) = self.sums.get_mut(at) {
            *sum += weight;
            at += at & at.wrapping_neg();
        }
    }

    /// Of all places up to `end`, without it.
    fn below(&self, end: usize) -> f64 {
        let (mut at, mut sum) = (end, 0.0);
        while at > 0 {
            sum += self.sums[at];
            at &= at - 1;
        }
        sum
    }

    fn below_less_above(&self, place: usize) -> f64 {
        self.below(place) - (self.total - self.below(place + 1))
    }

    /// Sum of the squares of the weights at each place.
    fn tied(&self, places: &[usize], rows: &[[f64; 3]]) -> f64 {
        let mut weights = vec![0.0; self.sums.len()];
        for (&place, row) in places.iter().zip(rows) {
            weights[place] += row[2];
        }
        weights.iter().map(|weight| weight * weight).sum()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Sample;
    use crate::compare::row::Row;

    fn sample(rows: &[(i8, i8, u8)]) -> Sample {
        let mut sample = Sample::new(rows.len() as u64);
        for (number, &(one, two, weight)) in (1..).zip(rows) {
            let row = Row { number, scores: &[], label: None, weight: f64::from(weight), value: None };
            sample.add(row, f64::from(one), f64::from(two));
        }
        sample
    }

    #[test]
    fn keeps_a_part_of_many_rows() {
        let mut sample = Sample::new(1_000_000);
        for number in 1..=1_000_000 {
            sample.add(Row { number, scores: &[], label: None, weight: 1.0, value: None }, 0.0, 0.0);
        }
        assert!((120_000..130_000).contains(&sample.len()), "{}", sample.len());
    }

    #[test]
    fn of_a_part_is_near_that_of_all() {
        let mut random = 1u64;
        let mut next = || {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (random >> 33) as f64 / 2f64.powi(31)
        };
        let mut part = Sample::new(500_000);
        let mut all = Sample { stride: 1, rows: Vec::new() };
        for number in 1..=500_000 {
            let (one, two) = (next(), next());
            let row = Row { number, scores: &[], label: None, weight: 1.0, value: None };
            part.add(row, one, one + two);
            all.add(row, one, one + two);
        }
        let gap = part.tau().unwrap() - all.tau().unwrap();
        let error = (2.0 / part.len() as f64).sqrt();
        assert!(gap != 0.0 && gap.abs() < 2.0 * error, "{gap} beyond {error}");
    }

    proptest! {
        /// Its definition, pair by pair.
        #[test]
        fn is_that_of_all_pairs(rows in prop::collection::vec((-4..4i8, -4..4i8, 1..4u8), 2..60)) {
            let (mut ordered, mut one, mut two) = (0.0, 0.0, 0.0);
            for (at, left) in rows.iter().enumerate() {
                for right in &rows[..at] {
                    let weight = f64::from(left.2) * f64::from(right.2);
                    let sign = |a: i8, b: i8| f64::from(a.cmp(&b) as i8);
                    let (first, second) = (sign(left.0, right.0), sign(left.1, right.1));
                    ordered += weight * first * second;
                    one += weight * first.abs();
                    two += weight * second.abs();
                }
            }
            match sample(&rows).tau() {
                Some(tau) => prop_assert!((tau - ordered / (one * two).sqrt()).abs() < 1e-12),
                None => prop_assert!(one == 0.0 || two == 0.0),
            }
        }
    }
}
