//! Trees a second time, to be walked by the few rows of a last block: bits and index arithmetic cost a whole block of rows,
//! however many there are.

use super::super::Number;
use super::super::ensemble::Ensemble;
use super::super::splits::Split;
use super::cost;
use super::walk::WalkGroup;

/// Most nodes of a group that is held twice: larger ones are walked anyway, and memory stays near the size of the file.
const MOST_NODES: usize = 250_000;

/// The trees of a group with another layout, and when to walk them.
#[derive(Debug, Clone)]
pub struct Few<T> {
    /// The steps.
    pub walk: WalkGroup<T>,
    /// For each tree and step the place of its leaf in the group's own order; inner steps have one too.
    pub leaves: Vec<Vec<u32>>,
    /// Most rows that cost less than a block of the group's own layout.
    pub most_rows: usize,
}

impl<T: Number> Few<T> {
    /// The trees under `roots`, whose leaves are `leaves` in the order of their layout, a block of which costs
    /// `block_cost` nanoseconds for all of them; `None` where they are too many to be held twice.
    pub fn new(
        ensemble: &Ensemble<T>,
        splits: &[Split<T>],
        roots: &[u32],
        leaves: &[Vec<u32>],
        block_cost: f64,
        row_cost: f64,
    ) -> Option<Self> {
        if leaves.iter().map(Vec::len).sum::<usize>() > MOST_NODES / 2 {
            return None;
        }
        let (walk, nodes) = WalkGroup::new(ensemble, splits, roots, 0)?;
        let mut places = Vec::with_capacity(walk.trees());
        for (nodes, leaves) in nodes.iter().zip(leaves) {
            let mut order: Vec<(u32, u32)> = leaves.iter().copied().zip(0..).collect();
            order.sort_unstable();
            let place = |node: &u32| {
                let found = order.binary_search_by_key(node, |(leaf, _)| *leaf).ok()?;
                Some(order.get(found)?.1)
            };
            places.push(nodes.iter().map(place).collect::<Option<_>>()?);
        }
        Some(Self { walk, leaves: places, most_rows: cost::rows_below(block_cost, row_cost) })
    }
}
