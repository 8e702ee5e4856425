//! From node to node for a whole block of rows at once: the rows' steps do not wait for one another, and no branch
//! depends on a value.

use std::ops::Range;

use super::super::Number;
use super::super::ensemble::Ensemble;
use super::super::rows::BLOCK;
use super::super::splits::Split;

/// A node, or a leaf: its threshold is infinite, which nothing exceeds, and what follows is the leaf itself. So a row that
/// has arrived stays where it is.
#[derive(Debug, Clone, Copy, PartialEq)]
#[repr(C)]
pub struct Step<T, I> {
    /// The threshold.
    pub threshold: T,
    /// The first lane of the column.
    pub lane: I,
    /// What follows for values up to the threshold, counted from the tree's first; what follows above it is the next.
    pub low: I,
}

/// What steps count lanes and other steps in.
pub trait Index:
    Copy + PartialEq + TryFrom<usize> + Into<u32> + Send + Sync + std::fmt::Debug + 'static
{
}

impl Index for u16 {}
impl Index for u32 {}

/// The steps of some trees: where all counts fit in two bytes a node of floats has eight, so that half as much again stays
/// in the first cache.
#[derive(Debug, Clone)]
#[allow(missing_docs, reason = "the types say it")]
pub enum Steps<T> {
    Narrow(Vec<Step<T, u16>>),
    Wide(Vec<Step<T, u32>>),
}

/// Consecutive trees that are walked.
#[derive(Debug, Clone)]
pub struct WalkGroup<T> {
    /// Index of the first tree.
    pub first_tree: usize,
    /// The first step of each tree, and the number of all steps.
    pub bounds: Vec<u32>,
    steps: Steps<T>,
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
        let mut trees =
            Trees { ensemble, splits, bounds: vec![], leaves: vec![], weights: vec![], lanes: BLOCK };
        let steps = match trees.steps(roots) {
            Some(steps) => Steps::Narrow(steps),
            None => Steps::Wide(trees.steps(roots)?),
        };
        Some((Self { first_tree, bounds: trees.bounds, steps, lanes: trees.lanes }, trees.leaves))
    }

    /// The steps of all trees, each of which leads to one of its tree.
    pub fn steps(&self) -> &Steps<T> {
        &self.steps
    }

    /// Where the steps of tree `tree` are; nowhere for one that the group lacks.
    pub fn range(&self, tree: usize) -> Range<usize> {
        match self.bounds.get(tree..).unwrap_or_default() {
            [first, end, ..] => *first as usize..*end as usize,
            _ => 0..0,
        }
    }

    /// Number of trees.
    pub fn trees(&self) -> usize {
        self.bounds.len().saturating_sub(1)
    }

    /// Lanes that the steps look at: none looks at one from here on.
    pub fn lanes(&self) -> usize {
        self.lanes
    }
}

/// Trees on their way to steps.
struct Trees<'e, T> {
    ensemble: &'e Ensemble<T>,
    splits: &'e [Split<T>],
    bounds: Vec<u32>,
    leaves: Vec<Vec<u32>>,
    /// Leaves below each node.
    weights: Vec<u32>,
    lanes: usize,
}

impl<T: Number> Trees<'_, T> {
    /// The steps of the trees under `roots`; `None` where a count does not fit.
    fn steps<I: Index>(&mut self, roots: &[u32]) -> Option<Vec<Step<T, I>>> {
        let mut steps = vec![];
        self.bounds = vec![0];
        self.leaves.clear();
        for &root in roots {
            let leaves = self.add(root, &mut steps)?;
            self.leaves.push(leaves);
            self.bounds.push(u32::try_from(steps.len()).ok()?);
        }
        steps.shrink_to_fit();
        Some(steps)
    }

    /// Adds the steps of the tree under `root`, and returns its leaves by step. Brothers lie side by side, and those that
    /// follow the heavier of two right behind them, so that most rows step on few lines of the cache.
    fn add<I: Index>(&mut self, root: u32, steps: &mut Vec<Step<T, I>>) -> Option<Vec<u32>> {
        self.weigh(root)?;
        let (first, mut nodes, mut waiting) = (steps.len(), vec![root], vec![0]);
        let index = |count: usize| I::try_from(count).ok();
        let leaf = Step { threshold: T::from_single(f32::INFINITY), lane: index(0)?, low: index(0)? };
        let mut any_leaf = None;
        steps.push(leaf);
        while let Some(here) = waiting.pop() {
            let at = *nodes.get(here)?;
            let step = if self.ensemble.nodes.get(at as usize)?.is_leaf() {
                any_leaf = Some(at);
                Step { low: index(here)?, ..leaf }
            } else {
                let (split, low) = (self.splits.get(at as usize)?, nodes.len());
                nodes.extend([split.low, split.high]);
                steps.extend([leaf, leaf]);
                let low_is_heavier = self.weight(split.low)? > self.weight(split.high)?;
                waiting.extend(if low_is_heavier { [low + 1, low] } else { [low, low + 1] });
                let lane = split.column as usize * BLOCK;
                self.lanes = self.lanes.max(lane + BLOCK);
                Step { threshold: split.threshold, lane: index(lane)?, low: index(low)? }
            };
            *steps.get_mut(first + here)? = step;
        }
        let any_leaf = any_leaf?;
        for node in &mut nodes {
            if !self.ensemble.nodes.get(*node as usize)?.is_leaf() {
                *node = any_leaf;
            }
        }
        Some(nodes)
    }

    fn weight(&self, node: u32) -> Option<u32> {
        self.weights.get(node as usize).copied()
    }

    /// Counts the leaves below each node of the tree under `root`: training rows are rarely in the file, and where trees
    /// are deep, leaves follow them.
    fn weigh(&mut self, root: u32) -> Option<()> {
        self.weights.resize(self.ensemble.nodes.len(), 0);
        let (mut nodes, mut read) = (vec![root], 0);
        while let Some(&at) = nodes.get(read) {
            if !self.ensemble.nodes.get(at as usize)?.is_leaf() {
                let split = self.splits.get(at as usize)?;
                nodes.extend([split.low, split.high]);
            }
            read += 1;
        }
        for at in nodes.into_iter().rev() {
            let leaves = if self.ensemble.nodes.get(at as usize)?.is_leaf() {
                1
            } else {
                let split = self.splits.get(at as usize)?;
                self.weight(split.low)? + self.weight(split.high)?
            };
            *self.weights.get_mut(at as usize)? = leaves;
        }
        Some(())
    }
}
