//! The masks in AVX-512: comparisons give bits, which choose the bytes that change.
#![allow(unsafe_code)]

use std::arch::x86_64::*;

use super::super::layout::masks::{Lanes8, MaskGroup, Plane, Run};
use super::super::rows::Lanes;

/// Floats of a register.
const WIDTH: usize = 16;

/// See [`super::Vectors::clear_masks`].
#[target_feature(enable = "avx2,avx512f,avx512bw,avx512vl")]
pub fn clear_masks(group: &MaskGroup<f32>, x: &[Lanes<f32>], planes: &mut [Plane]) {
    for run in &group.runs {
        let Some(values) = x.get(run.column as usize) else { continue };
        clear_run(group, run, values, planes);
    }
}

#[inline]
#[target_feature(enable = "avx2,avx512f,avx512bw,avx512vl")]
fn clear_run(group: &MaskGroup<f32>, run: &Run, values: &Lanes<f32>, planes: &mut [Plane]) {
    let Lanes(values) = values;
    // SAFETY: each half of the 32 floats has 16 of them.
    let x = [0, 1].map(|half| unsafe { _mm512_loadu_ps(values.as_ptr().add(half * WIDTH)) });
    let mut clears = group.clears_from(run.first);
    for (&threshold, &count) in group.thresholds_of(run) {
        let threshold = _mm512_set1_ps(threshold);
        let exceeds = |x| u32::from(_mm512_cmp_ps_mask::<_CMP_GT_OQ>(x, threshold));
        let exceeding = exceeds(x[0]) | exceeds(x[1]) << WIDTH;
        if exceeding == 0 {
            break;
        }
        let (now, later) = clears.split_at(count as usize);
        clears = later;
        for clear in now {
            let bits = _mm256_set1_epi32(clear.bits.cast_signed());
            let Some(Lanes8(plane)) = planes.get_mut(clear.plane as usize) else { continue };
            let place = plane.as_mut_ptr();
            // SAFETY: a plane has 32 bytes.
            unsafe {
                let all = _mm256_loadu_si256(place.cast());
                let cleared = _mm256_andnot_si256(bits, all);
                _mm256_storeu_si256(place.cast(), _mm256_mask_blend_epi8(exceeding, all, cleared));
            }
        }
    }
}
