//! The kernel's SHAP values behind C functions, so that `npm run bench:shap` calls them as it calls every other library.
#![allow(unsafe_code, reason = "pointers come from the caller")]

use std::ffi::{CStr, c_char};
use std::ptr::null_mut;
use std::slice;

use rowcast_kernel::element::Element;
use rowcast_kernel::trees::attributes::RawNode;
use rowcast_kernel::trees::find::tree_nodes;
use rowcast_kernel::trees::read::{AnyEnsemble, read};
use rowcast_kernel::trees::shap::covers::Passages;
use rowcast_kernel::trees::shap::explainer::{Contributions, Explained, Explainer, explained};

/// An explainer and the sum that it explains.
pub struct Ready {
    explainer: Explainer<f32>,
    target: usize,
}

/// Rows that DuckDB hands to a function at once.
const VECTOR: usize = 2_048;

/// The first ensemble of the model file at `path`, which takes floats and has one sum to explain, with its covers counted on rows of
/// `width` floats; null where there is none.
///
/// # Safety
/// `path` is a C string; `values` has `rows * width` floats.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn rowcast_shap_load(
    path: *const c_char,
    values: *const f32,
    rows: usize,
    width: usize,
) -> *mut Ready {
    // SAFETY: the caller's promise.
    let path = unsafe { CStr::from_ptr(path) }.to_string_lossy().into_owned();
    // SAFETY: the caller's promise.
    let values = unsafe { slice::from_raw_parts(values, rows * width) };
    load(&path, values, width).map_or(null_mut(), |ready| Box::into_raw(Box::new(ready)))
}

fn load(path: &str, values: &[f32], width: usize) -> Option<Ready> {
    let bytes = std::fs::read(path).ok()?;
    let node = tree_nodes(&bytes).ok()?.into_iter().next()?;
    let AnyEnsemble::Single(ensemble) =
        read(&RawNode::read(bytes.get(node.message)?).ok()?, Element::Float).ok()?
    else {
        return None;
    };
    let Ok(Explained::Target(target)) = explained(&ensemble) else { return None };
    let mut passages = Passages::default();
    for rows in values.chunks(VECTOR * width) {
        passages.add(&ensemble, &views(&columns(rows, width)), rows.len() / width);
    }
    Some(Ready { explainer: Explainer::new(ensemble, &passages.covers()).ok()?, target })
}

/// Writes the contributions of `rows` rows of `width` floats, and the base value behind them, row after row.
///
/// # Safety
/// `ready` came from [`rowcast_shap_load`]; `values` has `rows * width` floats, and `out` room for `rows * (width + 1)` doubles.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn rowcast_shap_explain(
    ready: *const Ready,
    values: *const f32,
    rows: usize,
    width: usize,
    out: *mut f64,
) {
    // SAFETY: the caller's promise.
    let (ready, values) = unsafe { (&*ready, slice::from_raw_parts(values, rows * width)) };
    // SAFETY: the caller's promise.
    let out = unsafe { slice::from_raw_parts_mut(out, rows * (width + 1)) };
    let mut found = Contributions::default();
    for (values, out) in values.chunks(VECTOR * width).zip(out.chunks_mut(VECTOR * (width + 1))) {
        let count = values.len() / width;
        ready.explainer.explain(&views(&columns(values, width)), count, |_| ready.target, &mut found);
        for (row, out) in out.chunks_exact_mut(width + 1).enumerate() {
            for (feature, out) in out.iter_mut().enumerate() {
                let column = if feature == width { &found.base } else { found.of(feature) };
                *out = column.get(row).copied().unwrap_or_default();
            }
        }
    }
}

fn columns(rows: &[f32], width: usize) -> Vec<Vec<f32>> {
    (0..width).map(|feature| rows.iter().skip(feature).step_by(width).copied().collect()).collect()
}

fn views(columns: &[Vec<f32>]) -> Vec<&[f32]> {
    columns.iter().map(Vec::as_slice).collect()
}
