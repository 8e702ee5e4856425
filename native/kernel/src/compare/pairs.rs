//! The second pass over the rows: all figures that need a row's ranks or the means of all.

use std::mem;
use std::sync::Arc;

use serde::Serialize;

use super::cells::Weights;
use super::cuts::{Cuts, CutsFound, CutsOptions};
use super::kendall::Sample;
use super::outcomes::{Outcomes, losses};
use super::pair::{Pair, Seen};
use super::ranked::Ranked;
use super::resampling::{Groups, Interval};
use super::row::{KeptRows, Row};

/// What decides how rows are counted.
#[derive(Debug, Clone)]
pub struct PairsOptions {
    /// Of the same rows.
    pub ranked: Arc<Ranked>,
    /// Whether labels are 1 and 0.
    pub is_binary: bool,
    /// From which score on each model selects a row; empty where nothing says so.
    pub thresholds: Vec<f64>,
    /// Of the resampling; `None` where it is not wanted.
    pub seed: Option<u64>,
    /// Thresholds along which sums are wanted; `None` where they are not.
    pub cuts: Option<CutsOptions>,
}

/// What one thread has summed.
#[derive(Debug, Clone)]
pub struct Pairs {
    options: PairsOptions,
    models: Vec<Outcomes>,
    pairs: Vec<Pair>,
    samples: Vec<Sample>,
    /// Squared gaps of labels to their mean.
    label_square: f64,
    groups: Option<Groups>,
    cuts: Option<Cuts>,
    seen: Vec<Seen>,
    kept: KeptRows,
    /// By model: what lies below each kept row.
    below: Vec<Vec<Weights>>,
}

/// Rows that are looked up together: few enough to stay in the processor's cache.
const AT_ONCE: usize = 512;

/// All sums of a part of the rows.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PairsFound<'a> {
    models: &'a [Outcomes],
    pairs: &'a [Pair],
    correlations: Vec<Correlations>,
    label_square: f64,
    intervals: Vec<[Interval; 2]>,
    cuts: Option<CutsFound>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Correlations {
    pearson: Option<f64>,
    spearman: Option<f64>,
    kendall: Option<f64>,
    /// Rows that Kendall's is of.
    kendall_rows: usize,
}

impl Pairs {
    /// Without rows.
    pub fn new(options: PairsOptions) -> Self {
        let models = options.ranked.models.len();
        Self {
            models: vec![Outcomes::default(); models],
            pairs: vec![Pair::default(); models.saturating_sub(1)],
            samples: vec![Sample::new(options.ranked.counts.rows); models.saturating_sub(1)],
            label_square: 0.0,
            groups: options.seed.map(|_| Groups::new(models, options.ranked.counts.judged)),
            cuts: options.cuts.as_ref().map(|cuts| Cuts::new(cuts, &options.ranked)),
            seen: Vec::with_capacity(models),
            kept: KeptRows::default(),
            below: vec![Vec::new(); models],
            options,
        }
    }

    /// Adds a row, soon: rows are looked up many at a time.
    pub fn add(&mut self, row: Row<'_>) {
        self.kept.push(row);
        if self.kept.len() == AT_ONCE {
            self.add_kept();
        }
    }

    fn add_kept(&mut self) {
        let kept = mem::take(&mut self.kept);
        let mut below = mem::take(&mut self.below);
        for (at, (model, found)) in self.options.ranked.models.iter().zip(&mut below).enumerate() {
            model.cells.middles(kept.scores_of(at), found);
        }
        for (index, row) in kept.iter().enumerate() {
            self.add_seen(row, |at| below[at][index]);
        }
        self.kept = kept;
        self.kept.clear();
        self.below = below;
    }

