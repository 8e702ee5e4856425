//! From node to node for a whole block of rows at once: the rows' steps do not wait for one another, and no branch
//! depends on a value.

use super::super::Number;
use super::super::ensemble::Ensemble;
use super::super::rows::{BLOCK, Lanes};
use super::super::splits::Split;

/// A node that is no leaf.
#[derive(Debug, Clone, Copy, PartialEq)]
#[repr(C)]
pub struct Step<T> {
    /// The threshold.
    pub threshold: T,
    /// Index of the column, with the bit [`NAN_LOW`] where NaN goes low.
    pub column: u32,
    /// What follows low and high: an index of a step, or a leaf's number within its tree with the bit [`LEAF`].
    pub children: [u32; 2],
}

/// NaN goes low.
pub const NAN_LOW: u32 = 1 << 31;

/// The number is a leaf's.
pub const LEAF: u32 = 1 << 31;

/// Consecutive trees that are walked.
#[derive(Debug, Clone)]
pub struct WalkGroup<T> {
    /// Index of the first tree.
    pub first_tree: usize,
    /// The nodes of all trees, each tree level by level.
    pub steps: Vec<Step<T>>,
    /// What each tree begins with, as a child of a step.
    pub roots: Vec<u32>,
}

impl<T: Number> WalkGroup<T> {
    /// The group of the trees under `roots`, of which the first is tree `first_tree`, and the leaves of each.
    pub fn new(
        ensemble: &Ensemble<T>,
        splits: &[Split<T>],
        roots: &[u32],
        first_tree: usize,
    ) -> Option<(Self, Vec<Vec<u32>>)> {
        let mut group = Self { first_tree, steps: vec![], roots: vec![] };
        let mut all = Vec::new();
        for &root in roots {
            let mut leaves = Vec::new();
            let mut queue = std::collections::VecDeque::from([(root, None::<(usize, usize)>)]);
            while let Some((at, parent)) = queue.pop_front() {
                let place = if ensemble.nodes.get(at as usize)?.is_leaf() {
                    leaves.push(at);
                    (leaves.len() as u32 - 1) | LEAF
                } else {
                    let split = splits.get(at as usize)?;
                    let place = group.steps.len();
                    let column = split.column | if split.nan_high { 0 } else { NAN_LOW };
                    group.steps.push(Step { threshold: split.threshold, column, children: [0; 2] });
                    queue.push_back((split.low, Some((place, 0))));
                    queue.push_back((split.high, Some((place, 1))));
                    place as u32
                };
                match parent {
                    Some((parent, side)) => *group.steps.get_mut(parent)?.children.get_mut(side)? = place,
                    None => group.roots.push(place),
                }
            }
            all.push(leaves);
        }
        group.steps.shrink_to_fit();
        Some((group, all))
    }

    /// The leaf of each row of `x` in the tree that begins with `root`. Rows that have arrived are left out of the
    /// next round.
    pub fn leaves(&self, root: u32, x: &[Lanes<T>]) -> [u32; BLOCK] {
        if root & LEAF != 0 {
            return [root & !LEAF; BLOCK];
        }
        let mut at = [root; BLOCK];
        let mut rows: [u8; BLOCK] = std::array::from_fn(|row| row as u8);
        let mut left = BLOCK;
        while left > 0 {
            let mut kept = 0;
            for index in 0..left {
                let row = usize::from(rows.get(index).copied().unwrap_or_default()) % BLOCK;
                let Some(step) = self.steps.get(at[row] as usize) else { return at };
                let Some(Lanes(values)) = x.get((step.column & !NAN_LOW) as usize) else { return at };
                let x = values[row];
                let exceeds = (x > step.threshold) | ((step.column & NAN_LOW == 0) & x.is_nan());
                let next = step.children[usize::from(exceeds)];
                at[row] = next;
                rows[kept] = row as u8;
                kept += usize::from(next & LEAF == 0);
            }
            left = kept;
        }
        at.map(|leaf| leaf & !LEAF)
    }
}
