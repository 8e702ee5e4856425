//! `rowcast_whole` and `rowcast_try_whole`: text as BIGINT, refusing the fractions that a cast would round away.
//! `rowcast_try_number`: text as DOUBLE, as score functions read it.

use libduckdb_sys::{
    duckdb_data_chunk, duckdb_data_chunk_get_size, duckdb_data_chunk_get_vector, duckdb_function_info,
    duckdb_vector,
};
use quack_rs::connection::{Connection, Registrar};
use quack_rs::error::ExtensionError;
use quack_rs::scalar::ScalarFunctionBuilder;
use quack_rs::types::{NullHandling, TypeId};
use quack_rs::vector::VectorWriter;
use rowcast_kernel::column::TextColumn;
use rowcast_kernel::numbers::{parse, parse_whole};
use rowcast_kernel::{Code, Fault};

use crate::argument_columns::validity;
use crate::text_cells::TextCells;

/// Registers `rowcast_whole(text, label)`, which fails, and `rowcast_try_whole(text, label)` and
/// `rowcast_try_number(text)`, which give NULL.
pub fn register(connection: &Connection) -> Result<(), ExtensionError> {
    let named = |name| {
        Ok::<_, ExtensionError>(
            ScalarFunctionBuilder::try_new(name)?
                .returns(TypeId::BigInt)
                .param(TypeId::Varchar)
                .param(TypeId::Varchar)
                .null_handling(NullHandling::SpecialNullHandling),
        )
    };
    let number = ScalarFunctionBuilder::try_new("rowcast_try_number")?
        .returns(TypeId::Double)
        .param(TypeId::Varchar)
        .null_handling(NullHandling::SpecialNullHandling)
        .function(try_number);
    // SAFETY: the connection is open while the extension loads.
    unsafe {
        connection.register_scalar(number)?;
        connection.register_scalar(named("rowcast_whole")?.function(strict))?;
        connection.register_scalar(named("rowcast_try_whole")?.function(tolerant))
    }
}

unsafe extern "C" fn strict(info: duckdb_function_info, input: duckdb_data_chunk, output: duckdb_vector) {
    // SAFETY: DuckDB passed chunk and result of this call, of the registered types.
    let work = || unsafe { convert(input, output, false) };
    // SAFETY: `info` is this call's own handle.
    unsafe { crate::thrown::report(info, work) };
}

unsafe extern "C" fn tolerant(info: duckdb_function_info, input: duckdb_data_chunk, output: duckdb_vector) {
    // SAFETY: as for `strict`.
    let work = || unsafe { convert(input, output, true) };
    // SAFETY: `info` is this call's own handle.
    unsafe { crate::thrown::report(info, work) };
}

unsafe extern "C" fn try_number(info: duckdb_function_info, input: duckdb_data_chunk, output: duckdb_vector) {
    let work = || {
        // SAFETY: DuckDB passed the chunk of this call, which has one VARCHAR vector.
        let (texts, valid, rows) = unsafe {
            let rows = usize::try_from(duckdb_data_chunk_get_size(input)).unwrap_or(0);
            let vector = duckdb_data_chunk_get_vector(input, 0);
            (TextCells::new(vector, rows), validity(vector, rows), rows)
        };
        // SAFETY: the function was registered to return DOUBLE, and this is its result vector.
        let mut writer = unsafe { VectorWriter::from_vector(output) };
        for row in 0..rows {
            match valid.is_valid(row).then(|| parse(texts.bytes(row))).flatten() {
                // SAFETY: `row` is below the result's size.
                Some(number) => unsafe { writer.write_f64(row, number) },
                // SAFETY: as above.
                None => unsafe { writer.set_null(row) },
            }
        }
        Ok(())
    };
    // SAFETY: `info` is this call's own handle.
    unsafe { crate::thrown::report(info, work) };
}

/// # Safety
/// The chunk has two flat VARCHAR vectors, and `output` is a BIGINT vector with room for its rows.
unsafe fn convert(input: duckdb_data_chunk, output: duckdb_vector, tolerant: bool) -> Result<(), Fault> {
    // SAFETY: as this function's own contract says, here and below.
    let rows = usize::try_from(unsafe { duckdb_data_chunk_get_size(input) }).unwrap_or(0);
    // SAFETY: as above.
    let column = |index| unsafe {
        let vector = duckdb_data_chunk_get_vector(input, index);
        (TextCells::new(vector, rows), validity(vector, rows))
    };
    let ((texts, valid), (labels, labelled)) = (column(0), column(1));
    // SAFETY: as above.
    let mut writer = unsafe { VectorWriter::from_vector(output) };
    for row in 0..rows {
        let whole = if valid.is_valid(row) { parse_whole(texts.bytes(row)) } else { None };
        match whole {
            // SAFETY: `row` is below the result's size.
            Some(whole) => unsafe { writer.write_i64(row, whole) },
            None if tolerant || !valid.is_valid(row) => {
                // SAFETY: as above.
                unsafe { writer.set_null(row) };
            }
            None => {
                let label = if labelled.is_valid(row) { labels.text(row) } else { "A text" };
                return Err(not_whole(label, texts.text(row)));
            }
        }
    }
    Ok(())
}

fn not_whole(label: &str, text: &str) -> Fault {
    Fault::new(
        Code::ValueDoesNotConvert,
        format!("{label} holds \"{text}\", which is no whole number of 64 bits."),
        "Read the column as DOUBLE or VARCHAR, or correct the text.",
    )
}
