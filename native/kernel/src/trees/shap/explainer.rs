//! An ensemble ready to be explained, and the explaining of rows in blocks.

use std::sync::Arc;

use super::super::ensemble::Ensemble;
use super::super::finish::Aggregate;
use super::super::simd::{Checked, Level as Simd};
use super::super::{Number, Unfit};
use super::covers::Covers;
use super::lanes::{Doubles, LANES};
use super::pass::{self, Level};
use super::program::Tree;

/// Which of an ensemble's sums is explained.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Explained {
    /// The sum of this target in every row.
    Target(usize),
    /// In each row the sum of the class that is predicted for it.
    Predicted,
}

/// What is added to a sum, and the trees that it is made of.
#[derive(Debug)]
struct TargetTrees {
    /// The trees, and for each the values of its leaves.
    trees: Vec<(usize, Vec<f64>)>,
    /// The sum that is expected of a row of which nothing is known.
    base: f64,
}

/// An ensemble ready to be explained.
#[derive(Debug)]
pub struct Explainer<T> {
    ensemble: Arc<Ensemble<T>>,
    trees: Vec<Tree<T>>,
    targets: Vec<TargetTrees>,
    levels: usize,
    simd: Checked,
}

/// Contributions of rows.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Contributions {
    /// Number of rows.
    pub rows: usize,
    /// One for each feature and row, feature after feature.
    pub values: Vec<f64>,
    /// For each row the sum that is expected of one of which nothing is known; with the contributions it is the row's sum.
    pub base: Vec<f64>,
}

impl Contributions {
    /// The contributions of one feature, row by row.
    pub fn of(&self, feature: usize) -> &[f64] {
        self.values.get(feature * self.rows..(feature + 1) * self.rows).unwrap_or_default()
    }
}

/// Which sum of `ensemble` is explained: a regressor's one, of two classes the second's, otherwise the predicted class's.
///
/// # Errors
/// For ensembles whose score is no sum, or several.
pub fn explained<T: Number>(ensemble: &Ensemble<T>) -> Result<Explained, Unfit> {
    let finish = &ensemble.finish;
    if !matches!(finish.aggregate, Aggregate::Sum | Aggregate::Average) {
        return Err(Unfit::new("its score is the least or greatest of its trees' values, and not their sum"));
    }
    match (&finish.classes, finish.targets) {
        (None, 1) => Ok(Explained::Target(0)),
        (None, targets) => {
            Err(Unfit::new(format!("it gives {targets} scores for each row, none of which is the main one")))
        }
        (Some(_), 2) if finish.base.len() == 2 => {
            Err(Unfit::new("ONNX Runtime does not add its two base values to the classes that they are of"))
        }
        (Some(classes), 2) if classes.binary => {
            Ok(Explained::Target(ensemble.weights.first().map_or(0, |weight| weight.target as usize)))
        }
        (Some(_), 2) => Ok(Explained::Target(1)),
        (Some(_), _) => Ok(Explained::Predicted),
    }
}

impl<T: Number> Explainer<T> {
    /// Prepares `ensemble`, whose nodes have these covers.
    ///
    /// # Errors
    /// For ensembles that are not sums over trees.
    pub fn new(ensemble: Arc<Ensemble<T>>, covers: &Covers) -> Result<Self, Unfit> {
        explained(&ensemble)?;
        let tree = |&root: &u32| Tree::new(&ensemble, root, covers);
        let trees: Vec<Tree<T>> = ensemble.roots.iter().map(tree).collect::<Result<_, _>>()?;
        let targets =
            (0..ensemble.finish.targets).map(|target| TargetTrees::new(&ensemble, &trees, target)).collect();
        let levels = trees.iter().map(|tree| tree.levels).max().unwrap_or(1);
        Ok(Self { ensemble, trees, targets, levels, simd: fused(Simd::best()) })
    }

    /// The same with other vector instructions, where the processor has them.
    #[must_use]
    pub fn with(self, simd: Simd) -> Self {
        Self { simd: fused(simd), ..self }
    }

