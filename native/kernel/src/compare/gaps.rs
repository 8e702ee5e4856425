//! How far two models' distributions of scores lie apart.

use serde::Serialize;

use super::cells::{Cell, Cells};

/// Share that an empty bin counts as in the population stability index, whose logarithm has no other answer.
const EMPTY_SHARE: f64 = 1e-4;
const BINS: usize = 10;

/// Of a challenger against the champion; `None` without rows.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Gaps {
    psi: Option<f64>,
    ks: Option<f64>,
    wasserstein: Option<f64>,
}

/// Of the cells of both.
pub fn gaps(champion: &Cells, challenger: &Cells) -> Gaps {
    if champion.is_empty() || challenger.is_empty() {
        return Gaps { psi: None, ks: None, wasserstein: None };
    }
    let (ks, wasserstein) = distances(champion, challenger);
    Gaps { psi: Some(stability(champion, challenger)), ks: Some(ks), wasserstein: Some(wasserstein) }
}

/// Kolmogorov and Smirnov's distance, and Wasserstein's first: the largest gap, and the area, between the two cumulative curves.
fn distances(champion: &Cells, challenger: &Cells) -> (f64, f64) {
    let totals = (champion.total().all, challenger.total().all);
    let (mut left, mut right) = (champion.iter().peekable(), challenger.iter().peekable());
    let (mut shares, mut before) = ((0.0, 0.0), None);
    let (mut largest, mut area) = (0.0_f64, 0.0);
    let end = |cell: Cell, total: f64| (cell.below.all + cell.here.all) / total;
    while let Some(score) = lowest(left.peek(), right.peek()) {
        let gap = f64::abs(shares.0 - shares.1);
        largest = largest.max(gap);
        area += before.map_or(0.0, |before: f64| gap * (score - before));
        if let Some(cell) = left.next_if(|cell| cell.score == score) {
            shares.0 = end(cell, totals.0);
        }
        if let Some(cell) = right.next_if(|cell| cell.score == score) {
            shares.1 = end(cell, totals.1);
        }
        before = Some(score);
    }
    (largest, area)
}

fn lowest(left: Option<&Cell>, right: Option<&Cell>) -> Option<f64> {
    match (left, right) {
        (Some(left), Some(right)) => Some(left.score.min(right.score)),
        (one, other) => one.or(other).map(|cell| cell.score),
    }
}

/// The population stability index: bins end at the champion's deciles, and equal deciles make one bin of several.
fn stability(champion: &Cells, challenger: &Cells) -> f64 {
    let mut edges: Vec<f64> =
        (1..BINS).filter_map(|bin| champion.quantile(bin as f64 / BINS as f64)).collect();
    edges.dedup();
    let shares = |cells: &Cells| -> Vec<f64> {
        let total = cells.total().all;
        let mut ends: Vec<f64> = edges.iter().map(|&edge| cells.up_to(edge).all / total).collect();
        ends.push(1.0);
        let starts = std::iter::once(0.0).chain(ends.iter().copied());
        ends.iter().zip(starts).map(|(end, start)| (end - start).max(EMPTY_SHARE)).collect()
    };
    shares(champion).iter().zip(shares(challenger)).map(|(p, q)| (q - p) * (q / p).ln()).sum()
}
