//! Leaves as bits: each node that a row exceeds clears the leaves on its low side, and the lowest bit left is the
//! row's leaf (Lucchese et al., QuickScorer, 2015). The bits of a tree lie in bytes of eight leaves with a byte for
//! each row (Ye et al., RapidScorer, 2018). One byte after another is made of all nodes that clear some of it, and stays in
//! registers meanwhile: going through the nodes column by column instead, every one of them would load and store it.

use super::super::Number;
use super::super::ensemble::Ensemble;
use super::super::rows::BLOCK;
use super::super::simd::{self, Checked};
use super::super::splits::Split;
use super::cost::{Kind, Shape};
use super::ranks::{ABREAST, Place, RankLanes, Ranks};

/// Leaves of a byte.
const BYTE: usize = 8;

/// Bytes that the masks of one group may take for a block: they are gone over once for each node, so they have to stay
/// in the first cache together with thresholds and columns.
const GROUP_BYTES: usize = 24 * 1024;

/// Eight leaves of a tree for each row of some blocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C, align(64))]
pub struct Plane(pub [Lanes8; ABREAST]);

/// A byte for each row of a block.
pub type Lanes8 = [u8; BLOCK];

/// What a threshold does to one byte of leaves. Bytes are held four times over, so that a register is filled with them by
/// one instruction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clear {
    /// Rows of lower ranks do not exceed the threshold.
    pub limit: [i8; 4],
    /// The bits that stay where a row exceeds it.
    pub kept: [u8; 4],
    /// Index of the column of ranks.
    pub column: u32,
}

/// The clears of one plane.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct PlaneClears {
    plane: u32,
    first: u32,
    end: u32,
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
pub struct MaskGroup {
    /// Index of the first tree.
    pub first_tree: usize,
    /// The planes of each tree.
    pub trees: Vec<TreePlanes>,
    /// The planes that are cleared. Those with as many clears lie side by side, so that the processor foresees the end of each.
    cleared: Vec<PlaneClears>,
    clears: Vec<Clear>,
    columns: usize,
}

/// The end of the group of masks that begins with tree `first`.
pub fn group_end(kinds: &[Kind], shapes: &[Shape], first: usize) -> usize {
    let mut bytes = 0;
    for (index, (kind, shape)) in kinds.iter().zip(shapes).enumerate().skip(first) {
        bytes += shape.leaves.div_ceil(BYTE) * size_of::<Plane>();
        if *kind != Kind::Masks || (index > first && bytes > GROUP_BYTES) {
            return index;
        }
    }
    kinds.len()
}

impl MaskGroup {
    /// The group of the trees under `roots`, of which the first is tree `first_tree`, and the leaves of each. `ranks` has
    /// all their thresholds.
    pub fn new<T: Number>(
        ensemble: &Ensemble<T>,
        splits: &[Split<T>],
        ranks: &Ranks<T>,
        roots: &[u32],
        first_tree: usize,
    ) -> Option<(Self, Vec<Vec<u32>>)> {
        let (mut found, mut trees, mut all, mut planes) = (Vec::new(), Vec::new(), Vec::new(), 0);
        for &root in roots {
            let leaves = tree(ensemble, splits, ranks, root, planes, &mut found)?;
            let count = leaves.len().div_ceil(BYTE) as u32;
            trees.push(TreePlanes { first: planes, count });
            planes += count;
            all.push(leaves);
        }
        found.sort_by_key(|(plane, clear)| (*plane, clear.column, clear.limit));
        let mut group =
            Self { first_tree, trees, cleared: vec![], clears: vec![], columns: ranks.columns.len() };
        found.into_iter().for_each(|(plane, clear)| group.push(plane, clear));
        group.cleared.sort_by_key(|plane| plane.end - plane.first);
        Some((group, all))
    }

    fn push(&mut self, plane: u32, clear: Clear) {
        if self.cleared.last().is_none_or(|last| last.plane != plane) {
            let first = self.clears.len() as u32;
            self.cleared.push(PlaneClears { plane, first, end: first });
        } else if let Some(last) = self.clears.last_mut()
            && (last.column, last.limit) == (clear.column, clear.limit)
        {
            last.kept = std::array::from_fn(|index| last.kept[index] & clear.kept[index]);
            return;
        }
        self.clears.push(clear);
        if let Some(last) = self.cleared.last_mut() {
            last.end += 1;
        }
    }

    /// Every plane that is cleared with what clears it.
    pub fn cleared(&self) -> impl Iterator<Item = (usize, &[Clear])> {
        let clears =
            |at: &PlaneClears| self.clears.get(at.first as usize..at.end as usize).unwrap_or_default();
        self.cleared.iter().map(move |at| (at.plane as usize, clears(at)))
    }

    /// Number of columns of ranks: no clear names one from here on.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// Number of planes.
    pub fn planes(&self) -> usize {
        self.trees.last().map_or(0, |tree| (tree.first + tree.count) as usize)
    }

    /// Fills the first `blocks` blocks of `planes` with the leaves that are left for the rows of `x`, which has all columns
    /// of ranks.
    pub fn clear(&self, level: Checked, x: &[RankLanes], blocks: usize, planes: &mut Vec<Plane>) {
        // A tree of one leaf clears nothing: its plane is this one.
        planes.resize(self.planes(), Plane([[u8::MAX; BLOCK]; ABREAST]));
        if self.cleared.len() < self.planes() {
            planes.fill(Plane([[u8::MAX; BLOCK]; ABREAST]));
        }
        simd::clear_masks(level, self, x, blocks, planes);
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
    ranks: &Ranks<T>,
    root: u32,
    first_plane: u32,
    found: &mut Vec<(u32, Clear)>,
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
                let split = splits.get(node as usize)?;
                let Place { column, place } = ranks.place(split.column, split.threshold)?;
                for byte in first_leaf / BYTE..=(leaves.len() - 1) / BYTE {
                    let bit = |leaf: usize| leaf.clamp(byte * BYTE, (byte + 1) * BYTE) - byte * BYTE;
                    let bits = (1_u32 << bit(leaves.len())) - (1_u32 << bit(first_leaf));
                    let clear = Clear { limit: [place + 1; 4], kept: [!(bits as u8); 4], column };
                    found.push((first_plane + byte as u32, clear));
                }
                stack.push(Step::Enter(split.high));
            }
        }
    }
    Some(leaves)
}
