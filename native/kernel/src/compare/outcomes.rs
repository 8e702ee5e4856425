//! Sums over the rows of one model's scores, and of how far they are from what came true.

use serde::Serialize;

use super::ranked::RankedModel;
use super::row::Row;

/// What scikit-learn keeps a probability away from 0 and 1 by, so that no logarithm is infinite.
const SMALLEST: f64 = f64::EPSILON;
const CALIBRATION_BINS: usize = 10;
const STEPS: usize = 100;

/// How far a score is from its label in two ways: log loss and squared gap of a probability, else absolute and squared gap.
pub type Losses = [f64; 2];

/// Weighted sums of one model.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Outcomes {
    /// Squared gaps of scores to their mean.
    pub square: f64,
    /// Squared gaps of ranks to one half.
    pub rank_square: f64,
    /// Range of the scores with a label.
    lowest: f64,
    highest: f64,
    losses: Losses,
    /// Scores minus labels.
    gap: f64,
    /// Of the rows whose label is not 0: absolute gaps as a share of it, and the rows' weight.
    relative: [f64; 2],
    /// Weights at and above the threshold: of all, and of those whose label is 1.
    selected: [f64; 2],
    /// By tenths of the range 0 to 1: sums of scores, positive labels and weights.
    calibration: Vec<[f64; 3]>,
    /// By hundredths from 0 to 1: weights of all and of those whose label is 1.
    steps: Vec<[f64; 2]>,
}

impl Default for Outcomes {
    fn default() -> Self {
        Self {
            square: 0.0,
            rank_square: 0.0,
            lowest: f64::INFINITY,
            highest: f64::NEG_INFINITY,
            losses: [0.0; 2],
            gap: 0.0,
            relative: [0.0; 2],
            selected: [0.0; 2],
            calibration: vec![[0.0; 3]; CALIBRATION_BINS],
            steps: vec![[0.0; 2]; STEPS + 1],
        }
    }
}

/// Of `score`, whose true value is `label`.
pub fn losses(score: f64, label: f64, is_binary: bool) -> Losses {
    let gap = score - label;
    let first = match (is_binary, label == 1.0) {
        (false, _) => gap.abs(),
        (true, true) => -score.max(SMALLEST).ln(),
        (true, false) => -(1.0 - score).max(SMALLEST).ln(),
    };
    [first, gap * gap]
}

impl Outcomes {
    /// Adds a row whatever its label.
    pub fn add(&mut self, model: &RankedModel, score: f64, rank: f64, weight: f64) {
        let gap = score - model.mean;
        self.square += weight * gap * gap;
        self.rank_square += weight * (rank - 0.5) * (rank - 0.5);
    }

    /// Adds a row whose `label` is known.
    pub fn judge(&mut self, row: Row<'_>, score: f64, label: f64, lost: Losses, threshold: Option<f64>) {
        let weight = row.weight;
        self.lowest = self.lowest.min(score);
        self.highest = self.highest.max(score);
        self.losses[0] += weight * lost[0];
        self.losses[1] += weight * lost[1];
        self.gap += weight * (score - label);
        if label != 0.0 {
            self.relative[0] += weight * ((score - label) / label).abs();
            self.relative[1] += weight;
        }
        let positive = if row.is_positive() { weight } else { 0.0 };
        if threshold.is_some_and(|threshold| score >= threshold) {
            self.selected[0] += weight;
            self.selected[1] += positive;
        }
        if (0.0..=1.0).contains(&score) {
            let bin = &mut self.calibration[((score * 10.0) as usize).min(CALIBRATION_BINS - 1)];
            *bin = [bin[0] + weight * score, bin[1] + positive, bin[2] + weight];
            let step = &mut self.steps[step_of(score)];
            *step = [step[0] + weight, step[1] + positive];
        }
    }

    /// Adds what another thread has summed.
    pub fn merge(&mut self, more: &Self) {
        self.square += more.square;
        self.rank_square += more.rank_square;
        self.lowest = self.lowest.min(more.lowest);
        self.highest = self.highest.max(more.highest);
        self.gap += more.gap;
        add_all(&mut self.losses, &more.losses);
        add_all(&mut self.relative, &more.relative);
        add_all(&mut self.selected, &more.selected);
        for (bin, other) in self.calibration.iter_mut().zip(&more.calibration) {
            add_all(bin, other);
        }
        for (step, other) in self.steps.iter_mut().zip(&more.steps) {
            add_all(step, other);
        }
    }
}

/// Adds each of `more` to its like.
pub fn add_all(sums: &mut [f64], more: &[f64]) {
    sums.iter_mut().zip(more).for_each(|(sum, one)| *sum += one);
}

/// The last hundredth that is not above a score of 0 to 1: 0.29 is at its own although 0.29 × 100 is less than 29.
fn step_of(score: f64) -> usize {
    let below = (score * STEPS as f64).floor();
    let is_next = score >= (below + 1.0) / STEPS as f64;
    (below as usize + usize::from(is_next)).min(STEPS)
}