    /// Explains the rows of `columns`, one feature after another; `target` says which sum of a row.
    pub fn explain(
        &self,
        columns: &[&[T]],
        rows: usize,
        target: impl Fn(usize) -> usize,
        out: &mut Contributions,
    ) {
        out.rows = rows;
        out.values.clear();
        out.values.resize(rows * columns.len(), 0.0);
        out.base.clear();
        out.base.resize(rows, 0.0);
        let mut order: Vec<usize> = (0..rows).collect();
        // Rows of one target together: a block then walks the trees of one target only.
        order.sort_by_key(|&row| target(row));
        let mut x = vec![[T::default(); LANES]; columns.len()];
        let mut sums = vec![[0.0; LANES]; columns.len()];
        let mut levels = vec![Level::default(); self.levels];
        for same in order.chunk_by(|&a, &b| target(a) == target(b)) {
            let Some(target) = same.first().and_then(|&row| self.targets.get(target(row))) else { continue };
            for block in same.chunks(LANES) {
                for (lanes, column) in x.iter_mut().zip(columns) {
                    for (lane, &row) in lanes.iter_mut().zip(block) {
                        *lane = column.get(row).copied().unwrap_or_default();
                    }
                }
                sums.fill([0.0; LANES]);
                self.block(target, &x, &mut levels, &mut sums);
                for (feature, sums) in sums.iter().enumerate() {
                    let out = out.values.get_mut(feature * rows..(feature + 1) * rows).unwrap_or_default();
                    for (&row, &sum) in block.iter().zip(sums) {
                        if let Some(out) = out.get_mut(row) {
                            *out = sum;
                        }
                    }
                }
                for &row in block {
                    if let Some(base) = out.base.get_mut(row) {
                        *base = target.base;
                    }
                }
            }
        }
    }

    #[allow(unsafe_code)]
    fn block(&self, target: &TargetTrees, x: &[[T; LANES]], levels: &mut [Level], sums: &mut [Doubles]) {
        match self.simd.level() {
            #[cfg(target_arch = "x86_64")]
            // SAFETY: a checked level is one that the processor has, and `fused` has seen to FMA.
            Simd::Avx512 => unsafe { self.block_avx512(target, x, levels, sums) },
            #[cfg(target_arch = "x86_64")]
            // SAFETY: as above.
            Simd::Avx2 => unsafe { self.block_avx2(target, x, levels, sums) },
            _ => self.block_plain(target, x, levels, sums),
        }
    }

    /// # Safety
    /// The processor has these instructions.
    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx512f,avx512bw,avx512vl,avx2,fma")]
    #[allow(unsafe_code)]
    unsafe fn block_avx512(
        &self,
        target: &TargetTrees,
        x: &[[T; LANES]],
        levels: &mut [Level],
        sums: &mut [Doubles],
    ) {
        self.block_plain(target, x, levels, sums);
    }

    /// # Safety
    /// The processor has these instructions.
    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2,fma")]
    #[allow(unsafe_code)]
    unsafe fn block_avx2(
        &self,
        target: &TargetTrees,
        x: &[[T; LANES]],
        levels: &mut [Level],
        sums: &mut [Doubles],
    ) {
        self.block_plain(target, x, levels, sums);
    }

    #[inline(always)]
    fn block_plain(
        &self,
        target: &TargetTrees,
        x: &[[T; LANES]],
        levels: &mut [Level],
        sums: &mut [Doubles],
    ) {
        for (tree, values) in &target.trees {
            let Some(tree) = self.trees.get(*tree) else { continue };
            pass::explain(tree, &self.ensemble.sets, values, x, levels, sums);
        }
    }
}

/// `simd`, or the plain level where the processor lacks it or cannot fuse products and sums.
fn fused(simd: Simd) -> Checked {
    #[cfg(target_arch = "x86_64")]
    let simd = if is_x86_feature_detected!("fma") { simd } else { Simd::Plain };
    Checked::new(simd)
}

impl TargetTrees {
    fn new<T: Number>(ensemble: &Ensemble<T>, trees: &[Tree<T>], target: usize) -> Self {
        let finish = &ensemble.finish;
        let share = if finish.aggregate == Aggregate::Average { 1.0 / finish.trees as f64 } else { 1.0 };
        let value = |&leaf: &u32| -> Option<f64> {
            let node = ensemble.nodes.get(leaf as usize)?;
            let of_target =
                ensemble.weights_of(node).iter().filter(|weight| weight.target as usize == target);
            Some(of_target.map(|weight| weight.value.double() * share).sum())
        };
        let mut base = match (&finish.classes, finish.base.len()) {
            // Of two classes with weights of the second alone, ONNX Runtime adds the one base value to the first.
            (Some(_), 1) if finish.targets == 2 && target == 1 => 0.0,
            (_, 1) if finish.targets <= 2 => finish.base.first().map_or(0.0, |base| base.double()),
            (_, len) if len == finish.targets => finish.base.get(target).map_or(0.0, |base| base.double()),
            _ => 0.0,
        };
        let mut of_target = Vec::new();
        for (index, tree) in trees.iter().enumerate() {
            let values: Vec<f64> = tree.leaves.iter().map(|leaf| value(leaf).unwrap_or(0.0)).collect();
            base += values.iter().zip(&tree.leaf_shares).map(|(value, share)| value * share).sum::<f64>();
            if values.iter().any(|value| *value != 0.0) {
                of_target.push((index, values));
            }
        }
        Self { trees: of_target, base }
    }
}
