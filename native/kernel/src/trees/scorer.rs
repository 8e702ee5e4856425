//! An ensemble that is ready to score, and the scoring of rows in blocks.

use std::sync::Arc;

use super::Number;
use super::accumulate::{BlockScores, Target, Weights};
use super::ensemble::Ensemble;
use super::finish::{Finish, Labels};
use super::layout::cost::Kind;
use super::layout::few::Few;
use super::layout::masks::{MaskGroup, Plane};
use super::layout::ranks::{ABREAST, LOWEST, Place, RankLanes, Ranks};
use super::layout::symmetric::SymmetricGroup;
use super::layout::{Group, Layout};
use super::rows::{BLOCK, ColumnMaker, Lanes, Rows};
use super::simd::{self, Checked, Level, Vectors, walk};
use super::splits::SplitColumn;

/// Most blocks whose columns are held at once: a tree that is walked stays in the cache for all of them.
const MOST_BLOCKS: usize = 64;

/// Most bytes of columns held at once.
const COLUMN_BYTES: usize = 256 * 1024;

/// Most rows of a block that walk one after another rather than side by side.
const MOST_WALKED_ALONE: usize = 12;

/// An ensemble laid out for scoring.
#[derive(Debug)]
pub struct Scorer<T> {
    trees: Trees<T>,
    weights: Weights<T>,
    makers: Vec<ColumnMaker<T>>,
    finish: Finish<T>,
    features: usize,
    level: Checked,
}

#[derive(Debug)]
enum Trees<T> {
    LaidOut(Vec<(Group<T>, Option<Few<T>>)>, Ranks<T>),
    /// Trees with tests that are no comparison, or with shared nodes: as the file has them.
    AsRead(Arc<Ensemble<T>>, Vec<(u32, Vec<u32>)>),
}

/// Memory that a thread keeps between calls.
#[derive(Debug, Default)]
pub struct Scratch<T> {
    columns: Vec<Lanes<T>>,
    ranks: Vec<RankLanes>,
    planes: Vec<Plane>,
    scores: Vec<BlockScores<T>>,
}

/// Which layout the trees are to have; for tests and measurements.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Wanted {
    /// The cheapest for each tree.
    #[default]
    Cheapest,
    /// This one, where it fits.
    Layout(Kind),
    /// A plain walk over the nodes as they were read, one row after another: the reference.
    Reference,
}

impl<T: Vectors> Scorer<T> {
    /// Lays out `ensemble` for the instructions of `level`.
    pub fn new(ensemble: &Arc<Ensemble<T>>, wanted: Wanted, level: Level) -> Self {
        let kind = match wanted {
            Wanted::Layout(kind) => Some(kind),
            Wanted::Cheapest | Wanted::Reference => None,
        };
        let layout = if wanted == Wanted::Reference { None } else { Layout::new(ensemble, kind) };
        let (trees, leaves, makers) = match layout {
            Some(Layout { groups, ranks, columns, leaves }) => {
                let makers = ColumnMaker::all(&columns, ensemble);
                (Trees::LaidOut(groups, ranks), leaves, makers)
            }
            None => {
                let leaves: Vec<Vec<u32>> =
                    ensemble.roots.iter().map(|&root| leaves_of(ensemble, root)).collect();
                let trees = ensemble.roots.iter().copied().zip(leaves.iter().cloned()).collect();
                let features: Vec<_> = (0..ensemble.features() as u32).map(SplitColumn::Feature).collect();
                let makers = ColumnMaker::all(&features, ensemble);
                (Trees::AsRead(Arc::clone(ensemble), trees), leaves, makers)
            }
        };
        Self {
            trees,
            weights: Weights::new(ensemble, &leaves),
            makers,
            finish: ensemble.finish.clone(),
            features: ensemble.features(),
            level: Checked::new(level),
        }
    }

    /// Number of scores for each row.
    pub fn targets(&self) -> usize {
        self.finish.targets
    }

    /// One more than the highest feature that is looked at.
    pub fn features(&self) -> usize {
        self.features
    }

