//! An aggregate over the rows of a comparison, whatever it counts.

use std::slice;
use std::sync::Arc;

use libduckdb_sys::{
    duckdb_aggregate_state, duckdb_data_chunk, duckdb_data_chunk_get_size, duckdb_function_info,
    duckdb_vector, idx_t,
};
use quack_rs::aggregate::{AggregateFunctionBuilder, AggregateFunctionInfo, FfiState};
use quack_rs::error::ExtensionError;
use quack_rs::types::{NullHandling, TypeId};
use quack_rs::vector::VectorWriter;
use rowcast_kernel::Fault;
use rowcast_kernel::compare::row::Row;

use super::ranks_store::RanksStore;
use super::row_columns::{RowColumns, parameters};
use crate::counted_state::{CountedState, combine};
use crate::thrown;

/// What one thread has counted of one group of rows.
pub trait Counting: CountedState {
    /// Called with the options of the first row before it is added; later rows have the same.
    fn begin(&mut self, store: &RanksStore, options: &str, models: usize) -> Result<(), Fault>;

    /// Whether it has begun.
    fn is_begun(&self) -> bool;

    /// Adds a row.
    fn add(&mut self, row: Row<'_>);

    /// A JSON text; `None` where there were no rows.
    fn finish(&mut self, store: &RanksStore) -> Result<Option<String>, Fault>;
}

/// The aggregate function `name`.
///
/// # Errors
/// Where the name is none.
pub fn aggregate<S: Counting>(
    name: &str,
    store: &Arc<RanksStore>,
) -> Result<AggregateFunctionBuilder, ExtensionError> {
    let builder = AggregateFunctionBuilder::try_new(name)?
        .returns(TypeId::Varchar)
        .null_handling(NullHandling::SpecialNullHandling)
        .ffi_state::<S>()
        .update(update::<S>)
        .combine(combine::<S>)
        .finalize(finalize::<S>)
        .extra_info_typed(Arc::clone(store));
    Ok(parameters().into_iter().fold(builder, AggregateFunctionBuilder::param_logical))
}

/// # Safety
/// `info` was passed to a callback of a function that `aggregate` has made.
unsafe fn store_of(info: &AggregateFunctionInfo) -> Result<&RanksStore, Fault> {
    // SAFETY: `aggregate` gave the function an `Arc<RanksStore>`.
    let store = unsafe { info.extra_info_ref::<Arc<RanksStore>>() };
    store.map(AsRef::as_ref).ok_or_else(|| Fault::internal("a function has lost its ranks"))
}

fn never_made() -> Fault {
    Fault::internal("a state was never made")
}

unsafe extern "C" fn update<S: Counting>(
    info: duckdb_function_info,
    input: duckdb_data_chunk,
    states: *mut duckdb_aggregate_state,
) {
    // SAFETY: `info` is this call's own handle.
    let info = unsafe { AggregateFunctionInfo::new(info) };
    let work = || {
        // SAFETY: as this function's registration says.
        let store = unsafe { store_of(&info) }?;
        // SAFETY: DuckDB passed this chunk to the call, with one state for each of its rows.
        let (rows, states) = unsafe {
            let rows = usize::try_from(duckdb_data_chunk_get_size(input)).unwrap_or(0);
            (rows, if rows == 0 { &[][..] } else { slice::from_raw_parts(states, rows) })
        };
        // SAFETY: the chunk has the columns that the function was registered with.
        let columns = unsafe { RowColumns::read(input, rows) };
        for (at, &state) in states.iter().enumerate() {
            // SAFETY: the function's states are of this type, and this reference is gone before the next is taken.
            let counted = unsafe { FfiState::<S>::with_state_mut(state) }.ok_or_else(never_made)?;
            let row = columns.row(at);
            if !counted.is_begun() {
                counted.begin(store, columns.options(at), row.scores.len())?;
            }
            counted.add(row);
        }
        Ok(())
    };
    thrown::report_to(|message| info.set_error(message), work);
}

unsafe extern "C" fn finalize<S: Counting>(
    info: duckdb_function_info,
    states: *mut duckdb_aggregate_state,
    result: duckdb_vector,
    count: idx_t,
    offset: idx_t,
) {
    // SAFETY: `info` is this call's own handle.
    let info = unsafe { AggregateFunctionInfo::new(info) };
    let work = || {
        // SAFETY: as this function's registration says.
        let store = unsafe { store_of(&info) }?;
        // SAFETY: the function returns VARCHAR, and this is its result vector.
        let mut writer = unsafe { VectorWriter::from_vector(result) };
        let offset = usize::try_from(offset).unwrap_or(0);
        for index in 0..usize::try_from(count).unwrap_or(0) {
            // SAFETY: the array has `count` states of this type, which nothing else uses during the call.
            let counted = unsafe { FfiState::<S>::with_state_mut(*states.add(index)) };
            match counted.ok_or_else(never_made)?.finish(store)? {
                // SAFETY: the result has room for `count` rows from `offset` on.
                Some(json) => unsafe { writer.write_varchar(offset + index, &json) },
                // SAFETY: as above.
                None => unsafe { writer.set_null(offset + index) },
            }
        }
        Ok(())
    };
    thrown::report_to(|message| info.set_error(message), work);
}
