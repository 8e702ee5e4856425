//! The distinct scores of one model, or the cells of a grid that they are dealt into, with the weight that lies below each.

use std::ops::{Add, AddAssign};

use super::ascending::ascending;

/// Weights of rows.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Weights {
    /// Of all rows.
    pub all: f64,
    /// Of those with a label.
    pub judged: f64,
    /// Of those whose label is 1.
    pub positive: f64,
}

impl Weights {
    /// Of those whose label is another.
    pub fn negative(self) -> f64 {
        self.judged - self.positive
    }

    /// Half way to `other`.
    pub fn middle(self, other: Self) -> Self {
        let half = |a: f64, b: f64| (a + b) / 2.0;
        Self {
            all: half(self.all, other.all),
            judged: half(self.judged, other.judged),
            positive: half(self.positive, other.positive),
        }
    }
}

impl Add for Weights {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            all: self.all + other.all,
            judged: self.judged + other.judged,
            positive: self.positive + other.positive,
        }
    }
}

impl AddAssign for Weights {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

/// Buckets of one width over a range of scores.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Grid {
    lowest: f64,
    width: f64,
    count: usize,
}

impl Grid {
    /// `count` buckets from `lowest` to `highest`; one where both are the same.
    pub fn new(lowest: f64, highest: f64, count: usize) -> Self {
        // A range beyond the largest number would have an infinite width.
        let width = highest / count as f64 - lowest / count as f64;
        Self { lowest, width, count: if width > 0.0 { count.max(1) } else { 1 } }
    }

    /// How many buckets.
    pub fn count(&self) -> usize {
        self.count
    }

    /// The bucket of a score of the range.
    pub fn bucket(&self, score: f64) -> usize {
        if self.count == 1 {
            return 0;
        }
        (((score - self.lowest) / self.width) as usize).min(self.count - 1)
    }

    fn middle(&self, bucket: usize) -> f64 {
        self.lowest + (bucket as f64 + 0.5) * self.width
    }
}

/// One cell in ascending order of scores.
#[derive(Debug, Clone, Copy)]
pub struct Cell {
    /// The score, or the middle of the cell.
    pub score: f64,
    /// In it.
    pub here: Weights,
    /// Below it.
    pub below: Weights,
}

/// Cells that hold a row, in ascending order.
#[derive(Debug)]
pub struct Cells {
    scores: Vec<f64>,
    /// Below each cell, and at the end of all.
    below: Vec<Weights>,
    grid: Grid,
    /// First cell of each bucket of the grid, and at the end the number of cells.
    starts: Vec<u32>,
}

/// Buckets that exact cells are found by: more would be slower to build than they save.
const MOST_BUCKETS: usize = 1 << 20;

impl Cells {
    /// A cell for each distinct score; `weights` gives those of the row at an index.
    pub fn of_scores(scores: &[f64], weights: impl Fn(usize) -> Weights) -> Self {
        let (mut distinct, mut below) = (Vec::new(), vec![Weights::default()]);
        let mut sum = Weights::default();
        ascending(scores, |score, index| {
            if distinct.last() != Some(&score) {
                distinct.push(score);
                below.push(sum);
            }
            sum += weights(index);
            if let Some(last) = below.last_mut() {
                *last = sum;
            }
        });
        let ends = (distinct.first().copied().unwrap_or(0.0), distinct.last().copied().unwrap_or(0.0));
        let grid = Grid::new(ends.0, ends.1, distinct.len().next_power_of_two().min(MOST_BUCKETS));
        let buckets: Vec<usize> = distinct.iter().map(|&score| grid.bucket(score)).collect();
        Self::new(distinct, below, grid, &buckets)
    }

    /// A cell for each bucket of `grid` that holds a row.
    pub fn of_grid(grid: Grid, weights: &[Weights]) -> Self {
        let (mut scores, mut below, mut buckets) = (Vec::new(), vec![Weights::default()], Vec::new());
        let mut sum = Weights::default();
        for (bucket, &here) in weights.iter().enumerate().filter(|(_, here)| here.all > 0.0) {
            sum += here;
            scores.push(grid.middle(bucket));
            below.push(sum);
            buckets.push(bucket);
        }
        Self::new(scores, below, grid, &buckets)
    }

