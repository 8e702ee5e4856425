//! `rowcast_csv_row`: the line of a CSV file that holds the texts of a row's columns.

use std::cell::RefCell;

use libduckdb_sys::{
    duckdb_data_chunk, duckdb_data_chunk_get_column_count, duckdb_data_chunk_get_size,
    duckdb_data_chunk_get_vector, duckdb_function_info, duckdb_vector,
    duckdb_vector_assign_string_element_len, idx_t,
};
use quack_rs::connection::{Connection, Registrar};
use quack_rs::error::ExtensionError;
use quack_rs::scalar::ScalarFunctionBuilder;
use quack_rs::types::{NullHandling, TypeId};
use rowcast_kernel::column::Validity;
use rowcast_kernel::csv_row::{CsvDialect, FieldText};
use rowcast_kernel::{Code, Fault};

use crate::argument_columns::validity;
use crate::text_cells::TextCells;

/// Arguments before the fields: delimiter, quote and escape.
const DIALECT_ARGUMENTS: usize = 3;

thread_local! {
    static LINE: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Registers `rowcast_csv_row(delimiter, quote, escape, field, …)`.
pub fn register(connection: &Connection) -> Result<(), ExtensionError> {
    let mut function = ScalarFunctionBuilder::try_new("rowcast_csv_row")?
        .returns(TypeId::Varchar)
        .varargs(TypeId::Varchar)
        .function(call)
        .null_handling(NullHandling::SpecialNullHandling);
    for _ in 0..DIALECT_ARGUMENTS {
        function = function.param(TypeId::Varchar);
    }
    // SAFETY: the connection is open while the extension loads.
    unsafe { connection.register_scalar(function) }
}

unsafe extern "C" fn call(info: duckdb_function_info, input: duckdb_data_chunk, output: duckdb_vector) {
    // SAFETY: DuckDB passed chunk and result of this call; every argument is VARCHAR.
    let work = || unsafe { write_rows(input, output) };
    // SAFETY: `info` is this call's own handle.
    unsafe { crate::thrown::report(info, work) };
}

/// # Safety
/// The chunk has flat VARCHAR vectors, and `output` is a VARCHAR vector with room for its rows.
unsafe fn write_rows(input: duckdb_data_chunk, output: duckdb_vector) -> Result<(), Fault> {
    // SAFETY: as this function's own contract says, here and below.
    let rows = usize::try_from(unsafe { duckdb_data_chunk_get_size(input) }).unwrap_or(0);
    if rows == 0 {
        return Ok(());
    }
    // SAFETY: as above.
    let count = unsafe { duckdb_data_chunk_get_column_count(input) };
    // SAFETY: as above.
    let field = |index: idx_t| unsafe {
        let vector = duckdb_data_chunk_get_vector(input, index);
        Field { texts: TextCells::new(vector, rows), validity: validity(vector, rows) }
    };
    let fields: Vec<Field<'_>> = (0..count).map(field).collect();
    let (dialect, fields) = fields.split_at_checked(DIALECT_ARGUMENTS).ok_or_else(|| bad("no fields"))?;
    let dialect = read_dialect(dialect)?;
    LINE.with_borrow_mut(|line| {
        for row in 0..rows {
            dialect.write(fields.iter().map(|field| field.at(row)), line);
            // SAFETY: `row` is below the result's size; DuckDB copies the bytes.
            unsafe {
                duckdb_vector_assign_string_element_len(
                    output,
                    row as idx_t,
                    line.as_ptr().cast(),
                    line.len() as idx_t,
                );
            }
        }
    });
    Ok(())
}

/// One column of texts.
struct Field<'a> {
    texts: TextCells<'a>,
    validity: Validity<'a>,
}

impl Field<'_> {
    /// The text in `row`; `None` where it is NULL.
    fn at(&self, row: usize) -> Option<FieldText<'_>> {
        self.validity.is_valid(row).then(|| self.texts.field(row))
    }
}

/// The dialect in the first row; it is the same in all.
fn read_dialect<'a>(arguments: &'a [Field<'_>]) -> Result<CsvDialect<'a>, Fault> {
    let text = |index: usize| arguments.get(index).and_then(|argument| argument.at(0)).map(FieldText::bytes);
    let delimiter = text(0).filter(|text| !text.is_empty()).ok_or_else(|| bad("the delimiter is empty"))?;
    let one = |index: usize, what: &str| match text(index) {
        Some(&[byte]) => Ok(byte),
        Some(_) | None => Err(bad(what)),
    };
    Ok(CsvDialect {
        delimiter,
        quote: one(1, "the quote is not one byte")?,
        escape: one(2, "the escape is not one byte")?,
    })
}

fn bad(what: &str) -> Fault {
    Fault::new(
        Code::BadOptions,
        format!("rowcast_csv_row cannot write rows: {what}."),
        "Pass a delimiter, a quote and an escape of one byte each, and then the fields.",
    )
}
