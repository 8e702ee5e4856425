//! Sums over the rows that two models select at each of many thresholds. A row is selected by both where the lower of the numbers of
//! thresholds that its two scores reach is high enough, so that sums along one number tell all four cells of two decisions, exactly.

use serde::{Deserialize, Serialize};

use super::cut_points::{CutPoints, selecting};
use super::outcomes::add_all;
use super::pair::{Seen, TENTHS, tenth};
use super::ranked::Ranked;
use super::row::Row;

/// Where to cut.
#[derive(Debug, Clone, Deserialize)]
pub struct CutsOptions {
    /// Scores from which on all models select, ascending.
    scores: Vec<f64>,
    /// Shares of the weight that each model selects, ascending.
    shares: Vec<f64>,
}

/// What one thread has summed.
#[derive(Debug, Clone)]
pub struct Cuts {
    by_score: CutLine,
    by_share: CutLine,
    /// Of each model: the lowest and the highest score in each tenth of the rows.
    tenths: Vec<[(f64, f64); TENTHS]>,
}

/// Sums at every cut.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CutsFound {
    by_score: Vec<PairCuts>,
    by_share: Vec<PairCuts>,
    /// For each model its threshold at each share.
    thresholds: Vec<Vec<f64>>,
    /// For each challenger.
    all: Vec<RowSums>,
    tenths: Vec<[(f64, f64); TENTHS]>,
}

/// The thresholds of every model, and the sums of every challenger with the champion.
#[derive(Debug, Clone)]
struct CutLine {
    models: Vec<CutPoints>,
    pairs: Vec<PairBins>,
    /// Of the row that is being added.
    reached: Vec<usize>,
}

/// Sums of the rows that reach so many thresholds by the champion's score, by the challenger's, and by both.
#[derive(Debug, Clone)]
struct PairBins {
    champion: Vec<Sums>,
    challenger: Vec<Sums>,
    both: Vec<Sums>,
}

/// Rows and weight; weight of those with a label; label, value and both scores by weight. As many as fill a line of the cache.
type Sums = [f64; 8];

#[derive(Debug, Serialize)]
struct PairCuts {
    champion: CutSums,
    challenger: CutSums,
    both: CutSums,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct SumsOf<T> {
    rows: T,
    weight: T,
    judged: T,
    outcome: T,
    value: T,
    champion_score: T,
    challenger_score: T,
}

type CutSums = SumsOf<Vec<f64>>;
type RowSums = SumsOf<f64>;

impl<T> SumsOf<T> {
    fn from(value: impl Fn(usize) -> T) -> Self {
        Self {
            rows: value(0),
            weight: value(1),
            judged: value(2),
            outcome: value(3),
            value: value(4),
            champion_score: value(5),
            challenger_score: value(6),
        }
    }
}

impl Cuts {
    /// Without rows.
    pub fn new(options: &CutsOptions, ranked: &Ranked) -> Self {
        let ascending = |mut thresholds: Vec<f64>| {
            thresholds.reverse();
            CutPoints::new(thresholds)
        };
        let by_share = ranked.models.iter().map(|model| ascending(selecting(&model.cells, &options.shares)));
        let by_score = ranked.models.iter().map(|_| CutPoints::new(options.scores.clone()));
        Self {
            by_score: CutLine::new(by_score.collect()),
            by_share: CutLine::new(by_share.collect()),
            tenths: vec![[(f64::INFINITY, f64::NEG_INFINITY); TENTHS]; ranked.models.len()],
        }
    }

    /// Adds a row as every model sees it.
    pub fn add(&mut self, row: Row<'_>, seen: &[Seen]) {
        for (tenths, model) in self.tenths.iter_mut().zip(seen) {
            let range = &mut tenths[tenth(model.rank)];
            *range = (range.0.min(model.score), range.1.max(model.score));
        }
        self.by_score.add(row);
        self.by_share.add(row);
    }