    fn new(scores: Vec<f64>, below: Vec<Weights>, grid: Grid, buckets: &[usize]) -> Self {
        let mut starts = vec![0; grid.count + 1];
        for bucket in buckets {
            starts[bucket + 1] += 1;
        }
        for bucket in 0..grid.count {
            starts[bucket + 1] += starts[bucket];
        }
        Self { scores, below, grid, starts }
    }

    /// How many cells.
    pub fn len(&self) -> usize {
        self.scores.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.scores.is_empty()
    }

    /// Weights of all rows.
    pub fn total(&self) -> Weights {
        self.below.last().copied().unwrap_or_default()
    }

    /// Every cell, the lowest first.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = Cell> + '_ {
        let ends = self.below.windows(2);
        self.scores.iter().zip(ends).map(|(&score, ends)| Cell {
            score,
            below: ends[0],
            here: Weights {
                all: ends[1].all - ends[0].all,
                judged: ends[1].judged - ends[0].judged,
                positive: ends[1].positive - ends[0].positive,
            },
        })
    }

    /// For each of `scores`, which are some of those that the cells were made of, what lies below the middle of its cell.
    pub fn middles(&self, scores: impl Iterator<Item = f64> + Clone, found: &mut Vec<Weights>) {
        // One step for many scores after the other: what each reads lies anywhere in memory, and so much is waited for at once.
        let range = |score| {
            let bucket = self.grid.bucket(score);
            (self.starts[bucket] as usize, self.starts[bucket + 1] as usize)
        };
        let ranges: Vec<(usize, usize)> = scores.clone().map(range).collect();
        let at = |((start, end), score): ((usize, usize), f64)| match end - start {
            // Where a bucket has one cell it is that of every score in the bucket, be it a score or a grid's cell.
            0 | 1 => start,
            _ => start + self.scores[start..end].partition_point(|&other| other < score),
        };
        let places: Vec<usize> = ranges.into_iter().zip(scores).map(at).collect();
        let middle =
            |at| self.below.get(at..at + 2).map_or_else(|| self.total(), |ends| ends[0].middle(ends[1]));
        found.clear();
        found.extend(places.into_iter().map(middle));
    }

    /// Weights of the rows whose score is at most `score`.
    pub fn up_to(&self, score: f64) -> Weights {
        self.below[self.scores.partition_point(|&other| other <= score)]
    }

    /// The lowest score that at least the share `share` of the weight does not exceed.
    pub fn quantile(&self, share: f64) -> Option<f64> {
        let least = share * self.total().all;
        let at = self.below.iter().skip(1).position(|end| end.all >= least)?;
        self.scores.get(at).copied()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Cells, Grid, Weights};

    fn one(_: usize) -> Weights {
        Weights { all: 1.0, judged: 1.0, positive: 0.0 }
    }

    fn middles(cells: &Cells, scores: &[f64]) -> Vec<Weights> {
        let mut found = Vec::new();
        cells.middles(scores.iter().copied(), &mut found);
        found
    }

    proptest! {
        #[test]
        fn a_middle_rank_counts_ties_half(scores in prop::collection::vec((-20..20i32).prop_map(|n| f64::from(n) / 7.0), 1..100)) {
            let cells = Cells::of_scores(&scores, one);
            for (score, found) in scores.iter().zip(middles(&cells, &scores)) {
                let below = scores.iter().filter(|&other| other < score).count() as f64;
                let ties = scores.iter().filter(|&other| other == score).count() as f64;
                prop_assert_eq!(found.all, below + ties / 2.0);
            }
        }

        #[test]
        fn a_grid_ranks_to_half_a_cell(scores in prop::collection::vec(-3.0..5.0f64, 1..100)) {
            let grid = Grid::new(-3.0, 5.0, 16);
            let mut weights = vec![Weights::default(); grid.count()];
            for &score in &scores {
                weights[grid.bucket(score)] += one(0);
            }
            let cells = Cells::of_grid(grid, &weights);
            let exact = Cells::of_scores(&scores, one);
            let found = middles(&cells, &scores).into_iter().zip(middles(&exact, &scores));
            for (&score, (near, right)) in scores.iter().zip(found) {
                prop_assert!((near.all - right.all).abs() <= weights[grid.bucket(score)].all / 2.0);
            }
        }
    }
}
