//! The inner loops in AVX2: 32 bytes or 8 floats at once.
#![allow(unsafe_code)]

use std::arch::x86_64::*;

use super::super::accumulate::Target;
use super::super::layout::masks::{Lanes8, MaskGroup, Plane, Run};
use super::super::rows::{BLOCK, Lanes};

/// Floats of a register.
const WIDTH: usize = 8;

/// See [`super::Vectors::clear_masks`].
#[target_feature(enable = "avx2")]
pub fn clear_masks(group: &MaskGroup<f32>, x: &[Lanes<f32>], planes: &mut [Plane]) {
    for run in &group.runs {
        let Some(values) = x.get(run.column as usize) else { continue };
        clear_run(group, run, values, planes);
    }
}

#[inline]
#[target_feature(enable = "avx2")]
fn clear_run(group: &MaskGroup<f32>, run: &Run, values: &Lanes<f32>, planes: &mut [Plane]) {
    assert!(group.planes() <= planes.len(), "a plane for every byte of leaves");
    let x = quarters(values);
    // Packing puts the halves of registers side by side; this brings rows back into their order.
    let order = _mm256_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7);
    let mut clears = group.clears_from(run.first);
    for (&threshold, &count) in group.thresholds_of(run) {
        let threshold = _mm256_set1_ps(threshold);
        let exceeds = |x| _mm256_castps_si256(_mm256_cmp_ps::<_CMP_GT_OQ>(x, threshold));
        let lower = _mm256_packs_epi32(exceeds(x[0]), exceeds(x[1]));
        let upper = _mm256_packs_epi32(exceeds(x[2]), exceeds(x[3]));
        let bytes = _mm256_packs_epi16(lower, upper);
        if _mm256_testz_si256(bytes, bytes) != 0 {
            break;
        }
        let exceeding = _mm256_permutevar8x32_epi32(bytes, order);
        let (now, later) = clears.split_at(count as usize);
        clears = later;
        for clear in now {
            let bits = _mm256_set1_epi32(clear.bits.cast_signed());
            // SAFETY: a group's clears name its own planes, which were counted above.
            let plane = unsafe { planes.get_unchecked_mut(clear.plane as usize) };
            store(plane, _mm256_andnot_si256(_mm256_and_si256(exceeding, bits), load(plane)));
        }
    }
}

#[inline]
#[target_feature(enable = "avx2")]
fn quarters(values: &Lanes<f32>) -> [__m256; 4] {
    let Lanes(values) = values;
    // SAFETY: each quarter of the 32 floats has 8 of them.
    [0, 1, 2, 3].map(|quarter| unsafe { _mm256_loadu_ps(values.as_ptr().add(quarter * WIDTH)) })
}

#[inline]
#[target_feature(enable = "avx2")]
fn load(plane: &Plane) -> __m256i {
    let Lanes8(bytes) = plane;
    // SAFETY: a plane has 32 bytes.
    unsafe { _mm256_loadu_si256(bytes.as_ptr().cast()) }
}

#[inline]
#[target_feature(enable = "avx2")]
fn store(plane: &mut Plane, bytes: __m256i) {
    let Lanes8(plane) = plane;
    // SAFETY: a plane has 32 bytes.
    unsafe { _mm256_storeu_si256(plane.as_mut_ptr().cast(), bytes) }
}

/// See [`super::Vectors::add_values`].
#[target_feature(enable = "avx2")]
pub fn add_values(
    group: &MaskGroup<f32>,
    planes: &[Plane],
    trees: &[(Target, usize)],
    values: &[f32],
    sums: &mut [Lanes<f32>],
) {
    for (tree, &(target, first)) in group.trees.iter().zip(trees) {
        let Target::One(target) = target else { continue };
        let Some(Lanes(sum)) = sums.get_mut(target as usize) else { continue };
        let planes = planes.get(tree.first as usize..(tree.first + tree.count) as usize).unwrap_or_default();
        let values = values.get(first..).unwrap_or_default();
        let (bases, bits) = lowest_bits(planes);
        let (mut base_bytes, mut bit_bytes) = (Lanes8([0; BLOCK]), Lanes8([0; BLOCK]));
        store(&mut base_bytes, bases);
        store(&mut bit_bytes, bits);
        let chunks = sum.as_chunks_mut::<WIDTH>().0.iter_mut();
        let leaves = base_bytes.0.as_chunks::<WIDTH>().0.iter().zip(bit_bytes.0.as_chunks::<WIDTH>().0);
        let table = values.get(..planes.len() * WIDTH).filter(|_| planes.len() <= 4);
        for (sum, (bases, bits)) in chunks.zip(leaves) {
            match table {
                Some(table) => add_looked_up(table, bases, bits, sum),
                None => {
                    for ((sum, &base), &bit) in sum.iter_mut().zip(bases).zip(bits) {
                        let leaf = usize::from(base) * WIDTH + usize::from(bit);
                        *sum += values.get(leaf).copied().unwrap_or_default();
                    }
                }
            }
        }
    }
}

