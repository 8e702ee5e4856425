//! Sums over the rows of what a challenger says otherwise than the champion.

use serde::Serialize;

use super::cells::Weights;
use super::outcomes::add_all;
use super::row::Row;

/// Parts of the rows by rank.
pub const TENTHS: usize = 10;
/// Rows that are told of those on which two models differ most.
const SHOWN: usize = 20;

/// A row as one of the models sees it.
#[derive(Debug, Clone, Copy)]
pub struct Seen {
    /// Its score.
    pub score: f64,
    /// That less the mean of all.
    pub deviation: f64,
    /// Share of the weight below it, ties half.
    pub rank: f64,
    /// Weights below it, ties half.
    pub below: Weights,
    /// Whether the model selects it.
    pub selected: bool,
}

/// Weighted sums of a pair of models.
#[derive(Debug, Clone, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Pair {
    /// Of challenger minus champion.
    difference: f64,
    absolute: f64,
    largest: f64,
    /// Products of deviations of scores, and of ranks.
    pub product: f64,
    /// Products of deviations of ranks.
    pub rank_product: f64,
    /// By tenth of the champion's scores and of the challenger's.
    migration: [[f64; TENTHS]; TENTHS],
    /// Selected by neither, by the challenger, by the champion, by both.
    swap: [Swap; 4],
    /// Rows that the champion alone, and the challenger alone, decides rightly; and those that each does.
    right: [u64; 4],
    /// Of the rows whose label is 0, and of those whose label is 1.
    placements: [Placements; 2],
    /// By the size of the difference, the largest first.
    most: Vec<Difference>,
}

/// Rows that two models decide alike or otherwise.
#[derive(Debug, Clone, Copy, Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct Swap {
    rows: u64,
    weight: f64,
    champion: f64,
    challenger: f64,
    value: f64,
    valued: u64,
    judged: f64,
    positive: f64,
}

/// Differences of the shares of the other outcome's rows that a row is in order with.
#[derive(Debug, Clone, Copy, Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct Placements {
    rows: u64,
    sum: f64,
    square: f64,
}

#[derive(Debug, Clone, Copy, Serialize)]
#[serde(rename_all = "camelCase")]
struct Difference {
    row: u64,
    champion: f64,
    challenger: f64,
    difference: f64,
}

impl Pair {
    /// Adds a row; `total` are the weights of all rows.
    pub fn add(&mut self, row: Row<'_>, champion: Seen, challenger: Seen, total: Weights) {
        let difference = challenger.score - champion.score;
        self.difference += row.weight * difference;
        self.absolute += row.weight * difference.abs();
        self.largest = self.largest.max(difference.abs());
        self.product += row.weight * champion.deviation * challenger.deviation;
        self.rank_product += row.weight * (champion.rank - 0.5) * (challenger.rank - 0.5);
        self.migration[tenth(champion.rank)][tenth(challenger.rank)] += row.weight;
        self.swap[2 * usize::from(champion.selected) + usize::from(challenger.selected)].add(
            row,
            champion.score,
            challenger.score,
        );
        self.place(Difference {
            row: row.number,
            champion: champion.score,
            challenger: challenger.score,
            difference,
        });
        let Some(label) = row.label else { return };
        let right = [champion, challenger].map(|one| one.selected == (label == 1.0));
        self.right[0] += u64::from(right[0] && !right[1]);
        self.right[1] += u64::from(right[1] && !right[0]);
        self.right[2] += u64::from(right[0]);
        self.right[3] += u64::from(right[1]);
        let placed = |one: Seen| match label == 1.0 {
            true => one.below.negative() / total.negative(),
            false => 1.0 - one.below.positive / total.positive,
        };
        self.placements[usize::from(label == 1.0)].add(placed(challenger) - placed(champion));
    }

    fn place(&mut self, found: Difference) {
        let is_before = |one: &Difference| {
            let (size, other) = (one.difference.abs(), found.difference.abs());
            size > other || (size == other && one.row < found.row)
        };
        if self.most.len() == SHOWN && self.most.last().is_some_and(is_before) {
            return;
        }
        let at = self.most.partition_point(is_before);
        self.most.insert(at, found);
        self.most.truncate(SHOWN);
    }

    /// Adds what another thread has summed.
    pub fn merge(&mut self, more: &Self) {
        self.difference += more.difference;
        self.absolute += more.absolute;
        self.largest = self.largest.max(more.largest);
        self.product += more.product;
        self.rank_product += more.rank_product;
        self.migration.iter_mut().zip(&more.migration).for_each(|(line, other)| add_all(line, other));
        self.swap.iter_mut().zip(&more.swap).for_each(|(swap, other)| swap.merge(other));
        self.right.iter_mut().zip(&more.right).for_each(|(right, other)| *right += other);
        for (placements, other) in self.placements.iter_mut().zip(&more.placements) {
            placements.rows += other.rows;
            placements.sum += other.sum;
            placements.square += other.square;
        }
        more.most.iter().for_each(|&one| self.place(one));
    }
}

impl Swap {
    fn add(&mut self, row: Row<'_>, champion: f64, challenger: f64) {
        self.rows += 1;
        self.weight += row.weight;
        self.champion += row.weight * champion;
        self.challenger += row.weight * challenger;
        if let Some(value) = row.value {
            self.value += row.weight * value;
            self.valued += 1;
        }
        if row.label.is_some() {
            self.judged += row.weight;
            self.positive += if row.is_positive() { row.weight } else { 0.0 };
        }
    }

    fn merge(&mut self, more: &Self) {
        self.rows += more.rows;
        self.weight += more.weight;
        self.champion += more.champion;
        self.challenger += more.challenger;
        self.value += more.value;
        self.valued += more.valued;
        self.judged += more.judged;
        self.positive += more.positive;
    }
}

impl Placements {
    fn add(&mut self, difference: f64) {
        self.rows += 1;
        self.sum += difference;
        self.square += difference * difference;
    }
}

/// In which of them a row of this rank lies.
pub fn tenth(rank: f64) -> usize {
    ((rank * TENTHS as f64) as usize).min(TENTHS - 1)
}
