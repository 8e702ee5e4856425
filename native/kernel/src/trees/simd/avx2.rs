//! The inner loops in AVX2: 32 bytes or 8 floats at once.
#![allow(unsafe_code)]

use std::arch::x86_64::*;

use super::super::accumulate::Target;
use super::super::layout::masks::{Clear, Lanes8, MaskGroup, Plane};
use super::super::layout::ranks::{ABREAST, LOWEST, Place, RankColumn, RankLanes, SPAN};
use super::super::rows::{BLOCK, Lanes};

/// Floats of a register.
const WIDTH: usize = 8;

/// Most thresholds that are all compared; with more, the pivots are, and then the span of each row.
const MOST_LINEAR: usize = 32;

/// See [`super::clear_masks`].
#[inline]
#[target_feature(enable = "avx2")]
pub fn clear_masks(group: &MaskGroup, x: &[RankLanes], blocks: usize, planes: &mut [Plane]) {
    assert!(group.columns() <= x.len(), "all columns of ranks");
    match blocks {
        1 => clear_blocks::<1>(group, x, planes),
        2 => clear_blocks::<2>(group, x, planes),
        3 => clear_blocks::<3>(group, x, planes),
        _ => clear_blocks::<ABREAST>(group, x, planes),
    }
}

#[inline]
#[target_feature(enable = "avx2")]
fn clear_blocks<const BLOCKS: usize>(group: &MaskGroup, x: &[RankLanes], planes: &mut [Plane]) {
    for (index, clears) in group.cleared() {
        let mut left = [_mm256_set1_epi8(-1); BLOCKS];
        for Clear { limit, kept, column } in clears {
            let limit = _mm256_set1_epi32(i32::from_ne_bytes(limit.map(i8::cast_unsigned)));
            let kept = _mm256_set1_epi32(i32::from_ne_bytes(*kept));
            // SAFETY: a group's clears name columns below `columns`.
            let RankLanes(ranks) = unsafe { x.get_unchecked(*column as usize) };
            for (left, ranks) in left.iter_mut().zip(ranks) {
                // SAFETY: there are 32 ranks.
                let ranks = unsafe { _mm256_loadu_si256(ranks.as_ptr().cast()) };
                *left = _mm256_and_si256(*left, _mm256_or_si256(kept, _mm256_cmpgt_epi8(limit, ranks)));
            }
        }
        let Some(Plane(plane)) = planes.get_mut(index) else { continue };
        for (plane, left) in plane.iter_mut().zip(left) {
            store(plane, left);
        }
    }
}

