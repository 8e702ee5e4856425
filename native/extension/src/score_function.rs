//! The typed scalar function of one model.

use std::sync::Arc;

use libduckdb_sys::{duckdb_data_chunk, duckdb_data_chunk_get_size, duckdb_function_info, duckdb_vector};
use quack_rs::query::OwnedConnection;
use rowcast_kernel::Fault;

use crate::registry::Slot;
use crate::struct_function::{self, Shape};
use crate::{argument_columns, result_columns};

/// Registers the function of `slot`.
///
/// # Errors
/// `REGISTRATION_FAILED`
pub fn register(connection: &OwnedConnection, slot: &Arc<Slot>) -> Result<(), Fault> {
    let shape = Shape {
        name: &slot.function,
        parameters: &slot.parameters,
        fields: slot.columns.iter().map(|column| (column.name.as_str(), column.sql_type)).collect(),
    };
    struct_function::register(connection, &shape, Arc::clone(slot), score)
}

unsafe extern "C" fn score(info: duckdb_function_info, input: duckdb_data_chunk, output: duckdb_vector) {
    let work = || {
        // SAFETY: `register` registered this callback with an `Arc<Slot>`.
        let model = unsafe { struct_function::shared::<Slot>(info) }?.model()?;
        // SAFETY: DuckDB passed this chunk to the call.
        let rows = usize::try_from(unsafe { duckdb_data_chunk_get_size(input) }).unwrap_or(0);
        // SAFETY: the chunk has the columns that the function was registered with, flat, of `rows` rows each.
        let columns = unsafe { argument_columns::read(input, &model.plan.arguments, rows) };
        model.score(&columns, rows, |outputs, unscored| {
            // SAFETY: `output` is the function's result vector: a STRUCT of the columns it was registered with.
            unsafe {
                result_columns::write(output, outputs, &model.columns, rows)?;
                struct_function::make_null(output, model.columns.len(), unscored);
            }
            Ok(())
        })
    };
    // SAFETY: `info` is this call's own handle.
    unsafe { crate::thrown::report(info, work) };
}
