//! The inner loops, in the widest vectors that the processor has; [`plain`] is the reference for all others.
//!
//! On aarch64 NEON is part of every processor, and [`plain`] is compiled to it.

#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod avx512;
pub mod plain;
pub mod walk;

use super::Number;
use super::accumulate::Target;
use super::layout::masks::{MaskGroup, Plane};
use super::layout::ranks::{Place, RankColumn, RankLanes};
use super::rows::{BLOCK, Lanes};

/// A set of vector instructions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Level {
    /// What every processor of the target has.
    Plain,
    /// AVX2 of x86-64.
    Avx2,
    /// AVX-512 F, BW and VL of x86-64.
    Avx512,
}

impl Level {
    /// Every level that this processor has, the best last.
    pub fn available() -> Vec<Self> {
        let mut levels = vec![Self::Plain];
        #[cfg(target_arch = "x86_64")]
        {
            if is_x86_feature_detected!("avx2") {
                levels.push(Self::Avx2);
            }
            if is_x86_feature_detected!("avx512f")
                && is_x86_feature_detected!("avx512bw")
                && is_x86_feature_detected!("avx512vl")
                && is_x86_feature_detected!("avx2")
            {
                levels.push(Self::Avx512);
            }
        }
        levels
    }

    /// The best level of this processor.
    pub fn best() -> Self {
        Self::available().pop().unwrap_or(Self::Plain)
    }

    /// This level where the processor has it, otherwise the plain one, so that no caller can ask for an illegal
    /// instruction.
    pub fn checked(self) -> Self {
        if Self::available().contains(&self) { self } else { Self::Plain }
    }

    /// Its name in receipts.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Avx2 => "avx2",
            Self::Avx512 => "avx512",
        }
    }
}

/// A level that the processor was checked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Checked(Level);

impl Checked {
    /// `level`, or the plain one where the processor lacks it.
    pub fn new(level: Level) -> Self {
        Self(level.checked())
    }

    /// The level.
    pub fn level(self) -> Level {
        self.0
    }
}

/// The leaf of each row of a block: the lowest bit of a tree's planes.
#[allow(unsafe_code)]
pub fn leaves(level: Checked, planes: &[Plane], block: usize) -> [u32; BLOCK] {
    match level.0 {
        #[cfg(target_arch = "x86_64")]
        // SAFETY: a checked level is one that the processor has, and AVX-512 includes AVX2.
        Level::Avx2 | Level::Avx512 => unsafe { avx2::leaves(planes, block) },
        _ => plain::leaves(planes, block),
    }
}

/// Sets `blocks` blocks of those `planes` that are cleared to the leaves that the rows of `x` may reach.
#[allow(unsafe_code)]
pub fn clear_masks(level: Checked, group: &MaskGroup, x: &[RankLanes], blocks: usize, planes: &mut [Plane]) {
    match level.0 {
        #[cfg(target_arch = "x86_64")]
        // SAFETY: a checked level is one that the processor has.
        Level::Avx2 => unsafe { avx2::clear_masks(group, x, blocks, planes) },
        #[cfg(target_arch = "x86_64")]
        // SAFETY: as above.
        Level::Avx512 => unsafe { avx512::clear_masks(group, x, blocks, planes) },
        _ => plain::clear_masks(group, x, blocks, planes),
    }
}

/// The leaf of each row of a block of `x` in the symmetric tree of `tests`.
#[allow(unsafe_code)]
pub fn levels(level: Checked, tests: &[Place], x: &[RankLanes], block: usize) -> [u32; BLOCK] {
    match level.0 {
        #[cfg(target_arch = "x86_64")]
        // SAFETY: a checked level is one that the processor has, and AVX-512 includes AVX2.
        Level::Avx2 | Level::Avx512 if tests.len() <= 8 => unsafe { avx2::levels(tests, x, block) },
        _ => plain::levels(tests, x, block),
    }
}

/// The inner loops of one precision.
pub trait Vectors: Number {
    /// Sets `ranks` to those of `values` among the thresholds of `column`.
    fn rank(_: Checked, column: &RankColumn<Self>, values: &Lanes<Self>, ranks: &mut [i8; BLOCK]) {
        *ranks = values.0.map(|value| column.rank(value));
    }

    /// Adds to `sums` the value of the lowest bit of each tree's planes, of one block. `trees` has for each tree of the group its
    /// target and the first of its values; all targets are [`Target::One`].
    fn add_values(
        _: Checked,
        group: &MaskGroup,
        planes: &[Plane],
        block: usize,
        trees: &[(Target, usize)],
        values: &[Self],
        sums: &mut [Lanes<Self>],
    ) {
        plain::add_values(group, planes, block, trees, values, sums);
    }

    /// Adds to `sum` the value of the leaf that each row of a block of `x` has in the symmetric tree of `tests`.
    fn add_levels(
        _: Checked,
        tests: &[Place],
        x: &[RankLanes],
        block: usize,
        values: &[Self],
        sum: &mut [Self; BLOCK],
    ) {
        plain::add_levels(tests, x, block, values, sum);
    }
}

impl Vectors for f64 {}

impl Vectors for f32 {
    #[allow(unsafe_code)]
    fn rank(level: Checked, column: &RankColumn<Self>, values: &Lanes<Self>, ranks: &mut [i8; BLOCK]) {
        match level.0 {
            #[cfg(target_arch = "x86_64")]
            // SAFETY: a checked level is one that the processor has, and AVX-512 includes AVX2.
            Level::Avx2 | Level::Avx512 => unsafe { avx2::rank(column, values, ranks) },
            _ => *ranks = values.0.map(|value| column.rank(value)),
        }
    }

    #[allow(unsafe_code)]
    fn add_values(
        level: Checked,
        group: &MaskGroup,
        planes: &[Plane],
        block: usize,
        trees: &[(Target, usize)],
        values: &[Self],
        sums: &mut [Lanes<Self>],
    ) {
        match level.0 {
            #[cfg(target_arch = "x86_64")]
            // SAFETY: a checked level is one that the processor has, and AVX-512 includes AVX2.
            Level::Avx2 | Level::Avx512 => unsafe {
                avx2::add_values(group, planes, block, trees, values, sums)
            },
            _ => plain::add_values(group, planes, block, trees, values, sums),
        }
    }

    #[allow(unsafe_code)]
    fn add_levels(
        level: Checked,
        tests: &[Place],
        x: &[RankLanes],
        block: usize,
        values: &[Self],
        sum: &mut [Self; BLOCK],
    ) {
        match level.0 {
            #[cfg(target_arch = "x86_64")]
            // SAFETY: a checked level is one that the processor has, and AVX-512 includes AVX2.
            Level::Avx2 | Level::Avx512 if tests.len() <= 8 => unsafe {
                avx2::add_levels(tests, x, block, values, sum);
            },
            _ => plain::add_levels(tests, x, block, values, sum),
        }
    }
}
