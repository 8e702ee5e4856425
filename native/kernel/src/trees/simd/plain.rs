//! The inner loops in safe Rust.

use super::super::Number;
use super::super::accumulate::Target;
use super::super::layout::masks::{Lanes8, MaskGroup, Plane};
use super::super::rows::{BLOCK, Lanes};

/// See [`super::Vectors::clear_masks`].
#[inline(always)]
pub fn clear_masks<T: Number>(group: &MaskGroup<T>, x: &[Lanes<T>], planes: &mut [Plane]) {
    for run in &group.runs {
        let Some(Lanes(values)) = x.get(run.column as usize) else { continue };
        let mut clears = group.clears_from(run.first);
        for (&threshold, &count) in group.thresholds_of(run) {
            let mut exceeding = [0_u8; BLOCK];
            for (exceeding, &x) in exceeding.iter_mut().zip(values) {
                *exceeding = if x > threshold { u8::MAX } else { 0 };
            }
            // Thresholds rise, so that what exceeds none of these exceeds none of the rest.
            if exceeding == [0; BLOCK] {
                break;
            }
            let (now, later) = clears.split_at(count as usize);
            clears = later;
            for clear in now {
                let bits = clear.bits as u8;
                let Some(Lanes8(plane)) = planes.get_mut(clear.plane as usize) else { continue };
                for (byte, exceeding) in plane.iter_mut().zip(&exceeding) {
                    *byte &= !(bits & exceeding);
                }
            }
        }
    }
}

/// The leaf of each row: the lowest bit of a tree's planes.
#[inline(always)]
pub fn leaves(planes: &[Plane]) -> [u32; BLOCK] {
    let (mut bytes, mut bases) = ([1_u8; BLOCK], [0_u8; BLOCK]);
    for (index, Lanes8(plane)) in planes.iter().enumerate().rev() {
        for ((byte, base), &here) in bytes.iter_mut().zip(&mut bases).zip(plane) {
            *byte = if here == 0 { *byte } else { here };
            *base = if here == 0 { *base } else { index as u8 };
        }
    }
    std::array::from_fn(|row| u32::from(bases[row]) * 8 + bytes[row].trailing_zeros())
}

/// See [`super::Vectors::add_values`].
pub fn add_values<T: Number>(
    group: &MaskGroup<T>,
    planes: &[Plane],
    trees: &[(Target, usize)],
    values: &[T],
    sums: &mut [Lanes<T>],
) {
    for (tree, &(target, first)) in group.trees.iter().zip(trees) {
        let Target::One(target) = target else { continue };
        let Some(Lanes(sum)) = sums.get_mut(target as usize) else { continue };
        let planes = planes.get(tree.first as usize..(tree.first + tree.count) as usize).unwrap_or_default();
        let values = values.get(first..).unwrap_or_default();
        for (sum, leaf) in sum.iter_mut().zip(leaves(planes)) {
            *sum = *sum + values.get(leaf as usize).copied().unwrap_or_default();
        }
    }
}
