//! Thresholds in ascending order, and between which of them a score lies.

use super::cells::{Cells, Grid};

/// Enough that a bucket holds few thresholds, and few enough to stay in the processor's cache.
const BUCKETS: usize = 4096;

/// Thresholds of one model.
#[derive(Debug, Clone)]
pub struct CutPoints {
    ascending: Vec<f64>,
    grid: Grid,
    /// How many thresholds lie before each bucket of the grid, and at the end all.
    starts: Vec<u32>,
}

impl CutPoints {
    /// Of finite thresholds in ascending order.
    pub fn new(ascending: Vec<f64>) -> Self {
        let ends = (ascending.first().copied().unwrap_or(0.0), ascending.last().copied().unwrap_or(0.0));
        let grid = Grid::new(ends.0, ends.1, BUCKETS);
        let mut starts = vec![0; grid.count() + 1];
        for &threshold in &ascending {
            starts[grid.bucket(threshold) + 1] += 1;
        }
        for bucket in 0..grid.count() {
            starts[bucket + 1] += starts[bucket];
        }
        Self { ascending, grid, starts }
    }

    /// How many of them `score` reaches.
    pub fn reached(&self, score: f64) -> usize {
        let bucket = self.grid.bucket(score);
        let (start, end) = (self.starts[bucket] as usize, self.starts[bucket + 1] as usize);
        start + self.ascending[start..end].iter().take_while(|&&threshold| threshold <= score).count()
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.ascending.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ascending.is_empty()
    }

    /// In ascending order.
    pub fn ascending(&self) -> &[f64] {
        &self.ascending
    }
}

/// For each of the ascending `shares` the highest score from which on at least that share of the weight is selected. All rows of the
/// score at which it is reached are: a tie is not broken by chance.
pub fn selecting(cells: &Cells, shares: &[f64]) -> Vec<f64> {
    let all = cells.total().all;
    let mut found = Vec::with_capacity(shares.len());
    for cell in cells.iter().rev() {
        while shares.get(found.len()).is_some_and(|share| all - cell.below.all >= share * all) {
            found.push(cell.score);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::cells::{Cells, Weights};
    use super::{CutPoints, selecting};

    proptest! {
        #[test]
        fn a_score_reaches_the_thresholds_that_are_at_most_it(
            mut ascending in prop::collection::vec((-30..30i32).prop_map(|n| f64::from(n) / 7.0), 0..50),
            scores in prop::collection::vec((-40..40i32).prop_map(|n| f64::from(n) / 7.0), 1..50),
        ) {
            ascending.sort_by(f64::total_cmp);
            let points = CutPoints::new(ascending.clone());
            for score in scores {
                let expected = ascending.iter().filter(|&&threshold| threshold <= score).count();
                prop_assert_eq!(points.reached(score), expected);
            }
        }

        #[test]
        fn a_share_is_reached_at_its_score_and_not_above(scores in prop::collection::vec((0..20i32).prop_map(f64::from), 1..60)) {
            let shares: Vec<f64> = (1..=40).map(|step| f64::from(step) / 40.0).collect();
            let one = Weights { all: 1.0, ..Weights::default() };
            let found = selecting(&Cells::of_scores(&scores, |_| one), &shares);
            prop_assert_eq!(found.len(), shares.len());
            let share_from = |from: f64| scores.iter().filter(|&&score| score >= from).count() as f64 / scores.len() as f64;
            for (share, from) in shares.into_iter().zip(found) {
                prop_assert!(share_from(from) >= share - 1e-12);
                prop_assert!(share_from(from + 0.5) < share + 1e-12);
            }
        }
    }
}