    /// The labels of a classifier.
    pub fn labels(&self) -> Option<&Labels> {
        self.finish.classes.as_ref().map(|classes| &classes.labels)
    }

    /// What the trees are laid out as, for receipts: a layout and its number of trees, each once.
    pub fn layouts(&self) -> Vec<(&'static str, usize)> {
        let mut counts = [("masks", 0), ("symmetric", 0), ("walk", 0), ("reference", 0)];
        match &self.trees {
            Trees::LaidOut(groups, _) => {
                for (group, _) in groups {
                    match group {
                        Group::Masks(group) => counts[0].1 += group.trees.len(),
                        Group::Symmetric(group) => counts[1].1 += group.ends.len(),
                        Group::Walk(group) => counts[2].1 += group.trees(),
                    }
                }
            }
            Trees::AsRead(_, trees) => counts[3].1 = trees.len(),
        }
        counts.into_iter().filter(|(_, count)| *count > 0).collect()
    }

    /// The instructions that run.
    pub fn level(&self) -> Level {
        self.level.level()
    }

    /// Scores `count` of `rows`: `out` gets a number for each target of each row, and `label` each row's label, which
    /// is an index where labels are texts.
    pub fn score(
        &self,
        rows: &impl Rows<T>,
        count: usize,
        scratch: &mut Scratch<T>,
        out: &mut [T],
        mut label: impl FnMut(usize, i64),
    ) {
        let width = self.makers.len();
        let bytes = (width * size_of::<Lanes<T>>()).max(1);
        let at_once = (COLUMN_BYTES / bytes).clamp(4, MOST_BLOCKS);
        let targets = self.finish.targets;
        for first in (0..count).step_by(at_once * BLOCK) {
            let blocks = (count - first).div_ceil(BLOCK).min(at_once);
            self.fill(rows, first, count, blocks, scratch);
            scratch.scores.resize_with(scratch.scores.len().max(blocks), BlockScores::default);
            let scores = scratch.scores.get_mut(..blocks).unwrap_or_default();
            scores.iter_mut().for_each(|scores| self.weights.start(&self.finish, scores));
            self.add_trees((count - first).min(blocks * BLOCK), scratch);
            let scores = scratch.scores.get_mut(..blocks).unwrap_or_default();
            for (block, scores) in scores.iter_mut().enumerate() {
                let start = first + block * BLOCK;
                let rows = (count - start).min(BLOCK);
                let out = out.get_mut(start * targets..(start + rows) * targets).unwrap_or_default();
                self.weights.finish(&self.finish, rows, scores, out, |row, value| label(start + row, value));
            }
        }
    }

    fn fill(&self, rows: &impl Rows<T>, first: usize, count: usize, blocks: usize, scratch: &mut Scratch<T>) {
        let width = self.stride();
        scratch.columns.clear();
        scratch.columns.resize(blocks * width, Lanes::default());
        for (block, lanes) in scratch.columns.chunks_exact_mut(width).enumerate() {
            let start = first + block * BLOCK;
            for (maker, lanes) in self.makers.iter().zip(lanes) {
                maker.fill(rows, start, (count - start).min(BLOCK), lanes);
            }
        }
    }

    fn add_trees(&self, rows: usize, scratch: &mut Scratch<T>) {
        let Scratch { columns, ranks, planes, scores } = scratch;
        let blocks = rows.div_ceil(BLOCK);
        let scores = scores.get_mut(..blocks).unwrap_or_default();
        match &self.trees {
            Trees::LaidOut(groups, thresholds) => {
                let whole = |given: &(Group<T>, Option<Few<T>>)| {
                    if walks_alone(given, rows) { blocks - 1 } else { blocks }
                };
                let ranked =
                    groups.iter().filter(|(group, _)| !matches!(group, Group::Walk(_))).map(whole).max();
                self.rank(thresholds, columns, ranked.unwrap_or_default(), ranks);
                for given in groups {
                    let whole = whole(given);
                    if whole < blocks {
                        self.add_last(given, columns, rows % BLOCK, scores);
                    }
                    let ranks = ranks.chunks_exact(thresholds.columns.len().max(1));
                    let columns = columns.get(..whole * self.stride()).unwrap_or_default();
                    self.add_group(
                        &given.0,
                        columns,
                        ranks,
                        planes,
                        scores.get_mut(..whole).unwrap_or_default(),
                    );
                }
            }
            Trees::AsRead(ensemble, trees) => {
                for (tree, (root, leaves)) in trees.iter().enumerate() {
                    self.each_block(columns, scores, tree, |x| as_read(ensemble, *root, leaves, x));
                }
            }
        }
    }

