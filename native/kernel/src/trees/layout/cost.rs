//! What each layout costs for a tree, in nanoseconds for a row. The figures are measured: from the folder `native`,
//! `cargo bench -p rowcast-kernel --bench trees -- --costs FILE…` prints them for the trees of .onnx files, best of several
//! depths, and they are those of an AMD EPYC (Zen 4) with AVX2 on the models of `npm run bench:trees`.

use super::super::Number;
use super::super::ensemble::Ensemble;
use super::super::rows::BLOCK;
use super::super::splits::Split;
use super::symmetric;

/// A layout.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Bits of leaves, cleared by every node that a row exceeds.
    Masks,
    /// Index arithmetic, for trees whose levels have one test each.
    Symmetric,
    /// From node to node, for many rows at once.
    Walk,
}

/// Most leaves of a tree whose leaves are bits: the index of a byte of eight leaves is a byte itself.
pub const MOST_LEAVES: usize = 2_048;

/// Most leaves of a symmetric tree; beyond, its table leaves the first cache.
const MOST_SYMMETRIC_LEAVES: usize = 4_096;

/// A tree of bits, for each of its leaves.
const MASK_LEAF: f64 = 0.042;

/// One step of a walk.
const WALK_STEP: f64 = 1.6;

/// One level of a symmetric tree.
const SYMMETRIC_LEVEL: f64 = 0.22;

/// One step of a row that walks through several trees at once.
const FEW_STEP: f64 = 2.2;

/// What decides a tree's layout.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shape {
    /// Number of leaves.
    pub leaves: usize,
    /// Levels below the root.
    pub depth: usize,
    /// Steps from the root to a leaf, averaged over leaves.
    pub mean_depth: f64,
    /// Whether every level has one test.
    pub symmetric: bool,
}

impl Shape {
    /// The shape of the tree under `root`.
    pub fn of<T: Number>(ensemble: &Ensemble<T>, splits: &[Split<T>], root: u32) -> Self {
        let (mut leaves, mut depth, mut sum) = (0_usize, 0, 0);
        let mut stack = vec![(root, 0_usize)];
        while let Some((at, level)) = stack.pop() {
            match (ensemble.nodes.get(at as usize), splits.get(at as usize)) {
                (Some(node), Some(split)) if !node.is_leaf() => {
                    stack.extend([(split.low, level + 1), (split.high, level + 1)]);
                }
                _ => {
                    leaves += 1;
                    sum += level;
                    depth = depth.max(level);
                }
            }
        }
        let full = depth < usize::BITS as usize && leaves == 1 << depth && leaves <= MOST_SYMMETRIC_LEAVES;
        let symmetric = full && symmetric::levels(ensemble, splits, root).is_some();
        Self { leaves, depth, mean_depth: sum as f64 / leaves.max(1) as f64, symmetric }
    }

    /// What a whole block costs in the layout of `kind`.
    pub fn block_cost(&self, kind: Kind) -> f64 {
        let row = match kind {
            Kind::Masks => self.leaves as f64 * MASK_LEAF,
            Kind::Symmetric => self.depth as f64 * SYMMETRIC_LEVEL,
            Kind::Walk => self.mean_depth * WALK_STEP,
        };
        row * BLOCK as f64
    }

    /// What one row costs that walks by itself.
    pub fn few_cost(&self) -> f64 {
        self.mean_depth * FEW_STEP
    }

    /// The layout to choose: `wanted` where it fits, otherwise the cheapest.
    pub fn kind(&self, wanted: Option<Kind>) -> Kind {
        match wanted {
            Some(Kind::Symmetric) if self.symmetric => return Kind::Symmetric,
            Some(Kind::Masks) if self.leaves <= MOST_LEAVES => return Kind::Masks,
            Some(Kind::Walk) => return Kind::Walk,
            Some(Kind::Symmetric | Kind::Masks) | None => {}
        }
        let masks = self.leaves as f64 * MASK_LEAF;
        let walk = self.mean_depth * WALK_STEP;
        if self.symmetric {
            Kind::Symmetric
        } else if self.leaves <= MOST_LEAVES && masks <= walk {
            Kind::Masks
        } else {
            Kind::Walk
        }
    }
}

/// How many rows that cost `row` each cost less than a `block`; not the whole block, which would be no few rows.
pub fn rows_below(block: f64, row: f64) -> usize {
    ((block / row.max(f64::MIN_POSITIVE)) as usize).min(BLOCK - 1)
}