    /// Adds what another thread has summed.
    pub fn merge(&mut self, more: &Self) {
        self.by_score.merge(&more.by_score);
        self.by_share.merge(&more.by_share);
        for (range, other) in self.tenths.iter_mut().flatten().zip(more.tenths.iter().flatten()) {
            *range = (range.0.min(other.0), range.1.max(other.1));
        }
    }

    /// The sums at every cut, by share in the order of the shares.
    pub fn found(&self) -> CutsFound {
        let downward = |points: &CutPoints| points.ascending().iter().rev().copied().collect();
        CutsFound {
            by_score: self.by_score.pairs.iter().map(|pair| pair.found(false)).collect(),
            by_share: self.by_share.pairs.iter().map(|pair| pair.found(true)).collect(),
            thresholds: self.by_share.models.iter().map(downward).collect(),
            all: self.by_score.pairs.iter().map(PairBins::all).collect(),
            tenths: self.tenths.clone(),
        }
    }
}

impl CutLine {
    fn new(models: Vec<CutPoints>) -> Self {
        let bins = vec![Sums::default(); models.first().map_or(0, CutPoints::len) + 1];
        let pair = PairBins { champion: bins.clone(), challenger: bins.clone(), both: bins };
        Self { pairs: vec![pair; models.len().saturating_sub(1)], reached: Vec::new(), models }
    }

    fn add(&mut self, row: Row<'_>) {
        self.reached.clear();
        self.reached.extend(self.models.iter().zip(row.scores).map(|(model, &score)| model.reached(score)));
        let (Some((&champion, challengers)), Some((&score, scores))) =
            (self.reached.split_first(), row.scores.split_first())
        else {
            return;
        };
        for ((pair, &challenger), &other) in self.pairs.iter_mut().zip(challengers).zip(scores) {
            let sums = sums_of(row, score, other);
            add_all(&mut pair.champion[champion], &sums);
            add_all(&mut pair.challenger[challenger], &sums);
            add_all(&mut pair.both[champion.min(challenger)], &sums);
        }
    }

    fn merge(&mut self, more: &Self) {
        for (pair, other) in self.pairs.iter_mut().zip(&more.pairs) {
            let bins = [
                (&mut pair.champion, &other.champion),
                (&mut pair.challenger, &other.challenger),
                (&mut pair.both, &other.both),
            ];
            for (sums, others) in bins {
                sums.iter_mut().zip(others).for_each(|(sum, more)| add_all(sum, more));
            }
        }
    }
}

fn sums_of(row: Row<'_>, champion: f64, challenger: f64) -> Sums {
    let weight = row.weight;
    let judged = if row.label.is_some() { weight } else { 0.0 };
    let weighted = |number: Option<f64>| number.map_or(0.0, |number| weight * number);
    let sums = [1.0, weight, judged, weighted(row.label), weighted(row.value)];
    [sums[0], sums[1], sums[2], sums[3], sums[4], weight * champion, weight * challenger, 0.0]
}

impl PairBins {
    fn found(&self, is_downward: bool) -> PairCuts {
        let cuts = |bins: &[Sums]| CutSums::from(|at| selected(bins, at, is_downward));
        PairCuts {
            champion: cuts(&self.champion),
            challenger: cuts(&self.challenger),
            both: cuts(&self.both),
        }
    }

    fn all(&self) -> RowSums {
        RowSums::from(|at| defined(self.both.iter().map(|sums| sums[at]).sum()))
    }
}

/// Sum `at` over the rows that are selected at each threshold: those that reach it, and so more than the thresholds before it.
fn selected(bins: &[Sums], at: usize, is_downward: bool) -> Vec<f64> {
    let running = bins.iter().skip(1).rev().scan(0.0, |sum, bin| {
        *sum += bin[at];
        Some(defined(*sum))
    });
    let mut found: Vec<f64> = running.collect();
    if !is_downward {
        found.reverse();
    }
    found
}

/// Values that are not finite leave a sum undefined, which counts as nothing.
fn defined(sum: f64) -> f64 {
    if sum.is_finite() { sum } else { 0.0 }
}
