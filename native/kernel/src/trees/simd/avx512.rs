//! The masks with AVX-512: the code of [`avx2`], of which the compiler makes one instruction where AVX2 needs two.
#![allow(unsafe_code)]

use super::super::layout::masks::{MaskGroup, Plane};
use super::super::layout::ranks::RankLanes;
use super::avx2;

/// See [`super::clear_masks`].
#[target_feature(enable = "avx2,avx512f,avx512bw,avx512vl")]
pub fn clear_masks(group: &MaskGroup, x: &[RankLanes], blocks: usize, planes: &mut [Plane]) {
    avx2::clear_masks(group, x, blocks, planes);
}
