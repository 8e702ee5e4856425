//! From node to node for a whole block of rows at once: the rows' steps do not wait for one another, and no branch
//! depends on a value.

use super::super::Number;
use super::super::ensemble::Ensemble;
use super::super::rows::BLOCK;
use super::super::splits::Split;

/// A node, or a leaf: its threshold is infinite, which nothing exceeds, and what follows is the leaf itself. So a row that
/// has arrived stays where it is.
#[derive(Debug, Clone, Copy, PartialEq)]
#[repr(C)]
pub struct Step<T> {
    /// The threshold.
    pub threshold: T,
    /// The first lane of the column.
    pub lane: u32,
    /// What follows for values up to the threshold; what follows above it is the next.
    pub low: u32,
}

/// Consecutive trees that are walked.
#[derive(Debug, Clone)]
pub struct WalkGroup<T> {
    /// Index of the first tree.
    pub first_tree: usize,
    /// What each tree begins with.
    pub roots: Vec<u32>,
    steps: Vec<Step<T>>,
    lanes: usize,
}

impl<T: Number> WalkGroup<T> {
    /// The group of the trees under `roots`, of which the first is tree `first_tree`, and the leaves of each by step: inner
    /// steps have one of the tree's leaves too, which no row ends at.
    pub fn new(
        ensemble: &Ensemble<T>,
        splits: &[Split<T>],
        roots: &[u32],
        first_tree: usize,
    ) -> Option<(Self, Vec<Vec<u32>>)> {
        let mut group = Self { first_tree, roots: vec![], steps: vec![], lanes: 0 };
        let mut all = Vec::with_capacity(roots.len());
        for &root in roots {
            let first = group.steps.len();
            group.roots.push(u32::try_from(first).ok()?);
            // The nodes of the tree in the order of its steps: level by level, brothers side by side.
            let mut nodes = vec![root];
            let mut leaf = None;
            while let Some(&at) = nodes.get(group.steps.len() - first) {
                let here = group.steps.len() as u32;
                let step = if ensemble.nodes.get(at as usize)?.is_leaf() {
                    leaf = Some(at);
                    Step { threshold: T::from_single(f32::INFINITY), lane: 0, low: here }
                } else {
                    let split = splits.get(at as usize)?;
                    let low = u32::try_from(first + nodes.len()).ok()?;
                    nodes.extend([split.low, split.high]);
                    let lane = split.column * BLOCK as u32;
                    group.lanes = group.lanes.max(lane as usize + BLOCK);
                    Step { threshold: split.threshold, lane, low }
                };
                group.steps.push(step);
            }
            let leaf = leaf?;
            for node in &mut nodes {
                if !ensemble.nodes.get(*node as usize)?.is_leaf() {
                    *node = leaf;
                }
            }
            all.push(nodes);
        }
        group.steps.shrink_to_fit();
        group.lanes = group.lanes.max(BLOCK);
        Some((group, all))
    }

    /// The steps of all trees, each of which leads to one of them.
    pub fn steps(&self) -> &[Step<T>] {
        &self.steps
    }

    /// Lanes that the steps look at: none looks at one from here on.
    pub fn lanes(&self) -> usize {
        self.lanes
    }
}
