//! What the first pass over the rows leaves for the second.

use serde::Serialize;

use super::cells::Cells;
use super::row::Row;

/// Of one part of the rows.
#[derive(Debug)]
pub struct Ranked {
    /// Rows, labels and weights.
    pub counts: Counts,
    /// The champion first.
    pub models: Vec<RankedModel>,
}

/// The scores of one model.
#[derive(Debug)]
pub struct RankedModel {
    /// In ascending order.
    pub cells: Cells,
    /// Weighted.
    pub mean: f64,
    /// Of the scores themselves.
    pub lowest: f64,
    /// Of the scores themselves.
    pub highest: f64,
}

impl RankedModel {
    /// Whether every row has the same score.
    pub fn is_constant(&self) -> bool {
        self.lowest == self.highest
    }
}

/// Rows, labels and weights.
#[derive(Debug, Clone, Copy, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Counts {
    /// All.
    pub rows: u64,
    /// Those with a label.
    pub judged: u64,
    /// Those whose label is 1.
    pub positive: u64,
    /// Those whose label is neither 1 nor 0.
    pub other: u64,
    /// Of all rows.
    pub weight: f64,
    /// Of those with a label.
    pub judged_weight: f64,
    /// Sum of the labels by weight.
    pub label_sum: f64,
    /// The lowest label.
    pub label_lowest: f64,
    /// The highest label.
    pub label_highest: f64,
}

impl Default for Counts {
    fn default() -> Self {
        Self {
            rows: 0,
            judged: 0,
            positive: 0,
            other: 0,
            weight: 0.0,
            judged_weight: 0.0,
            label_sum: 0.0,
            label_lowest: f64::INFINITY,
            label_highest: f64::NEG_INFINITY,
        }
    }
}

impl Counts {
    /// Adds a row.
    pub fn add(&mut self, row: Row<'_>) {
        self.rows += 1;
        self.weight += row.weight;
        let Some(label) = row.label else { return };
        self.judged += 1;
        self.positive += u64::from(label == 1.0);
        self.other += u64::from(label != 1.0 && label != 0.0);
        self.judged_weight += row.weight;
        self.label_sum += row.weight * label;
        self.label_lowest = self.label_lowest.min(label);
        self.label_highest = self.label_highest.max(label);
    }

    /// Adds what another thread has counted.
    pub fn merge(&mut self, more: &Self) {
        self.rows += more.rows;
        self.judged += more.judged;
        self.positive += more.positive;
        self.other += more.other;
        self.weight += more.weight;
        self.judged_weight += more.judged_weight;
        self.label_sum += more.label_sum;
        self.label_lowest = self.label_lowest.min(more.label_lowest);
        self.label_highest = self.label_highest.max(more.label_highest);
    }

    /// Mean label by weight.
    pub fn label_mean(&self) -> f64 {
        self.label_sum / self.judged_weight
    }
}
