//! Trees whose levels have one test each, as CatBoost makes them: the leaf's index is the tests' outcomes as bits.

use super::super::Number;
use super::super::ensemble::Ensemble;
use super::super::splits::Split;
use super::ranks::{Place, Ranks};

/// Consecutive symmetric trees.
#[derive(Debug, Clone)]
pub struct SymmetricGroup {
    /// Index of the first tree.
    pub first_tree: usize,
    /// For each tree one more than the last of its tests.
    pub ends: Vec<u32>,
    /// The tests of all trees, from the root down.
    pub tests: Vec<Place>,
}

/// The test of each level of the tree under `root`; `None` where a level has several, or a leaf is above the last.
pub fn levels<T: Number>(ensemble: &Ensemble<T>, splits: &[Split<T>], root: u32) -> Option<Vec<(u32, T)>> {
    let (mut level, mut tests) = (vec![root], Vec::new());
    loop {
        let leaves =
            level.iter().filter(|&&at| ensemble.nodes.get(at as usize).is_some_and(|node| node.is_leaf()));
        match leaves.count() {
            0 => {}
            count if count == level.len() => return Some(tests),
            _ => return None,
        }
        let split = |&at: &u32| splits.get(at as usize).copied();
        let test = |split: Split<T>| (split.column, split.threshold);
        let first = level.first().and_then(split).map(test)?;
        let mut below = Vec::with_capacity(level.len() * 2);
        for at in &level {
            let split = split(at)?;
            if test(split) != first {
                return None;
            }
            below.extend([split.low, split.high]);
        }
        tests.push(first);
        level = below;
    }
}

impl SymmetricGroup {
    /// The group of the trees under `roots`, of which the first is tree `first_tree`, and the leaves of each.
    pub fn new<T: Number>(
        ensemble: &Ensemble<T>,
        splits: &[Split<T>],
        ranks: &Ranks<T>,
        roots: &[u32],
        first_tree: usize,
    ) -> Option<(Self, Vec<Vec<u32>>)> {
        let mut group = Self { first_tree, ends: Vec::new(), tests: Vec::new() };
        let mut all = Vec::new();
        for &root in roots {
            for (column, threshold) in levels(ensemble, splits, root)? {
                group.tests.push(ranks.place(column, threshold)?);
            }
            group.ends.push(group.tests.len() as u32);
            let mut level = vec![root];
            while let Some(first) = level.first() {
                if ensemble.nodes.get(*first as usize)?.is_leaf() {
                    break;
                }
                let below = |at: &u32| splits.get(*at as usize).map(|split| [split.low, split.high]);
                level = level.iter().filter_map(below).flatten().collect();
            }
            all.push(level);
        }
        Some((group, all))
    }

    /// The tests of each tree.
    pub fn trees(&self) -> impl Iterator<Item = &[Place]> {
        let starts = std::iter::once(&0).chain(&self.ends);
        starts
            .zip(&self.ends)
            .map(|(&start, &end)| self.tests.get(start as usize..end as usize).unwrap_or_default())
    }
}
