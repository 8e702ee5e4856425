//! Tenths of the rows by score, and the points that curves are drawn by.

use serde::Serialize;

use super::cells::{Cells, Weights};

const TENTHS: f64 = 10.0;
/// Points of a drawn curve; its figures come from every score.
const POINTS: f64 = 200.0;

/// A tenth of the rows with a label.
#[derive(Debug, Default, Clone, Copy, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Decile {
    decile: usize,
    weight: f64,
    positive: f64,
    lowest: f64,
    highest: f64,
    score_sum: f64,
}

/// Rows from some score on.
#[derive(Debug, Clone, Copy, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Point {
    positive: f64,
    selected: f64,
}

/// The highest scores first; a tie is not parted, so that a tenth may be empty and is left out then.
pub fn deciles(cells: &Cells) -> Vec<Decile> {
    let total = cells.total();
    let mut found: Vec<Decile> = Vec::new();
    for cell in cells.iter().rev().filter(|cell| cell.here.judged > 0.0) {
        let middle = (cell.below.judged + cell.here.judged / 2.0) / total.judged;
        let decile = (TENTHS - (middle * TENTHS).floor().min(TENTHS - 1.0)) as usize;
        if found.last().is_none_or(|last| last.decile != decile) {
            found.push(Decile { decile, highest: cell.score, ..Decile::default() });
        }
        if let Some(last) = found.last_mut() {
            last.weight += cell.here.judged;
            last.positive += cell.here.positive;
            last.lowest = cell.score;
            last.score_sum += cell.score * cell.here.judged;
        }
    }
    found
}

/// At even steps of the rows selected, from the highest score on.
pub fn curve(cells: &Cells) -> Vec<Point> {
    let total = cells.total();
    let mut found: Vec<Point> = Vec::new();
    let mut last_step = f64::NEG_INFINITY;
    for cell in cells.iter().rev().filter(|cell| cell.here.judged > 0.0) {
        let above = Weights {
            all: total.all - cell.below.all,
            judged: total.judged - cell.below.judged,
            positive: total.positive - cell.below.positive,
        };
        let step = (above.judged / total.judged * POINTS).ceil();
        let point = Point { positive: above.positive, selected: above.judged };
        match found.last_mut() {
            Some(last) if step == last_step => *last = point,
            _ => found.push(point),
        }
        last_step = step;
    }
    found
}
