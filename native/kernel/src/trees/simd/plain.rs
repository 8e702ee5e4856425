//! The inner loops in safe Rust.

use super::super::Number;
use super::super::accumulate::Target;
use super::super::layout::masks::{Clear, MaskGroup, Plane};
use super::super::layout::ranks::{Place, RankLanes};
use super::super::rows::{BLOCK, Lanes};

/// See [`super::clear_masks`].
pub fn clear_masks(group: &MaskGroup, x: &[RankLanes], blocks: usize, planes: &mut [Plane]) {
    for (index, clears) in group.cleared() {
        let Some(Plane(plane)) = planes.get_mut(index) else { continue };
        for (block, plane) in plane.iter_mut().enumerate().take(blocks) {
            *plane = [u8::MAX; BLOCK];
            for Clear { limit, kept, column } in clears {
                let Some(RankLanes(ranks)) = x.get(*column as usize) else { continue };
                for (byte, rank) in plane.iter_mut().zip(&ranks[block]) {
                    *byte &= if *rank < limit[0] { u8::MAX } else { kept[0] };
                }
            }
        }
    }
}

/// See [`super::levels`].
pub fn levels(tests: &[Place], x: &[RankLanes], block: usize) -> [u32; BLOCK] {
    let mut leaves = [0_u32; BLOCK];
    for tests in tests.chunks(8) {
        // Eight tests at a time, so that most of the work is on bytes.
        let mut bits = [0_u8; BLOCK];
        for test in tests {
            let Some(ranks) = x.get(test.column as usize).and_then(|lanes| lanes.0.get(block)) else {
                continue;
            };
            for (bits, rank) in bits.iter_mut().zip(ranks) {
                *bits = (*bits << 1) | u8::from(*rank > test.place);
            }
        }
        for (leaf, bits) in leaves.iter_mut().zip(bits) {
            *leaf = (*leaf << tests.len()) | u32::from(bits);
        }
    }
    leaves
}

/// The leaf of each row: the lowest bit of a tree's planes.
#[inline(always)]
pub fn leaves(planes: &[Plane], block: usize) -> [u32; BLOCK] {
    let (mut bytes, mut bases) = ([1_u8; BLOCK], [0_u8; BLOCK]);
    for (index, Plane(blocks)) in planes.iter().enumerate().rev() {
        for ((byte, base), &here) in bytes.iter_mut().zip(&mut bases).zip(&blocks[block]) {
            *byte = if here == 0 { *byte } else { here };
            *base = if here == 0 { *base } else { index as u8 };
        }
    }
    std::array::from_fn(|row| u32::from(bases[row]) * 8 + bytes[row].trailing_zeros())
}

/// See [`super::Vectors::add_values`].
pub fn add_values<T: Number>(
    group: &MaskGroup,
    planes: &[Plane],
    block: usize,
    trees: &[(Target, usize)],
    values: &[T],
    sums: &mut [Lanes<T>],
) {
    for (tree, &(target, first)) in group.trees.iter().zip(trees) {
        let Target::One(target) = target else { continue };
        let Some(Lanes(sum)) = sums.get_mut(target as usize) else { continue };
        let planes = planes.get(tree.first as usize..(tree.first + tree.count) as usize).unwrap_or_default();
        let values = values.get(first..).unwrap_or_default();
        for (sum, leaf) in sum.iter_mut().zip(leaves(planes, block)) {
            *sum = *sum + values.get(leaf as usize).copied().unwrap_or_default();
        }
    }
}

/// See [`super::Vectors::add_levels`].
pub fn add_levels<T: Number>(
    tests: &[Place],
    x: &[RankLanes],
    block: usize,
    values: &[T],
    sum: &mut [T; BLOCK],
) {
    for (sum, leaf) in sum.iter_mut().zip(levels(tests, x, block)) {
        *sum = *sum + values.get(leaf as usize).copied().unwrap_or_default();
    }
}
