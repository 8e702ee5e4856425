//! What is told of each model's scores by themselves, from its cells.

use serde::Serialize;

use super::cells::{Cells, Grid};
use super::curves::{Decile, Point, curve, deciles};
use super::cut_points::selecting;
use super::gaps::{Gaps, gaps};
use super::ranked::{Counts, Ranked, RankedModel};

const SHARES: [f64; 9] = [0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99];
const BINS: usize = 40;

/// Of one part of the rows.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Margins {
    /// Rows, labels and weights.
    pub counts: Counts,
    /// Half the largest share of pairs of a positive and a negative row that lie in one cell of a grid.
    pub auc_bound: f64,
    /// The champion first.
    pub models: Vec<ModelMargins>,
    /// Each challenger against the champion.
    pub gaps: Vec<Gaps>,
}

/// Of one model.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ModelMargins {
    mean: f64,
    lowest: f64,
    highest: f64,
    quantiles: Vec<Quantile>,
    /// Shares of the weight by bins of one width over the range of all models' scores.
    histogram: Vec<f64>,
    /// The highest score from which on at least the share that was asked for is selected.
    top: Option<f64>,
    auc: Option<f64>,
    average_precision: Option<f64>,
    ks: Option<f64>,
    deciles: Vec<Decile>,
    curve: Vec<Point>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Quantile {
    share: f64,
    score: f64,
}

impl Margins {
    /// `top` is the share of the rows to select; ranks are those of a grid's cells where `is_grid`.
    pub fn new(ranked: &Ranked, top: Option<f64>, is_grid: bool) -> Self {
        let (champion, challengers) = match ranked.models.split_first() {
            Some((champion, challengers)) => (Some(champion), challengers),
            None => (None, &[][..]),
        };
        let range = ranked.models.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |range, model| {
            (range.0.min(model.lowest), range.1.max(model.highest))
        });
        let bound = |model: &RankedModel| if is_grid { undecided(&model.cells) } else { 0.0 };
        Self {
            counts: ranked.counts,
            auc_bound: ranked.models.iter().map(bound).fold(0.0, f64::max),
            models: ranked.models.iter().map(|model| ModelMargins::new(model, range, top)).collect(),
            gaps: champion
                .iter()
                .flat_map(|one| challengers.iter().map(|two| gaps(&one.cells, &two.cells)))
                .collect(),
        }
    }
}

impl ModelMargins {
    fn new(model: &RankedModel, range: (f64, f64), top: Option<f64>) -> Self {
        let cells = &model.cells;
        let quantile = |&share: &f64| cells.quantile(share).map(|score| Quantile { share, score });
        let ranked = ranked_figures(cells);
        Self {
            mean: model.mean,
            lowest: model.lowest,
            highest: model.highest,
            quantiles: SHARES.iter().filter_map(quantile).collect(),
            histogram: histogram(cells, Grid::new(range.0, range.1, BINS)),
            top: top.and_then(|share| selecting(cells, &[share]).first().copied()),
            auc: ranked.auc,
            average_precision: ranked.average_precision,
            ks: ranked.ks,
            deciles: deciles(cells),
            curve: curve(cells),
        }
    }
}

fn histogram(cells: &Cells, bins: Grid) -> Vec<f64> {
    let mut shares = vec![0.0; bins.count()];
    let all = cells.total().all;
    for cell in cells.iter() {
        shares[bins.bucket(cell.score)] += cell.here.all / all;
    }
    shares
}

/// Half the share of pairs of a positive and a negative row whose order is not known since both lie in one cell.
fn undecided(cells: &Cells) -> f64 {
    let total = cells.total();
    let pairs = total.positive * total.negative();
    let tied: f64 = cells.iter().map(|cell| cell.here.positive * cell.here.negative()).sum();
    if pairs > 0.0 { tied / pairs / 2.0 } else { 0.0 }
}

struct RankedFigures {
    auc: Option<f64>,
    average_precision: Option<f64>,
    ks: Option<f64>,
}

/// The area under the ROC curve is the share of pairs of a positive and a negative row that are in order, ties half. Average
/// precision is the sum over scores, from the highest, of the recall that a score adds times the precision down to it.
fn ranked_figures(cells: &Cells) -> RankedFigures {
    let total = cells.total();
    let (positive, negative) = (total.positive, total.negative());
    let (mut ordered, mut precise, mut gap) = (0.0, 0.0, 0.0_f64);
    for cell in cells.iter().filter(|cell| cell.here.judged > 0.0) {
        ordered += cell.here.positive * (cell.below.negative() + cell.here.negative() / 2.0);
        let selected = total.judged - cell.below.judged;
        precise += cell.here.positive * ((positive - cell.below.positive) / selected);
        gap = gap.max((cell.below.positive / positive - cell.below.negative() / negative).abs());
    }
    let both = positive > 0.0 && negative > 0.0;
    RankedFigures {
        auc: both.then(|| ordered / positive / negative),
        average_precision: (positive > 0.0).then(|| precise / positive),
        ks: both.then_some(gap),
    }
}
