//! The edge where Rust failures and panics become DuckDB errors.

use std::panic::{AssertUnwindSafe, catch_unwind};

use libduckdb_sys::duckdb_function_info;
use quack_rs::callback::take_panic_message;
use quack_rs::scalar::ScalarFunctionInfo;
use rowcast_kernel::Fault;

/// Runs `work`; a failure or a panic becomes the error of the call that `info` stands for.
///
/// # Safety
/// `info` is the handle that DuckDB passed to the scalar function now running.
pub unsafe fn report(info: duckdb_function_info, work: impl FnOnce() -> Result<(), Fault>) {
    // SAFETY: `info` is valid for the whole callback.
    let info = unsafe { ScalarFunctionInfo::new(info) };
    report_to(|message| info.set_error(message), work);
}

/// Runs `work`; `set_error` gets the message of a failure or a panic.
pub fn report_to(set_error: impl FnOnce(&str), work: impl FnOnce() -> Result<(), Fault>) {
    let outcome = catch_unwind(AssertUnwindSafe(work))
        .unwrap_or_else(|panic| Err(Fault::internal(take_panic_message(panic))));
    if let Err(fault) = outcome {
        set_error(&fault.to_string());
    }
}
