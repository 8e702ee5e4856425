//! Leaves as bits: each node that a row exceeds clears the leaves on its low side, and the lowest bit left is the
//! row's leaf (Lucchese et al., QuickScorer, 2015). The bits of a tree lie in bytes of eight leaves with a byte for
//! each row of a block, so that most nodes touch one byte for all rows at once (Ye et al., RapidScorer, 2018).

use super::super::Number;
use super::super::ensemble::Ensemble;
use super::super::rows::{BLOCK, Lanes};
use super::super::simd::{Checked, Vectors};
use super::super::splits::Split;
use super::cost::{Kind, Shape};

/// Leaves of a byte.
const BYTE: usize = 8;

/// Bytes that the masks of one group may take for a block: they are gone over once for each node, so they have to stay
/// in the first cache together with thresholds and columns.
const GROUP_BYTES: usize = 24 * 1024;

/// Eight leaves of a tree for each row of a block.
pub type Plane = Lanes8;

/// A byte for each row of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C, align(32))]
pub struct Lanes8(pub [u8; BLOCK]);

/// What a threshold does to one byte of leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clear {
    /// Index of the plane.
    pub plane: u32,
    /// The bits to clear, four times over.
    pub bits: u32,
}

/// The thresholds of one column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    /// Index of the column.
    pub column: u32,
    /// The first threshold.
    pub first: u32,
    /// One more than the last.
    pub end: u32,
}

/// The masks of one tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TreePlanes {
    /// The first plane.
    pub first: u32,
    /// Number of planes.
    pub count: u32,
}

/// Consecutive trees whose leaves are bits.
#[derive(Debug, Clone)]
pub struct MaskGroup<T> {
    /// Index of the first tree.
    pub first_tree: usize,
    /// The planes of each tree.
    pub trees: Vec<TreePlanes>,
    /// The thresholds by column.
    pub runs: Vec<Run>,
    /// Distinct thresholds, rising in each run.
    thresholds: Vec<T>,
    /// For each threshold the number of its clears.
    counts: Vec<u32>,
    /// What each threshold clears.
    clears: Vec<Clear>,
    /// For each threshold the number of clears before it.
    before: Vec<u32>,
}

/// The end of the group of masks that begins with tree `first`.
pub fn group_end(kinds: &[Kind], shapes: &[Shape], first: usize) -> usize {
    let mut bytes = 0;
    for (index, (kind, shape)) in kinds.iter().zip(shapes).enumerate().skip(first) {
        bytes += shape.leaves.div_ceil(BYTE) * BLOCK;
        if *kind != Kind::Masks || (index > first && bytes > GROUP_BYTES) {
            return index;
        }
    }
    kinds.len()
}

struct Exceeding<T> {
    split: Split<T>,
    clear: Clear,
}

impl<T: Number> MaskGroup<T> {
    /// The group of the trees under `roots`, of which the first is tree `first_tree`, and the leaves of each.
    pub fn new(
        ensemble: &Ensemble<T>,
        splits: &[Split<T>],
        roots: &[u32],
        first_tree: usize,
    ) -> Option<(Self, Vec<Vec<u32>>)> {
        let (mut found, mut trees, mut all, mut planes) = (Vec::new(), Vec::new(), Vec::new(), 0);
        for &root in roots {
            let leaves = tree(ensemble, splits, root, planes, &mut found)?;
            let count = leaves.len().div_ceil(BYTE) as u32;
            trees.push(TreePlanes { first: planes, count });
            planes += count;
            all.push(leaves);
        }
        found.sort_by(|a, b| {
            let key = |exceeding: &Exceeding<T>| exceeding.split.column;
            let order = |exceeding: &Exceeding<T>| exceeding.split.threshold.double();
            key(a)
                .cmp(&key(b))
                .then(order(a).partial_cmp(&order(b)).unwrap_or(std::cmp::Ordering::Equal))
                .then(a.clear.plane.cmp(&b.clear.plane))
        });
        let mut group = Self {
            first_tree,
            trees,
            runs: vec![],
            thresholds: vec![],
            counts: vec![],
            clears: vec![],
            before: vec![],
        };
        found.iter().for_each(|exceeding| group.push(exceeding));
        Some((group, all))
    }

