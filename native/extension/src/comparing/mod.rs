//! The functions that comparisons are measured by: aggregates, one pass over the rows each, and one that gives memory back.
//!
//! `rowcast_ranks` counts and ranks every model's scores, keeps the ranks under an id and tells it with the figures of each model.
//! `rowcast_pairs` looks each row's ranks up there and tells the sums that need them. `rowcast_forget_ranks` lets them go.
//! `rowcast_slices` sums one number by the values of columns; the places of a row's values stand where the others take scores.

mod counting;
mod pairs_function;
mod ranks_function;
mod ranks_store;
mod row_columns;
mod slices_function;

use std::ffi::c_void;
use std::sync::Arc;

use libduckdb_sys::{duckdb_data_chunk, duckdb_function_info, duckdb_vector};
use quack_rs::connection::{Connection, Registrar};
use quack_rs::data_chunk::DataChunk;
use quack_rs::error::ExtensionError;
use quack_rs::scalar::{ScalarFunctionBuilder, ScalarFunctionInfo};
use quack_rs::types::TypeId;
use quack_rs::vector::VectorWriter;
use rowcast_kernel::{Code, Fault};
use serde::de::DeserializeOwned;

use self::ranks_store::RanksStore;

/// Registers the functions on a database that is loading the extension.
pub fn register(connection: &Connection) -> Result<(), ExtensionError> {
    let store = Arc::new(RanksStore::default());
    let ranks = counting::aggregate::<ranks_function::Ranks>("rowcast_ranks", &store)?;
    let pairs = counting::aggregate::<pairs_function::PairSums>("rowcast_pairs", &store)?;
    let slices = counting::aggregate::<slices_function::SliceSums>("rowcast_slices", &store)?;
    let forget = ScalarFunctionBuilder::try_new("rowcast_forget_ranks")?
        .returns(TypeId::Boolean)
        .param(TypeId::UBigInt)
        .function(forget)
        .volatile();
    let store = Box::into_raw(Box::new(store)).cast();
    // SAFETY: `free` gives the box back exactly once, and the store is shared between threads safely.
    let forget = unsafe { forget.extra_info(store, Some(free)) };
    // SAFETY: the connection is open while the extension loads.
    unsafe {
        connection.register_aggregate(ranks)?;
        connection.register_aggregate(pairs)?;
        connection.register_aggregate(slices)?;
        connection.register_scalar(forget)
    }
}

unsafe extern "C" fn free(store: *mut c_void) {
    // SAFETY: DuckDB calls this once, with the box that `register` gave it.
    drop(unsafe { Box::from_raw(store.cast::<Arc<RanksStore>>()) });
}

/// Whether there were ranks of this id.
unsafe extern "C" fn forget(info: duckdb_function_info, input: duckdb_data_chunk, output: duckdb_vector) {
    let work = || {
        // SAFETY: `info` is this call's own handle.
        let extra = unsafe { ScalarFunctionInfo::new(info).get_extra_info() };
        // SAFETY: `register` stored an `Arc<RanksStore>` there, which lives as long as the function.
        let store = unsafe { extra.cast::<Arc<RanksStore>>().as_ref() };
        let store = store.ok_or_else(|| Fault::internal("a function has lost its ranks"))?;
        // SAFETY: DuckDB passed this chunk to the call, with one UBIGINT column; the function returns BOOLEAN.
        let (chunk, mut writer) = unsafe { (DataChunk::from_raw(input), VectorWriter::from_vector(output)) };
        // SAFETY: as above.
        let ids = unsafe { chunk.reader(0) };
        for row in 0..chunk.size() {
            // SAFETY: `row` is below the chunk's size, and so below the result's.
            unsafe { writer.write_bool(row, store.forget(ids.read_u64(row))) };
        }
        Ok(())
    };
    // SAFETY: `info` is this call's own handle.
    unsafe { crate::thrown::report(info, work) };
}

fn options<T: DeserializeOwned>(text: &str) -> Result<T, Fault> {
    serde_json::from_str(text).map_err(|error| {
        Fault::new(
            Code::BadOptions,
            format!("The options of a comparison are not understood: {error}."),
            "Pass those that rowcast_ranks, rowcast_pairs and rowcast_slices know, as JSON.",
        )
    })
}
