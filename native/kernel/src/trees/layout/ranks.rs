//! Values as ranks: how many of a column's thresholds a value exceeds, as one byte. It is found once for a block of rows,
//! and then every comparison with a threshold is one of bytes, 32 at once.

use std::cmp::Ordering;

use super::super::Number;
use super::super::rows::{BLOCK, Lanes};
use super::super::simd::{Checked, Vectors};

/// Most thresholds that one byte tells apart; a column with more has several bytes.
const MOST_THRESHOLDS: usize = 255;

/// Thresholds between two pivots.
pub const SPAN: usize = 16;

/// Blocks that are ranked and compared side by side, so that what is compared with them is loaded once.
pub const ABREAST: usize = 4;

/// A rank for each row of some blocks, less 128, so that comparisons are those of signed bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C, align(64))]
pub struct RankLanes(pub [[i8; BLOCK]; ABREAST]);

/// The rank that exceeds none.
pub const LOWEST: i8 = i8::MIN;

/// Up to 255 thresholds of a column, rising.
#[derive(Debug, Clone, PartialEq)]
pub struct RankColumn<T> {
    /// Index of the column of values.
    pub column: u32,
    /// Number of thresholds.
    pub count: usize,
    /// The thresholds, and infinity up to a whole number of spans.
    pub thresholds: Vec<T>,
    /// The last threshold of every span but the last.
    pub pivots: Vec<T>,
}

/// The thresholds of some trees.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranks<T> {
    /// Their columns, those of one column of values side by side.
    pub columns: Vec<RankColumn<T>>,
}

/// Where a threshold is: a value exceeds it where its rank in `column` exceeds `place`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Index of the column of ranks.
    pub column: u32,
    /// The rank.
    pub place: i8,
}

fn order<T: Number>(a: T, b: T) -> Ordering {
    a.partial_cmp(&b).unwrap_or(Ordering::Equal)
}

impl<T: Number> Ranks<T> {
    /// The ranks of `thresholds`, each with the index of its column; none is NaN.
    pub fn new(mut thresholds: Vec<(u32, T)>) -> Self {
        thresholds.sort_by(|a, b| a.0.cmp(&b.0).then(order(a.1, b.1)));
        thresholds.dedup();
        let chunks = thresholds.chunk_by(|a, b| a.0 == b.0).flat_map(|same| same.chunks(MOST_THRESHOLDS));
        Self { columns: chunks.filter_map(RankColumn::new).collect() }
    }

    /// Where `threshold` of `column` is; `None` for one that was not given.
    pub fn place(&self, column: u32, threshold: T) -> Option<Place> {
        let is_before = |ranks: &RankColumn<T>| {
            (ranks.column.cmp(&column)).then_with(|| order(ranks.last(), threshold)) == Ordering::Less
        };
        let index = self.columns.partition_point(is_before);
        let ranks = self.columns.get(index).filter(|ranks| ranks.column == column)?;
        let place = ranks.thresholds.partition_point(|known| *known < threshold);
        Some(Place { column: u32::try_from(index).ok()?, place: rank(place) })
    }
}

impl<T: Number> RankColumn<T> {
    fn new(given: &[(u32, T)]) -> Option<Self> {
        let column = given.first()?.0;
        let mut thresholds: Vec<T> = given.iter().map(|(_, threshold)| *threshold).collect();
        thresholds.resize(given.len().next_multiple_of(SPAN), T::from_single(f32::INFINITY));
        let spans = thresholds.chunks(SPAN).filter_map(|span| span.last().copied());
        let pivots = spans.take(thresholds.len() / SPAN - 1).collect();
        Some(Self { column, count: given.len(), thresholds, pivots })
    }

    fn last(&self) -> T {
        self.thresholds.get(self.count - 1).copied().unwrap_or_default()
    }

    /// The rank of `value`; that of NaN is the lowest, since it exceeds nothing.
    pub fn rank(&self, value: T) -> i8 {
        rank(self.thresholds.partition_point(|threshold| *threshold < value))
    }
}

impl<T: Vectors> Ranks<T> {
    /// Fills block `block` of `ranks`, which has one for each of the columns, with those of the rows of `x`.
    pub fn fill(&self, level: Checked, x: &[Lanes<T>], block: usize, ranks: &mut [RankLanes]) {
        for (column, RankLanes(ranks)) in self.columns.iter().zip(ranks) {
            if let Some((values, ranks)) = x.get(column.column as usize).zip(ranks.get_mut(block)) {
                T::rank(level, column, values, ranks);
            }
        }
    }
}

/// `count` thresholds as a rank.
fn rank(count: usize) -> i8 {
    (count.min(MOST_THRESHOLDS) as u8 ^ 0x80).cast_signed()
}
