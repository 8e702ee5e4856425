//! The first pass over the rows: what every model's cells are made of.

use serde::Deserialize;

use super::cells::{Cells, Grid, Weights};
use super::ranked::{Counts, Ranked, RankedModel};
use super::row::Row;
use crate::{Code, Fault};

/// The range of all models' scores and how many cells to cut it into.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
pub struct GridOptions {
    /// Of all scores.
    pub lowest: f64,
    /// Of all scores.
    pub highest: f64,
    /// How many.
    pub cells: usize,
}

/// What has been seen of the rows by one thread.
#[derive(Debug, Clone, Default)]
pub struct Ranking {
    grid: Option<Grid>,
    counts: Counts,
    /// Sum, lowest and highest of each model's scores.
    ranges: Vec<(f64, f64, f64)>,
    scores: Vec<Vec<f64>>,
    kinds: Vec<Kind>,
    /// Empty while every weight is 1.
    weights: Vec<f64>,
    cells: Vec<Vec<Weights>>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Kind {
    Unknown,
    Negative,
    Positive,
}

fn weights_of(kind: Kind, weight: f64) -> Weights {
    Weights {
        all: weight,
        judged: if kind == Kind::Unknown { 0.0 } else { weight },
        positive: if kind == Kind::Positive { weight } else { 0.0 },
    }
}

impl Ranking {
    /// Of `models` models, exact without a grid.
    pub fn new(models: usize, grid: Option<GridOptions>) -> Self {
        let grid = grid.map(|one| Grid::new(one.lowest, one.highest, one.cells));
        let cells = grid.map_or_else(Vec::new, |grid| vec![vec![Weights::default(); grid.count()]; models]);
        let ranges = vec![(0.0, f64::INFINITY, f64::NEG_INFINITY); models];
        Self { grid, ranges, scores: vec![Vec::new(); models], cells, ..Self::default() }
    }

    /// Whether it has been made with `new`.
    pub fn is_begun(&self) -> bool {
        !self.ranges.is_empty()
    }

    /// Adds a row.
    pub fn add(&mut self, row: Row<'_>) {
        self.counts.add(row);
        let kind = match row.label {
            None => Kind::Unknown,
            Some(1.0) => Kind::Positive,
            Some(_) => Kind::Negative,
        };
        for (range, &score) in self.ranges.iter_mut().zip(row.scores) {
            *range = (range.0 + row.weight * score, range.1.min(score), range.2.max(score));
        }
        match self.grid {
            Some(grid) => {
                for (cells, &score) in self.cells.iter_mut().zip(row.scores) {
                    cells[grid.bucket(score)] += weights_of(kind, row.weight);
                }
            }
            None => self.keep(row, kind),
        }
    }

    fn keep(&mut self, row: Row<'_>, kind: Kind) {
        if row.weight != 1.0 || !self.weights.is_empty() {
            self.weights.resize(self.kinds.len(), 1.0);
            self.weights.push(row.weight);
        }
        self.kinds.push(kind);
        for (scores, &score) in self.scores.iter_mut().zip(row.scores) {
            scores.push(score);
        }
    }

    /// Adds what another thread has seen.
    pub fn merge(&mut self, other: &Self) {
        if !self.is_begun() {
            *self = other.clone();
            return;
        }
        self.counts.merge(&other.counts);
        for (range, more) in self.ranges.iter_mut().zip(&other.ranges) {
            *range = (range.0 + more.0, range.1.min(more.1), range.2.max(more.2));
        }
        if !self.weights.is_empty() || !other.weights.is_empty() {
            self.weights.resize(self.kinds.len(), 1.0);
            self.weights.extend(&other.weights);
            self.weights.resize(self.kinds.len() + other.kinds.len(), 1.0);
        }
        self.kinds.extend(&other.kinds);
        for (scores, more) in self.scores.iter_mut().zip(&other.scores) {
            scores.extend(more);
        }
        for (cells, more) in self.cells.iter_mut().zip(&other.cells) {
            cells.iter_mut().zip(more).for_each(|(cell, &here)| *cell += here);
        }
    }

    /// Sorts the scores, once for each model.
    ///
    /// # Errors
    /// `BAD_OPTIONS` beyond 2^32 rows without a grid.
    pub fn ranked(&self) -> Result<Ranked, Fault> {
        if u32::try_from(self.kinds.len()).is_err() {
            return Err(Fault::new(
                Code::BadOptions,
                format!("{} rows cannot be ranked without a grid.", self.kinds.len()),
                "Give a grid.",
            ));
        }
        let weight = |index: usize| self.weights.get(index).copied().unwrap_or(1.0);
        let models = self.ranges.iter().enumerate().map(|(at, &(sum, lowest, highest))| {
            let cells = match self.grid {
                Some(grid) => Cells::of_grid(grid, &self.cells[at]),
                None => Cells::of_scores(&self.scores[at], |row| weights_of(self.kinds[row], weight(row))),
            };
            // A mean of equal scores is that score, whatever rounding makes of it.
            let mean = (sum / self.counts.weight).max(lowest).min(highest);
            RankedModel { cells, mean, lowest, highest }
        });
        Ok(Ranked { counts: self.counts, models: models.collect() })
    }
}