    fn rank(&self, thresholds: &Ranks<T>, columns: &[Lanes<T>], blocks: usize, ranks: &mut Vec<RankLanes>) {
        let width = thresholds.columns.len().max(1);
        ranks.resize(blocks.div_ceil(ABREAST) * width, RankLanes([[LOWEST; BLOCK]; ABREAST]));
        for (block, x) in self.blocks(columns).enumerate().take(blocks) {
            let first = block / ABREAST * width;
            thresholds.fill(self.level, x, block % ABREAST, ranks.get_mut(first..).unwrap_or_default());
        }
    }

    /// Adds the trees of a group to the `last` rows, which are so few that each walks by itself.
    fn add_last(
        &self,
        (group, few): &(Group<T>, Option<Few<T>>),
        columns: &[Lanes<T>],
        last: usize,
        scores: &mut [BlockScores<T>],
    ) {
        let Some((scores, x)) = scores.last_mut().zip(self.blocks(columns).last()) else { return };
        for row in 0..last {
            let mut add =
                |tree: usize, leaf: u32| self.weights.add_one(&self.finish, tree, leaf, row, scores);
            match (group, few) {
                (Group::Walk(group), _) => walk::steps_of_row(group, x, row, |tree, step| {
                    add(group.first_tree + tree, step);
                }),
                (Group::Masks(MaskGroup { first_tree, .. }), Some(few))
                | (Group::Symmetric(SymmetricGroup { first_tree, .. }), Some(few)) => {
                    walk::steps_of_row(&few.walk, x, row, |tree, step| {
                        let leaf = few.leaves.get(tree).and_then(|leaves| leaves.get(step as usize));
                        add(first_tree + tree, leaf.copied().unwrap_or_default());
                    });
                }
                (_, None) => {}
            }
        }
    }