/// See [`super::leaves`].
#[target_feature(enable = "avx2")]
pub fn leaves(planes: &[Plane]) -> [u32; BLOCK] {
    let (bases, bits) = lowest_bits(planes);
    let (mut base_bytes, mut bit_bytes) = (Lanes8([0; BLOCK]), Lanes8([0; BLOCK]));
    store(&mut base_bytes, bases);
    store(&mut bit_bytes, bits);
    std::array::from_fn(|row| u32::from(base_bytes.0[row]) * 8 + u32::from(bit_bytes.0[row]))
}

/// For each row the plane with its lowest bit, and that bit's place in it.
#[inline]
#[target_feature(enable = "avx2")]
fn lowest_bits(planes: &[Plane]) -> (__m256i, __m256i) {
    let zero = _mm256_setzero_si256();
    let (mut bytes, mut bases) = (_mm256_set1_epi8(1), zero);
    for (index, plane) in planes.iter().enumerate().rev() {
        let here = load(plane);
        let empty = _mm256_cmpeq_epi8(here, zero);
        bytes = _mm256_blendv_epi8(here, bytes, empty);
        bases = _mm256_blendv_epi8(_mm256_set1_epi8(index as i8), bases, empty);
    }
    let lowest = _mm256_and_si256(bytes, _mm256_sub_epi8(zero, bytes));
    let nibble = _mm256_set1_epi8(15);
    let places = |base: i8| {
        let half = _mm_setr_epi8(0, base, base + 1, 0, base + 2, 0, 0, 0, base + 3, 0, 0, 0, 0, 0, 0, 0);
        _mm256_broadcastsi128_si256(half)
    };
    let low = _mm256_shuffle_epi8(places(0), _mm256_and_si256(lowest, nibble));
    let high = _mm256_and_si256(_mm256_srli_epi16::<4>(lowest), nibble);
    (bases, _mm256_or_si256(low, _mm256_shuffle_epi8(places(4), high)))
}

/// Adds the values of up to 32 leaves, looked up in registers: a plane's eight values are one register.
#[inline]
#[target_feature(enable = "avx2")]
fn add_looked_up(table: &[f32], bases: &[u8; WIDTH], bits: &[u8; WIDTH], sum: &mut [f32; WIDTH]) {
    // SAFETY: both have eight bytes.
    let (bases, bits) =
        unsafe { (_mm_loadl_epi64(bases.as_ptr().cast()), _mm_loadl_epi64(bits.as_ptr().cast())) };
    let (bases, bits) = (_mm256_cvtepu8_epi32(bases), _mm256_cvtepu8_epi32(bits));
    let mut found = _mm256_setzero_ps();
    for (index, values) in table.as_chunks::<WIDTH>().0.iter().enumerate() {
        // SAFETY: a chunk has eight floats.
        let values = unsafe { _mm256_loadu_ps(values.as_ptr()) };
        let here = _mm256_cmpeq_epi32(bases, _mm256_set1_epi32(index as i32));
        found = _mm256_blendv_ps(found, _mm256_permutevar8x32_ps(values, bits), _mm256_castsi256_ps(here));
    }
    // SAFETY: `sum` has eight floats.
    unsafe { _mm256_storeu_ps(sum.as_mut_ptr(), _mm256_add_ps(_mm256_loadu_ps(sum.as_ptr()), found)) };
}
