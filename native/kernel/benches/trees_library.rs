//! The kernel's trees behind C functions, so that `npm run bench:trees` calls them as it calls every other library.
#![allow(unsafe_code, reason = "pointers come from the caller")]

use std::cell::RefCell;
use std::ffi::{CStr, c_char};
use std::ptr::null_mut;
use std::slice;

use rowcast_kernel::element::Element;
use rowcast_kernel::gather::Order;
use rowcast_kernel::trees::any_scorer::{AnyScorer, Batch, Scored, Values};
use rowcast_kernel::trees::attributes::RawNode;
use rowcast_kernel::trees::find::tree_nodes;
use rowcast_kernel::trees::read::read;
use rowcast_kernel::trees::scorer::Wanted;
use rowcast_kernel::trees::simd::Level;

thread_local! {
    static SCORED: RefCell<Scored> = RefCell::default();
}

/// The first ensemble of the model file at `path`, which takes floats; null where there is none.
///
/// # Safety
/// `path` is a C string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn rowcast_trees_load(path: *const c_char) -> *mut AnyScorer {
    // SAFETY: the caller's promise.
    let path = unsafe { CStr::from_ptr(path) }.to_string_lossy().into_owned();
    load(&path).map_or(null_mut(), |scorer| Box::into_raw(Box::new(scorer)))
}

fn load(path: &str) -> Option<AnyScorer> {
    let bytes = std::fs::read(path).ok()?;
    let node = tree_nodes(&bytes).ok()?.into_iter().next()?;
    let ensemble = read(&RawNode::read(bytes.get(node.message)?).ok()?, Element::Float).ok()?;
    Some(AnyScorer::new(&ensemble, node.operator, Wanted::Cheapest, Level::best()))
}

/// Number of scores for each row.
///
/// # Safety
/// `scorer` came from [`rowcast_trees_load`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn rowcast_trees_targets(scorer: *const AnyScorer) -> usize {
    // SAFETY: the caller's promise.
    unsafe { &*scorer }.targets()
}

/// Scores `rows` rows of `width` floats, one row after another, into `out`; returns whether that went well.
///
/// # Safety
/// `scorer` came from [`rowcast_trees_load`]; `values` has `rows * width` floats, and `out` room for the scores of all rows.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn rowcast_trees_score(
    scorer: *const AnyScorer,
    values: *const f32,
    rows: usize,
    width: usize,
    out: *mut f32,
) -> bool {
    // SAFETY: the caller's promise.
    let (scorer, values) = unsafe { (&*scorer, slice::from_raw_parts(values, rows * width)) };
    // SAFETY: the caller's promise.
    let out = unsafe { slice::from_raw_parts_mut(out, rows * scorer.targets()) };
    let batch = Batch { values: Values::Float(values), order: Order::Rows, rows };
    SCORED.with_borrow_mut(|scored| {
        let scores = scorer.score(batch, scored).map(|()| out.copy_from_slice(&scored.floats));
        scores.is_ok()
    })
}
