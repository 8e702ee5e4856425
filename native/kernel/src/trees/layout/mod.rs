//! How trees lie in memory, chosen for each tree by what it costs: see [`cost`].

pub mod cost;
pub mod few;
pub mod masks;
pub mod ranks;
pub mod symmetric;
pub mod walk;

use super::Number;
use super::ensemble::Ensemble;
use super::splits::{Split, SplitColumn, Splits};
use cost::Kind;
use few::Few;
use masks::MaskGroup;
use ranks::Ranks;
use symmetric::SymmetricGroup;
use walk::WalkGroup;

/// Consecutive trees in one layout.
#[derive(Debug, Clone)]
#[allow(missing_docs, reason = "the types say it")]
pub enum Group<T> {
    Masks(MaskGroup),
    Symmetric(SymmetricGroup),
    Walk(WalkGroup<T>),
}

/// An ensemble's trees in their layouts.
#[derive(Debug, Clone)]
pub struct Layout<T> {
    /// The groups, in the order of the trees, and each once more for few rows where that pays.
    pub groups: Vec<(Group<T>, Option<Few<T>>)>,
    /// The thresholds of all trees but those that are walked.
    pub ranks: Ranks<T>,
    /// The columns that the trees compare.
    pub columns: Vec<SplitColumn>,
    /// The leaves of each tree, as nodes of the ensemble, in the order in which the layout counts them.
    pub leaves: Vec<Vec<u32>>,
}

impl<T: Number> Layout<T> {
    /// The cheapest layout of each tree of `ensemble`, or `wanted` for those that it fits; `None` where a test is no
    /// comparison or a node has two parents.
    pub fn new(ensemble: &Ensemble<T>, wanted: Option<Kind>) -> Option<Self> {
        let Splits { of, columns } = Splits::new(ensemble)?;
        let shapes: Vec<cost::Shape> =
            ensemble.roots.iter().map(|&root| cost::Shape::of(ensemble, &of, root)).collect();
        let kinds: Vec<Kind> = shapes.iter().map(|shape| shape.kind(wanted)).collect();
        let ranks = ranks_of(ensemble, &of, &kinds);
        let mut layout = Self { groups: Vec::new(), ranks, columns, leaves: Vec::new() };
        let mut first = 0;
        while let Some(&kind) = kinds.get(first) {
            let end = match kind {
                Kind::Masks => masks::group_end(&kinds, &shapes, first),
                Kind::Symmetric | Kind::Walk => kinds
                    .iter()
                    .skip(first)
                    .position(|other| *other != kind)
                    .map_or(kinds.len(), |n| first + n),
            };
            let roots = ensemble.roots.get(first..end)?;
            let (group, leaves) = match kind {
                Kind::Masks => {
                    let (group, leaves) = MaskGroup::new(ensemble, &of, &layout.ranks, roots, first)?;
                    (Group::Masks(group), leaves)
                }
                Kind::Symmetric => {
                    let (group, leaves) = SymmetricGroup::new(ensemble, &of, &layout.ranks, roots, first)?;
                    (Group::Symmetric(group), leaves)
                }
                Kind::Walk => {
                    let (group, leaves) = WalkGroup::new(ensemble, &of, roots, first)?;
                    (Group::Walk(group), leaves)
                }
            };
            let shapes = shapes.get(first..end)?;
            let block_cost = shapes.iter().map(|shape| shape.block_cost(kind)).sum();
            let row_cost = shapes.iter().map(cost::Shape::few_cost).sum();
            let few = match kind {
                Kind::Walk => None,
                Kind::Masks | Kind::Symmetric => {
                    Few::new(ensemble, &of, roots, &leaves, block_cost, row_cost)
                }
            };
            layout.groups.push((group, few));
            layout.leaves.extend(leaves);
            first = end;
        }
        Some(layout)
    }
}

/// The thresholds of all trees of `ensemble` but those that are walked.
fn ranks_of<T: Number>(ensemble: &Ensemble<T>, splits: &[Split<T>], kinds: &[Kind]) -> Ranks<T> {
    let ranked = ensemble.roots.iter().zip(kinds).filter(|(_, kind)| **kind != Kind::Walk);
    let (mut stack, mut thresholds): (Vec<u32>, _) = (ranked.map(|(root, _)| *root).collect(), Vec::new());
    while let Some(at) = stack.pop() {
        let inner = ensemble.nodes.get(at as usize).filter(|node| !node.is_leaf());
        if let Some(split) = inner.and_then(|_| splits.get(at as usize)) {
            thresholds.push((split.column, split.threshold));
            stack.extend([split.low, split.high]);
        }
    }
    Ranks::new(thresholds)
}
