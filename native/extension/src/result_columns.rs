//! A model's outputs into the STRUCT vector that a score function returns.

use std::slice;

use libduckdb_sys::{
    DuckDBSuccess, duckdb_list_vector_get_child, duckdb_list_vector_reserve, duckdb_list_vector_set_size,
    duckdb_struct_vector_get_child, duckdb_vector, duckdb_vector_get_data, idx_t,
};
use quack_rs::vector::VectorWriter;
use rowcast_kernel::Fault;
use rowcast_kernel::column::ListEntry;
use rowcast_kernel::columns::OutputColumn;
use rowcast_runtime::output::{Output, OutputValues};

/// Writes the first `rows` rows of `outputs`; the fields of `result` are the columns of the outputs in order.
///
/// # Safety
/// `result` is a STRUCT vector with a field for each of `columns`, of their types, with room for `rows` rows.
pub unsafe fn write(
    result: duckdb_vector,
    outputs: &[Output],
    columns: &[OutputColumn],
    rows: usize,
) -> Result<(), Fault> {
    let mut next = 0;
    for output in outputs {
        let values = output.values()?;
        let is_list = columns.get(next).is_some_and(|column| column.sql_type.is_list());
        if is_list {
            // SAFETY: the field is the one of `columns` that this output alone makes.
            unsafe {
                let field = duckdb_struct_vector_get_child(result, next as idx_t);
                write_lists(field, &values, &output.dimensions, rows)?;
            }
            next += 1;
            continue;
        }
        let width = output.width();
        if next + width > columns.len() {
            return Err(Fault::internal("outputs have more columns than were registered"));
        }
        for column in 0..width {
            // SAFETY: the field is one of `columns`, as checked above.
            let field = unsafe { duckdb_struct_vector_get_child(result, (next + column) as idx_t) };
            // SAFETY: the field has the type that was registered for this output's element type.
            unsafe { write_column(field, &values, column, width, rows) };
        }
        next += width;
    }
    Ok(())
}

/// Writes the values of each row as one list, of lists where an output has more dimensions. Row-major order is that of the
/// values of all lists, so that only places and lengths are to be told.
///
/// # Safety
/// `field` holds lists as deep as there are dimensions after the first, of the column type of the values' element type,
/// with room for `rows` rows.
unsafe fn write_lists(
    field: duckdb_vector,
    values: &OutputValues<'_>,
    dimensions: &[i64],
    rows: usize,
) -> Result<(), Fault> {
    let (mut vector, mut lists) = (field, rows);
    for &length in dimensions.iter().skip(1) {
        let length = usize::try_from(length).unwrap_or(0);
        let total = lists * length;
        // SAFETY: a list vector stores an offset and a length for each of its lists, and its child is made large enough.
        unsafe {
            let entries =
                slice::from_raw_parts_mut(duckdb_vector_get_data(vector).cast::<ListEntry>(), lists);
            for (index, entry) in entries.iter_mut().enumerate() {
                *entry = ListEntry { offset: (index * length) as u64, length: length as u64 };
            }
            let reserved = duckdb_list_vector_reserve(vector, total as idx_t);
            if reserved != DuckDBSuccess
                || duckdb_list_vector_set_size(vector, total as idx_t) != DuckDBSuccess
            {
                return Err(Fault::internal("DuckDB made no room for lists"));
            }
            vector = duckdb_list_vector_get_child(vector);
        }
        lists = total;
    }
    // SAFETY: the innermost vector holds the values, and was given room for them.
    unsafe { write_column(vector, values, 0, 1, lists) };
    Ok(())
}

/// # Safety
/// `field` holds the column type of the values' element type, with room for `rows` rows.
unsafe fn write_column(
    field: duckdb_vector,
    values: &OutputValues<'_>,
    column: usize,
    width: usize,
    rows: usize,
) {
    macro_rules! copy {
        ($values:expr, $convert:expr) => {{
            // SAFETY: the field stores its values as what `$convert` makes.
            let cells = unsafe { slice::from_raw_parts_mut(duckdb_vector_get_data(field).cast(), rows) };
            for (cell, value) in cells.iter_mut().zip($values.iter().skip(column).step_by(width)) {
                *cell = $convert(*value);
            }
        }};
    }
    match values {
        OutputValues::Float(values) => copy!(values, f32::from),
        OutputValues::Double(values) => copy!(values, f64::from),
        OutputValues::Float16(values) => copy!(values, f32::from),
        OutputValues::Int8(values) => copy!(values, i8::from),
        OutputValues::Int16(values) => copy!(values, i16::from),
        OutputValues::Int32(values) => copy!(values, i32::from),
        OutputValues::Int64(values) => copy!(values, i64::from),
        OutputValues::Uint8(values) => copy!(values, u8::from),
        OutputValues::Uint16(values) => copy!(values, u16::from),
        OutputValues::Uint32(values) => copy!(values, u32::from),
        OutputValues::Uint64(values) => copy!(values, u64::from),
        OutputValues::Bool(values) => copy!(values, u8::from),
        OutputValues::String(texts) => {
            // SAFETY: the field is VARCHAR.
            let mut writer = unsafe { VectorWriter::from_vector(field) };
            for (row, text) in texts.iter().skip(column).step_by(width).take(rows).enumerate() {
                // SAFETY: `row` is below `rows`.
                unsafe { writer.write_varchar(row, text) };
            }
        }
    }
}
