//! What an aggregate counts on each thread, and how DuckDB has the threads' counts added up.

use libduckdb_sys::{duckdb_aggregate_state, duckdb_function_info, idx_t};
use quack_rs::aggregate::{AggregateFunctionInfo, AggregateState, FfiState};

use crate::thrown;

/// The count of one thread.
pub trait CountedState: AggregateState {
    /// Adds what another thread has counted.
    fn merge(&mut self, other: &Self);
}

/// The `combine` callback of an aggregate whose states are `S`.
///
/// # Safety
/// DuckDB calls it for a function that was registered with states of this type.
pub unsafe extern "C" fn combine<S: CountedState>(
    info: duckdb_function_info,
    sources: *mut duckdb_aggregate_state,
    targets: *mut duckdb_aggregate_state,
    count: idx_t,
) {
    // SAFETY: `info` is this call's own handle.
    let info = unsafe { AggregateFunctionInfo::new(info) };
    let work = || {
        for index in 0..usize::try_from(count).unwrap_or(0) {
            // SAFETY: both arrays have `count` states of this type, and no state is in both.
            let (source, target) = unsafe {
                (
                    FfiState::<S>::with_state(*sources.add(index)),
                    FfiState::<S>::with_state_mut(*targets.add(index)),
                )
            };
            if let (Some(source), Some(target)) = (source, target) {
                target.merge(source);
            }
        }
        Ok(())
    };
    thrown::report_to(|message| info.set_error(message), work);
}