/// See [`super::Vectors::rank`].
#[target_feature(enable = "avx2")]
pub fn rank(column: &RankColumn<f32>, values: &Lanes<f32>, ranks: &mut [i8; BLOCK]) {
    let x = quarters(values);
    let linear = column.count <= MOST_LINEAR;
    let counted = if linear { column.thresholds.get(..column.count) } else { Some(&*column.pivots) };
    let mut counts = [_mm256_setzero_si256(); 4];
    for &threshold in counted.unwrap_or_default() {
        let threshold = _mm256_set1_ps(threshold);
        for (count, x) in counts.iter_mut().zip(x) {
            let exceeds = _mm256_castps_si256(_mm256_cmp_ps::<_CMP_GT_OQ>(x, threshold));
            *count = _mm256_sub_epi32(*count, exceeds);
        }
    }
    // Packing puts the halves of registers side by side; this brings rows back into their order.
    let order = _mm256_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7);
    let lower = _mm256_packs_epi32(counts[0], counts[1]);
    let upper = _mm256_packs_epi32(counts[2], counts[3]);
    let bytes = _mm256_permutevar8x32_epi32(_mm256_packs_epi16(lower, upper), order);
    if linear {
        let bytes = _mm256_xor_si256(bytes, _mm256_set1_epi8(LOWEST));
        // SAFETY: there are 32 ranks.
        unsafe { _mm256_storeu_si256(ranks.as_mut_ptr().cast(), bytes) };
        return;
    }
    let mut spans = [0; BLOCK];
    store(&mut spans, bytes);
    let all = column.thresholds.as_chunks::<SPAN>().0;
    assert!(all.len() > column.pivots.len(), "a span behind every pivot");
    for ((rank, &span), &x) in ranks.iter_mut().zip(&spans).zip(&values.0) {
        // SAFETY: a row exceeds at most all pivots.
        let span_of = unsafe { all.get_unchecked(usize::from(span)) };
        let x = _mm256_set1_ps(x);
        // SAFETY: a span has 16 floats.
        let halves =
            unsafe { [_mm256_loadu_ps(span_of.as_ptr()), _mm256_loadu_ps(span_of.as_ptr().add(WIDTH))] };
        let exceeded =
            halves.map(|half| _mm256_movemask_ps(_mm256_cmp_ps::<_CMP_GT_OQ>(x, half)).cast_unsigned());
        // Thresholds rise, so that those which are exceeded come first.
        let here = (!(exceeded[0] | exceeded[1] << WIDTH)).trailing_zeros();
        *rank = ((span * SPAN as u8 + here as u8) ^ 0x80).cast_signed();
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
fn load(bytes: &Lanes8) -> __m256i {
    // SAFETY: a plane has 32 bytes.
    unsafe { _mm256_loadu_si256(bytes.as_ptr().cast()) }
}

#[inline]
#[target_feature(enable = "avx2")]
fn store(plane: &mut Lanes8, bytes: __m256i) {
    // SAFETY: a plane has 32 bytes.
    unsafe { _mm256_storeu_si256(plane.as_mut_ptr().cast(), bytes) }
}

/// See [`super::Vectors::add_values`].
#[target_feature(enable = "avx2")]
pub fn add_values(
    group: &MaskGroup,
    planes: &[Plane],
    block: usize,
    trees: &[(Target, usize)],
    values: &[f32],
    sums: &mut [Lanes<f32>],
) {
    for (tree, &(target, first)) in group.trees.iter().zip(trees) {
        let Target::One(target) = target else { continue };
        let Some(Lanes(sum)) = sums.get_mut(target as usize) else { continue };
        let planes = planes.get(tree.first as usize..(tree.first + tree.count) as usize).unwrap_or_default();
        let values = values.get(first..).unwrap_or_default();
        add_leaves(planes.len(), values, lowest_bits(planes, block), sum);
    }
}

/// See [`super::Vectors::add_levels`]; there are at most eight tests.
#[target_feature(enable = "avx2")]
pub fn add_levels(tests: &[Place], x: &[RankLanes], block: usize, values: &[f32], sum: &mut [f32; BLOCK]) {
    let leaves = level_bytes(tests, x, block);
    let bases = _mm256_and_si256(_mm256_srli_epi16::<3>(leaves), _mm256_set1_epi8(31));
    let bits = _mm256_and_si256(leaves, _mm256_set1_epi8(7));
    add_leaves((1 << tests.len()) / WIDTH, values, (bases, bits), sum);
}

/// See [`super::levels`]; there are at most eight tests.
#[target_feature(enable = "avx2")]
pub fn levels(tests: &[Place], x: &[RankLanes], block: usize) -> [u32; BLOCK] {
    let mut leaves = [0; BLOCK];
    store(&mut leaves, level_bytes(tests, x, block));
    leaves.map(u32::from)
}

#[inline]
#[target_feature(enable = "avx2")]
fn level_bytes(tests: &[Place], x: &[RankLanes], block: usize) -> __m256i {
    let mut leaves = _mm256_setzero_si256();
    for test in tests {
        let Some(ranks) = x.get(test.column as usize).and_then(|lanes| lanes.0.get(block)) else { continue };
        // SAFETY: there are 32 ranks.
        let ranks = unsafe { _mm256_loadu_si256(ranks.as_ptr().cast()) };
        let exceeding = _mm256_cmpgt_epi8(ranks, _mm256_set1_epi8(test.place));
        leaves = _mm256_sub_epi8(_mm256_add_epi8(leaves, leaves), exceeding);
    }
    leaves
}

/// Adds the value of each row's leaf, which is one of `planes` times eight.
#[inline]
#[target_feature(enable = "avx2")]
fn add_leaves(planes: usize, values: &[f32], (bases, bits): (__m256i, __m256i), sum: &mut [f32; BLOCK]) {
    let (mut base_bytes, mut bit_bytes) = ([0; BLOCK], [0; BLOCK]);
    store(&mut base_bytes, bases);
    store(&mut bit_bytes, bits);
    let chunks = sum.as_chunks_mut::<WIDTH>().0.iter_mut();
    let leaves = base_bytes.as_chunks::<WIDTH>().0.iter().zip(bit_bytes.as_chunks::<WIDTH>().0);
    let table = values.get(..planes * WIDTH).filter(|_| (1..=8).contains(&planes));
    for (sum, (bases, bits)) in chunks.zip(leaves) {
        match table {
            Some(table) => add_looked_up(table, bases, bits, sum),
            None => {
                let found: [f32; WIDTH] = std::array::from_fn(|row| {
                    let leaf = usize::from(bases[row]) * WIDTH + usize::from(bits[row]);
                    values.get(leaf).copied().unwrap_or_default()
                });
                sum.iter_mut().zip(found).for_each(|(sum, value)| *sum += value);
            }
        }
    }
}

/// See [`super::leaves`].
#[target_feature(enable = "avx2")]
pub fn leaves(planes: &[Plane], block: usize) -> [u32; BLOCK] {
    let (bases, bits) = lowest_bits(planes, block);
    let (mut base_bytes, mut bit_bytes) = ([0; BLOCK], [0; BLOCK]);
    store(&mut base_bytes, bases);
    store(&mut bit_bytes, bits);
    std::array::from_fn(|row| u32::from(base_bytes[row]) * 8 + u32::from(bit_bytes[row]))
}

/// For each row the plane with its lowest bit, and that bit's place in it.
#[inline]
#[target_feature(enable = "avx2")]
fn lowest_bits(planes: &[Plane], block: usize) -> (__m256i, __m256i) {
    let zero = _mm256_setzero_si256();
    let (mut bytes, mut bases) = (_mm256_set1_epi8(1), zero);
    for (index, plane) in planes.iter().enumerate().rev() {
        let here = load(&plane.0[block]);
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

/// Adds the values of up to 64 leaves, looked up in registers: a plane's eight values are one register.
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
