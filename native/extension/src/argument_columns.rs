//! DuckDB's vectors as the kernel's columns, without copying.

use std::slice;

use libduckdb_sys::{
    duckdb_data_chunk, duckdb_data_chunk_get_vector, duckdb_list_vector_get_child,
    duckdb_list_vector_get_size, duckdb_vector, duckdb_vector_get_data, duckdb_vector_get_validity, idx_t,
};
use rowcast_kernel::column::{ArgumentColumn, Column, ListColumn, ListEntry, Presence, Validity};
use rowcast_kernel::plan::ArgumentPlan;
use rowcast_kernel::sql_type::{ColumnType, SqlType};

use crate::text_cells::TextCells;

/// The arguments of a call of `rows` rows.
///
/// # Safety
/// The chunk outlives `'a`, and has flat vectors of `rows` rows of the types that `plans` and their presence flags name.
pub unsafe fn read<'a>(
    chunk: duckdb_data_chunk,
    plans: &[ArgumentPlan],
    rows: usize,
) -> Vec<ArgumentColumn<'a>> {
    let column = |plan: &ArgumentPlan| {
        // SAFETY: `plan` says which vectors belong to it, and of what types they are.
        unsafe {
            let vector = duckdb_data_chunk_get_vector(chunk, plan.parameter as idx_t);
            let presence = plan.presence.map(|index| duckdb_data_chunk_get_vector(chunk, index as idx_t));
            ArgumentColumn {
                values: values(vector, plan.sql_type, rows),
                validity: validity(vector, rows),
                presence: presence
                    .map(|flags| Presence { present: cells(flags, rows), validity: validity(flags, rows) }),
            }
        }
    };
    plans.iter().map(column).collect()
}

/// # Safety
/// The vector outlives `'a`, is flat in all its depth and holds `rows` values of `column_type`.
unsafe fn values<'a>(vector: duckdb_vector, column_type: ColumnType, rows: usize) -> Column<'a> {
    if let Some(lists) = column_type.lists.checked_sub(1) {
        // SAFETY: a list vector holds an offset and a length for each row, as `ListEntry` has them, and its child
        // the values of all lists.
        return unsafe {
            let child = duckdb_list_vector_get_child(vector);
            let length = usize::try_from(duckdb_list_vector_get_size(vector)).unwrap_or(0);
            let inner = ColumnType { lists, ..column_type };
            let inner = ArgumentColumn {
                values: values(child, inner, length),
                validity: validity(child, length),
                presence: None,
            };
            Column::List(ListColumn { entries: cells::<ListEntry>(vector, rows), values: Box::new(inner) })
        };
    }
    // SAFETY: DuckDB stores each of these types as the Rust type that the column has; BOOLEAN as a byte.
    unsafe {
        match column_type.of {
            SqlType::Boolean => Column::Boolean(cells(vector, rows)),
            SqlType::TinyInt => Column::TinyInt(cells(vector, rows)),
            SqlType::SmallInt => Column::SmallInt(cells(vector, rows)),
            SqlType::Integer => Column::Integer(cells(vector, rows)),
            SqlType::BigInt => Column::BigInt(cells(vector, rows)),
            SqlType::UTinyInt => Column::UTinyInt(cells(vector, rows)),
            SqlType::USmallInt => Column::USmallInt(cells(vector, rows)),
            SqlType::UInteger => Column::UInteger(cells(vector, rows)),
            SqlType::UBigInt => Column::UBigInt(cells(vector, rows)),
            SqlType::Float => Column::Float(cells(vector, rows)),
            SqlType::Double => Column::Double(cells(vector, rows)),
            SqlType::Varchar => Column::Varchar(Box::new(TextCells::new(vector, rows))),
        }
    }
}

/// # Safety
/// The vector outlives `'a`, is flat and holds `rows` values that are stored as `T`.
pub unsafe fn cells<'a, T>(vector: duckdb_vector, rows: usize) -> &'a [T] {
    // A vector of no rows may have no data either, and a slice must not begin at null.
    if rows == 0 {
        return &[];
    }
    // SAFETY: the vector's data are `rows` values of `T`; nothing writes to an argument during a call.
    unsafe { slice::from_raw_parts(duckdb_vector_get_data(vector).cast::<T>(), rows) }
}

/// # Safety
/// The vector outlives `'a` and holds `rows` rows.
pub unsafe fn validity<'a>(vector: duckdb_vector, rows: usize) -> Validity<'a> {
    // SAFETY: the mask is null where no row is NULL.
    let mask = unsafe { duckdb_vector_get_validity(vector) };
    // SAFETY: otherwise it has a bit for each row, in whole words.
    let words = || unsafe { slice::from_raw_parts(mask, rows.div_ceil(64)) };
    Validity((!mask.is_null()).then(words))
}