    fn add_group<'r>(
        &self,
        group: &Group<T>,
        columns: &[Lanes<T>],
        ranks: impl Iterator<Item = &'r [RankLanes]>,
        planes: &mut Vec<Plane>,
        scores: &mut [BlockScores<T>],
    ) {
        match group {
            Group::Masks(group) => {
                for (x, scores) in ranks.zip(scores.chunks_mut(ABREAST)) {
                    group.clear(self.level, x, scores.len(), planes);
                    for (block, scores) in scores.iter_mut().enumerate() {
                        self.add_masks(group, planes, block, scores);
                    }
                }
            }
            Group::Symmetric(group) => {
                for (x, scores) in ranks.zip(scores.chunks_mut(ABREAST)) {
                    for (index, tests) in group.trees().enumerate() {
                        for (block, scores) in scores.iter_mut().enumerate() {
                            self.add_levels(tests, group.first_tree + index, x, block, scores);
                        }
                    }
                }
            }
            Group::Walk(group) => {
                for tree in 0..group.trees() {
                    let blocks = columns.chunks(walk::TOGETHER * self.stride());
                    for (x, scores) in blocks.zip(scores.chunks_mut(walk::TOGETHER)) {
                        let leaves = walk::leaves(group, tree, x, self.stride());
                        for (leaves, scores) in leaves.iter().zip(scores) {
                            self.weights.add(&self.finish, group.first_tree + tree, leaves, scores);
                        }
                    }
                }
            }
        }
    }

    /// Adds what block `block` of `planes` has left.
    fn add_masks(&self, group: &MaskGroup, planes: &[Plane], block: usize, scores: &mut BlockScores<T>) {
        let trees = group.first_tree..group.first_tree + group.trees.len();
        if let Weights::Sums(sums) = &self.weights
            && let Some(given) = sums.trees.get(trees)
            && given.iter().all(|(target, _)| matches!(target, Target::One(_)))
        {
            return T::add_values(self.level, group, planes, block, given, &sums.values, &mut scores.sums);
        }
        for (index, tree) in group.trees.iter().enumerate() {
            let range = tree.first as usize..(tree.first + tree.count) as usize;
            let leaves = simd::leaves(self.level, planes.get(range).unwrap_or_default(), block);
            self.weights.add(&self.finish, group.first_tree + index, &leaves, scores);
        }
    }

    /// Adds what a symmetric `tree` has for the rows of block `block` of `x`.
    fn add_levels(
        &self,
        tests: &[Place],
        tree: usize,
        x: &[RankLanes],
        block: usize,
        scores: &mut BlockScores<T>,
    ) {
        if let Weights::Sums(sums) = &self.weights
            && let Some(&(Target::One(target), first)) = sums.trees.get(tree)
            && let Some(Lanes(sum)) = scores.sums.get_mut(target as usize)
        {
            let values = sums.values.get(first..).unwrap_or_default();
            return T::add_levels(self.level, tests, x, block, values, sum);
        }
        self.weights.add(&self.finish, tree, &simd::levels(self.level, tests, x, block), scores);
    }

    fn blocks<'c>(&self, columns: &'c [Lanes<T>]) -> impl Iterator<Item = &'c [Lanes<T>]> {
        columns.chunks_exact(self.stride())
    }

    /// Lanes of a block; trees that test nothing have one too, so that there are as many blocks as rows need.
    fn stride(&self) -> usize {
        self.makers.len().max(1)
    }

    fn each_block(
        &self,
        columns: &[Lanes<T>],
        scores: &mut [BlockScores<T>],
        tree: usize,
        leaves: impl Fn(&[Lanes<T>]) -> [u32; BLOCK],
    ) {
        for (x, scores) in self.blocks(columns).zip(scores) {
            self.weights.add(&self.finish, tree, &leaves(x), scores);
        }
    }
}

/// Whether each of the last of `rows` rows walks through the trees of a group by itself.
fn walks_alone<T: Number>((group, few): &(Group<T>, Option<Few<T>>), rows: usize) -> bool {
    let most = match (group, few) {
        (Group::Walk(_), _) => MOST_WALKED_ALONE,
        (_, Some(few)) => few.most_rows,
        (_, None) => 0,
    };
    (1..=most).contains(&(rows % BLOCK))
}

fn leaves_of<T: Vectors>(ensemble: &Ensemble<T>, root: u32) -> Vec<u32> {
    let (mut leaves, mut stack) = (Vec::new(), vec![root]);
    let mut seen = std::collections::HashSet::new();
    while let Some(at) = stack.pop() {
        let Some(node) = ensemble.nodes.get(at as usize).filter(|_| seen.insert(at)) else { continue };
        if node.is_leaf() {
            leaves.push(at);
        } else {
            stack.extend([node.yes, node.no]);
        }
    }
    leaves.sort_unstable();
    leaves
}

/// The leaves of `ensemble` that the rows of `x` reach under `root`, as places in the sorted list of its leaves.
fn as_read<T: Vectors>(ensemble: &Ensemble<T>, root: u32, leaves: &[u32], x: &[Lanes<T>]) -> [u32; BLOCK] {
    std::array::from_fn(|row| {
        let value =
            |feature: usize| x.get(feature).and_then(|lanes| lanes.0.get(row)).copied().unwrap_or_default();
        let leaf = ensemble.leaf(root, value).unwrap_or_default();
        leaves.binary_search(&leaf).unwrap_or_default() as u32
    })
}