    fn push(&mut self, exceeding: &Exceeding<T>) {
        let Split { column, threshold, .. } = exceeding.split;
        let same_run = self.runs.last().is_some_and(|run| run.column == column);
        if !same_run {
            let first = self.thresholds.len() as u32;
            self.runs.push(Run { column, first, end: first });
        }
        if !same_run || self.thresholds.last() != Some(&threshold) {
            self.thresholds.push(threshold);
            self.before.push(self.clears.len() as u32);
            self.counts.push(0);
            if let Some(run) = self.runs.last_mut() {
                run.end += 1;
            }
        } else if let Some(last) = self.clears.last_mut()
            && last.plane == exceeding.clear.plane
        {
            last.bits |= exceeding.clear.bits;
            return;
        }
        self.clears.push(exceeding.clear);
        if let Some(count) = self.counts.last_mut() {
            *count += 1;
        }
    }

    /// The thresholds of `run`, rising, with the number of clears of each.
    pub fn thresholds_of(&self, run: &Run) -> impl Iterator<Item = (&T, &u32)> {
        let range = run.first as usize..run.end as usize;
        let counts = self.counts.get(range.clone()).unwrap_or_default();
        self.thresholds.get(range).unwrap_or_default().iter().zip(counts)
    }

    /// The clears of threshold `first` and of all after it.
    pub fn clears_from(&self, first: u32) -> &[Clear] {
        let before = self.before.get(first as usize).copied().unwrap_or_default();
        self.clears.get(before as usize..).unwrap_or_default()
    }

    /// Number of thresholds and of clears.
    pub fn sizes(&self) -> (usize, usize) {
        (self.thresholds.len(), self.clears.len())
    }

    /// Number of planes.
    pub fn planes(&self) -> usize {
        self.trees.last().map_or(0, |tree| (tree.first + tree.count) as usize)
    }
}

impl<T: Vectors> MaskGroup<T> {
    /// Fills `planes` with the leaves that are left for the rows of `x`, which has a column each.
    pub fn clear(&self, level: Checked, x: &[Lanes<T>], planes: &mut Vec<Plane>) {
        planes.clear();
        planes.resize(self.planes(), Lanes8([u8::MAX; BLOCK]));
        T::clear_masks(level, self, x, planes);
    }
}

/// A node or the place behind its low side while a tree is gone through.
enum Step {
    Enter(u32),
    LowDone { node: u32, first_leaf: usize },
}

/// Counts the leaves of the tree under `root` from its low side on, and notes what each node clears.
fn tree<T: Number>(
    ensemble: &Ensemble<T>,
    splits: &[Split<T>],
    root: u32,
    first_plane: u32,
    found: &mut Vec<Exceeding<T>>,
) -> Option<Vec<u32>> {
    let mut leaves = Vec::new();
    let mut stack = vec![Step::Enter(root)];
    while let Some(step) = stack.pop() {
        match step {
            Step::Enter(at) => {
                let node = ensemble.nodes.get(at as usize)?;
                if node.is_leaf() {
                    leaves.push(at);
                } else {
                    stack.push(Step::LowDone { node: at, first_leaf: leaves.len() });
                    stack.push(Step::Enter(splits.get(at as usize)?.low));
                }
            }
            Step::LowDone { node, first_leaf } => {
                let split = *splits.get(node as usize)?;
                for byte in first_leaf / BYTE..=(leaves.len() - 1) / BYTE {
                    let bit = |leaf: usize| leaf.clamp(byte * BYTE, (byte + 1) * BYTE) - byte * BYTE;
                    let bits = (1_u32 << bit(leaves.len())) - (1_u32 << bit(first_leaf));
                    let clear = Clear { plane: first_plane + byte as u32, bits: bits * 0x0101_0101 };
                    found.push(Exceeding { split, clear });
                }
                stack.push(Step::Enter(split.high));
            }
        }
    }
    Some(leaves)
}