    fn add_seen(&mut self, row: Row<'_>, below: impl Fn(usize) -> Weights) {
        self.look(row, below);
        if let Some(cuts) = &mut self.cuts {
            cuts.add(row, &self.seen);
        }
        let total = self.options.ranked.models.first().map_or(Weights::default(), |one| one.cells.total());
        if let Some((&champion, challengers)) = self.seen.split_first() {
            for (pair, &challenger) in self.pairs.iter_mut().zip(challengers) {
                pair.add(row, champion, challenger, total);
            }
            for (sample, challenger) in self.samples.iter_mut().zip(challengers) {
                sample.add(row, champion.score, challenger.score);
            }
        }
        if let Some(label) = row.label {
            self.judge(row, label);
        }
    }

    fn look(&mut self, row: Row<'_>, below: impl Fn(usize) -> Weights) {
        let Self { seen, options, models, .. } = self;
        seen.clear();
        for (at, (model, &score)) in options.ranked.models.iter().zip(row.scores).enumerate() {
            let below = below(at);
            let rank = below.all / model.cells.total().all;
            models[at].add(model, score, rank, row.weight);
            let selected = options.thresholds.get(at).is_some_and(|&threshold| score >= threshold);
            seen.push(Seen { score, deviation: score - model.mean, rank, below, selected });
        }
    }

    fn judge(&mut self, row: Row<'_>, label: f64) {
        let gap = label - self.options.ranked.counts.label_mean();
        self.label_square += row.weight * gap * gap;
        let mut group = self.groups.as_mut().map(|groups| groups.group_of(row));
        for (at, (outcomes, &score)) in self.models.iter_mut().zip(row.scores).enumerate() {
            let lost = losses(score, label, self.options.is_binary);
            outcomes.judge(row, score, label, lost, self.options.thresholds.get(at).copied());
            if let Some(group) = &mut group {
                group.add(at, row.weight, lost);
            }
        }
    }

    /// Adds what another thread has summed.
    pub fn merge(&mut self, more: &Self) {
        more.kept.iter().for_each(|row| self.add(row));
        self.models.iter_mut().zip(&more.models).for_each(|(model, other)| model.merge(other));
        self.pairs.iter_mut().zip(&more.pairs).for_each(|(pair, other)| pair.merge(other));
        self.samples.iter_mut().zip(&more.samples).for_each(|(sample, other)| sample.merge(other));
        self.label_square += more.label_square;
        if let (Some(groups), Some(other)) = (&mut self.groups, &more.groups) {
            groups.merge(other);
        }
        if let (Some(cuts), Some(other)) = (&mut self.cuts, &more.cuts) {
            cuts.merge(other);
        }
    }

    /// The sums, the correlations and, where there is a seed, the intervals.
    pub fn found(&mut self) -> PairsFound<'_> {
        self.add_kept();
        let intervals = match (&self.groups, self.options.seed) {
            (Some(groups), Some(seed)) => groups.intervals(seed, !self.options.is_binary),
            _ => Vec::new(),
        };
        let challengers = 1..self.models.len();
        let correlations =
            challengers.zip(&self.pairs).map(|(at, pair)| self.correlations(at, pair)).collect();
        PairsFound {
            models: &self.models,
            pairs: &self.pairs,
            correlations,
            label_square: self.label_square,
            intervals,
            cuts: self.cuts.as_ref().map(Cuts::found),
        }
    }

    /// Spearman's is Pearson's of mid-ranks, whose mean is one half whatever the ties and weights. Where either of the two scores is
    /// the same in all rows there is none, whatever rounding leaves of its deviation.
    fn correlations(&self, at: usize, pair: &Pair) -> Correlations {
        let (champion, challenger) = (&self.models[0], &self.models[at]);
        let ranked = &self.options.ranked.models;
        let varies = !ranked[0].is_constant() && !ranked[at].is_constant();
        let correlation = |product: f64, squares: [f64; 2]| {
            varies.then(|| (product / (squares[0] * squares[1]).sqrt()).clamp(-1.0, 1.0))
        };
        Correlations {
            pearson: correlation(pair.product, [champion.square, challenger.square]),
            spearman: correlation(pair.rank_product, [champion.rank_square, challenger.rank_square]),
            kendall: self.samples[at - 1].tau(),
            kendall_rows: self.samples[at - 1].len(),
        }
    }
}
