//! `rowcast_float_text`: a FLOAT as the shortest text of it, in a fraction of the time a cast takes.

use std::cell::RefCell;

use libduckdb_sys::{
    duckdb_data_chunk, duckdb_data_chunk_get_size, duckdb_data_chunk_get_vector, duckdb_function_info,
    duckdb_vector,
};
use quack_rs::connection::{Connection, Registrar};
use quack_rs::error::ExtensionError;
use quack_rs::scalar::ScalarFunctionBuilder;
use quack_rs::types::{NullHandling, TypeId};
use quack_rs::vector::VectorWriter;
use rowcast_kernel::float_text;

use crate::argument_columns::{cells, validity};

thread_local! {
    static TEXT: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Registers `rowcast_float_text(value)`.
pub fn register(connection: &Connection) -> Result<(), ExtensionError> {
    let function = ScalarFunctionBuilder::try_new("rowcast_float_text")?
        .returns(TypeId::Varchar)
        .param(TypeId::Float)
        .function(call)
        .null_handling(NullHandling::SpecialNullHandling);
    // SAFETY: the connection is open while the extension loads.
    unsafe { connection.register_scalar(function) }
}

unsafe extern "C" fn call(info: duckdb_function_info, input: duckdb_data_chunk, output: duckdb_vector) {
    let work = || {
        // SAFETY: DuckDB passed this chunk of one flat FLOAT vector, and a VARCHAR result of as many rows.
        let (values, valid, mut writer) = unsafe {
            let rows = usize::try_from(duckdb_data_chunk_get_size(input)).unwrap_or(0);
            let vector = duckdb_data_chunk_get_vector(input, 0);
            let values: &[f32] = cells(vector, rows);
            (values, validity(vector, rows), VectorWriter::from_vector(output))
        };
        TEXT.with_borrow_mut(|text| {
            for (row, &value) in values.iter().enumerate() {
                if !valid.is_valid(row) {
                    // SAFETY: `row` is below the result's size.
                    unsafe { writer.set_null(row) };
                    continue;
                }
                text.clear();
                float_text::append(value, text);
                // SAFETY: as above.
                unsafe { writer.write_varchar(row, text) };
            }
        });
        Ok(())
    };
    // SAFETY: `info` is this call's own handle.
    unsafe { crate::thrown::report(info, work) };
}
