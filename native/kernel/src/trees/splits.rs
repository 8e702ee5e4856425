//! Every test as one comparison, `x > t` in a column: what is left for layouts to do.

use std::collections::HashMap;

use super::Number;
use super::ensemble::{Ensemble, Node, Test};

/// A column of the values that layouts compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SplitColumn {
    /// The feature of this index; NaN exceeds nothing.
    Feature(u32),
    /// The same with NaN as positive infinity, so that it exceeds every other number.
    HighMissing(u32),
    /// 1 where the feature is NaN, 0 where it is not.
    Missing(u32),
    /// 1 where the feature is in the set, 0 where it is not.
    Member {
        /// Index of the feature.
        feature: u32,
        /// Index of the set.
        set: u32,
        /// What NaN becomes.
        missing_passes: bool,
    },
}

/// A test as one comparison.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Split<T> {
    /// Index of the column.
    pub column: u32,
    /// The threshold; never NaN.
    pub threshold: T,
    /// The node for values up to the threshold.
    pub low: u32,
    /// The node for values above it.
    pub high: u32,
}

/// The columns of an ensemble, each once.
#[derive(Debug, Clone, Default)]
pub struct SplitColumns {
    /// The columns by index.
    pub list: Vec<SplitColumn>,
    index: HashMap<SplitColumn, u32>,
}

impl SplitColumns {
    fn index(&mut self, column: SplitColumn) -> u32 {
        *self.index.entry(column).or_insert_with(|| {
            self.list.push(column);
            self.list.len() as u32 - 1
        })
    }

    /// The test of `node`, which is no leaf; `None` for one that no comparison expresses.
    pub fn split<T: Number>(&mut self, node: &Node<T>) -> Option<Split<T>> {
        let half = T::from_single(0.5);
        let member = SplitColumn::Member {
            feature: node.feature,
            set: node.set() as u32,
            missing_passes: node.missing_passes,
        };
        // x < t is x <= the number below t, and x >= t its negation, except for NaN.
        let (column, threshold, yes_is_low) = match node.test {
            Test::Leq => (SplitColumn::Feature(node.feature), node.value, true),
            Test::Lt => (SplitColumn::Feature(node.feature), node.value.below(), true),
            Test::Gt => (SplitColumn::Feature(node.feature), node.value, false),
            Test::Gte => (SplitColumn::Feature(node.feature), node.value.below(), false),
            Test::Member => (member, half, false),
            Test::Eq | Test::Neq | Test::Leaf => return None,
        };
        let below_all = matches!(node.test, Test::Lt | Test::Gte) && threshold == node.value;
        if threshold.is_nan() || below_all {
            return None;
        }
        let (low, high) = if yes_is_low { (node.yes, node.no) } else { (node.no, node.yes) };
        let missing_is_high = node.test != Test::Member && node.missing_passes != yes_is_low;
        let (column, threshold) = match missing_is_high {
            // Infinity exceeds every threshold but itself.
            true if threshold == T::from_single(f32::INFINITY) => (SplitColumn::Missing(node.feature), half),
            true => (SplitColumn::HighMissing(node.feature), threshold),
            false => (column, threshold),
        };
        Some(Split { column: self.index(column), threshold, low, high })
    }
}

/// The splits of every node that a root leads to, and whether each node has one parent only; `None` where a node has
/// no split.
pub struct Splits<T> {
    /// The split of each node; leaves have an arbitrary one.
    pub of: Vec<Split<T>>,
    /// The columns they compare.
    pub columns: Vec<SplitColumn>,
}

impl<T: Number> Splits<T> {
    /// The splits of `ensemble`; `None` where a test is no comparison or a node has two parents.
    pub fn new(ensemble: &Ensemble<T>) -> Option<Self> {
        let nothing = Split { column: 0, threshold: T::default(), low: 0, high: 0 };
        let (mut of, mut columns) = (vec![nothing; ensemble.nodes.len()], SplitColumns::default());
        let mut seen = vec![false; ensemble.nodes.len()];
        let mut stack = ensemble.roots.clone();
        while let Some(at) = stack.pop() {
            let node = ensemble.nodes.get(at as usize)?;
            if std::mem::replace(seen.get_mut(at as usize)?, true) {
                return None;
            }
            if !node.is_leaf() {
                let split = columns.split(node)?;
                *of.get_mut(at as usize)? = split;
                stack.extend([split.low, split.high]);
            }
        }
        Some(Self { of, columns: columns.list })
    }
}
