//! Intervals for differences of mean losses by Efron's bootstrap: rows are drawn again, all models' losses with them.

use serde::Serialize;

use super::outcomes::Losses;
use super::row::Row;

const RESAMPLES: usize = 1000;
/// Rows are drawn one by one up to this many.
const MOST_ROWS: u64 = 10_000;
/// Of more rows, groups are drawn that they are dealt into by their number, which estimates the same variance from sums that stay in the
/// processor's cache. The standard error of an interval's width is 1 / √(2 · 2,000) = 1.6 % of it; that of 1,000 drawings is 3 %.
const GROUPS: u64 = 2_000;
/// Sums are kept in lines of this many, so that a drawn group is added by whole vector registers.
const LINE: usize = 8;

type Line = [f64; LINE];

/// Sums over the rows of each group: its weight, then two losses for each model.
#[derive(Debug, Clone)]
pub struct Groups {
    models: usize,
    /// Lines of one group.
    lines: usize,
    sums: Vec<Line>,
    /// The row of each group, where each row is one.
    rows: Option<Vec<u64>>,
}

/// Where the losses of one row are added.
pub struct Group<'a>(&'a mut [Line]);

/// A figure of both models, and the 95 % interval of challenger minus champion.
#[derive(Debug, Clone, Copy, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Interval {
    champion: f64,
    challenger: f64,
    low: f64,
    high: f64,
}

impl Group<'_> {
    /// Adds what model `at` loses.
    pub fn add(&mut self, at: usize, weight: f64, lost: Losses) {
        for (index, one) in lost.iter().enumerate() {
            let place = 1 + 2 * at + index;
            self.0[place / LINE][place % LINE] += weight * one;
        }
    }
}

impl Groups {
    /// For rows of which `judged` have a label.
    pub fn new(models: usize, judged: u64) -> Self {
        let lines = (1 + 2 * models).div_ceil(LINE);
        let is_small = judged <= MOST_ROWS;
        let groups = if is_small { 0 } else { GROUPS as usize };
        Self { models, lines, sums: vec![[0.0; LINE]; groups * lines], rows: is_small.then(Vec::new) }
    }

    /// The group of a row, whose weight is added to it.
    pub fn group_of(&mut self, row: Row<'_>) -> Group<'_> {
        let at = match &mut self.rows {
            Some(rows) => {
                rows.push(row.number);
                self.sums.resize(rows.len() * self.lines, [0.0; LINE]);
                rows.len() - 1
            }
            None => dealt(row.number) as usize,
        };
        let sums = &mut self.sums[at * self.lines..][..self.lines];
        sums[0][0] += row.weight;
        Group(sums)
    }

    /// Adds what another thread has summed.
    pub fn merge(&mut self, more: &Self) {
        if let (Some(rows), Some(others)) = (&mut self.rows, &more.rows) {
            rows.extend(others);
            self.sums.extend(&more.sums);
            return;
        }
        for (line, other) in self.sums.iter_mut().zip(&more.sums) {
            line.iter_mut().zip(other).for_each(|(sum, one)| *sum += one);
        }
    }

    /// For each challenger an interval of either loss, none with less than two groups; `is_root` takes the root of the second's mean.
    pub fn intervals(&self, seed: u64, is_root: bool) -> Vec<[Interval; 2]> {
        let groups = self.ordered();
        if groups.len() < 2 {
            return Vec::new();
        }
        let means = |sums| Means { is_root, sums };
        let whole = means(self.sum(groups.iter().copied()));
        let mut random = Random(seed as u32);
        let mut drawn: Vec<Vec<f64>> = vec![Vec::with_capacity(RESAMPLES); 2 * (self.models - 1)];
        for _ in 0..RESAMPLES {
            let again = means(self.sum((0..groups.len()).map(|_| groups[random.below(groups.len())])));
            for (index, differences) in drawn.iter_mut().enumerate() {
                let (at, loss) = (1 + index / 2, index % 2);
                differences.push(again.of(at, loss) - again.of(0, loss));
            }
        }
        let mut intervals = drawn.into_iter().enumerate().map(|(index, mut differences)| {
            differences.sort_unstable_by(f64::total_cmp);
            // The 25th from either end of 1,000: 2.5 % lie outside on each side.
            let (low, high) = (differences[24], differences[RESAMPLES - 25]);
            let (at, loss) = (1 + index / 2, index % 2);
            Interval { champion: whole.of(0, loss), challenger: whole.of(at, loss), low, high }
        });
        let mut found = Vec::new();
        while let (Some(first), Some(second)) = (intervals.next(), intervals.next()) {
            found.push([first, second]);
        }
        found
    }

    /// The groups that hold a row, in the order of the rows where each is one.
    fn ordered(&self) -> Vec<&[Line]> {
        let mut groups: Vec<(u64, &[Line])> = match &self.rows {
            Some(rows) => rows.iter().copied().zip(self.sums.chunks(self.lines)).collect(),
            None => (0..).zip(self.sums.chunks(self.lines)).collect(),
        };
        groups.sort_unstable_by_key(|&(row, _)| row);
        groups.into_iter().map(|(_, sums)| sums).filter(|sums| sums[0][0] > 0.0).collect()
    }

    fn sum<'a>(&self, groups: impl Iterator<Item = &'a [Line]>) -> Vec<Line> {
        let mut total = vec![[0.0; LINE]; self.lines];
        for group in groups {
            for (sum, line) in total.iter_mut().zip(group) {
                sum.iter_mut().zip(line).for_each(|(sum, one)| *sum += one);
            }
        }
        total
    }
}

/// The group of a row among `GROUPS`, well mixed: by a remainder of the row's number, or by its multiples alone, rows that alternate
/// would lie in groups of one kind each, or as many of each in all, and intervals would be too wide or too narrow.
fn dealt(row: u64) -> u64 {
    (u64::from(mixed(row as u32)) * GROUPS) >> 32
}

struct Means {
    is_root: bool,
    sums: Vec<Line>,
}

impl Means {
    fn of(&self, model: usize, loss: usize) -> f64 {
        let place = 1 + 2 * model + loss;
        let mean = self.sums[place / LINE][place % LINE] / self.sums[0][0];
        if self.is_root && loss == 1 { mean.sqrt() } else { mean }
    }
}

/// Steele, Lea and Flood's SplitMix in 32 bits.
struct Random(u32);

impl Random {
    /// A number from 0 to below `end`, which is at most 10,000.
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9);
        ((u64::from(mixed(self.0)) * end as u64) >> 32) as usize
    }
}

/// What SplitMix makes of its state.
fn mixed(state: u32) -> u32 {
    let mixed = (state ^ state >> 16).wrapping_mul(0x21f0_aaad);
    let mixed = (mixed ^ mixed >> 15).wrapping_mul(0x735a_2d97);
    mixed ^ mixed >> 15
}

#[cfg(test)]
mod tests {
    use super::{GROUPS, dealt};

    #[test]
    fn rows_that_alternate_are_dealt_as_by_chance() {
        for period in [2, 3, 16, 1597] {
            let mut groups = vec![(0.0, 0.0); GROUPS as usize];
            let share = 1.0 / period as f64;
            for row in 1..=100 * GROUPS {
                let (sum, all) = &mut groups[dealt(row) as usize];
                *sum += if row % period == 0 { 1.0 - share } else { -share };
                *all += 1.0;
            }
            let spread: f64 = groups.iter().map(|(sum, all)| sum * sum / all).sum();
            let of_chance = share * (1.0 - share) * GROUPS as f64;
            assert!((0.9..1.1).contains(&(spread / of_chance)), "{period}: {}", spread / of_chance);
        }
    }
}
