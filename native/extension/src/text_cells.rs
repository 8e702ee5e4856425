//! VARCHAR vectors, read in place.

use std::slice;

use libduckdb_sys::{duckdb_string_t, duckdb_vector};
use rowcast_kernel::column::TextColumn;
use rowcast_kernel::csv_row::{FieldText, SHORT_BYTES};

use crate::argument_columns::cells;

/// The strings of a VARCHAR vector; those of NULL rows must not be asked for.
pub struct TextCells<'a> {
    cells: &'a [duckdb_string_t],
}

impl TextCells<'_> {
    /// # Safety
    /// The vector outlives `'a`, is flat and holds `rows` VARCHAR values, and no row that is NULL is asked for.
    pub unsafe fn new(vector: duckdb_vector, rows: usize) -> Self {
        // SAFETY: DuckDB stores VARCHAR as `duckdb_string_t`, one for each row.
        let cells = unsafe { cells(vector, rows) };
        Self { cells }
    }

    /// The string in `row`, where it stands.
    pub fn field(&self, row: usize) -> FieldText<'_> {
        let Some(cell) = self.cells.get(row) else { return FieldText::Long(&[]) };
        // SAFETY: both forms of a string begin with its length; the length tells which form it is, and a string that
        // is not in the vector is in memory that lives as long as the vector.
        unsafe {
            let length = cell.value.inlined.length as usize;
            if length <= SHORT_BYTES {
                FieldText::Short(&*cell.value.inlined.inlined.as_ptr().cast(), length)
            } else {
                FieldText::Long(slice::from_raw_parts(cell.value.pointer.ptr.cast_const().cast(), length))
            }
        }
    }
}

impl TextColumn for TextCells<'_> {
    fn text(&self, row: usize) -> &str {
        // SAFETY: DuckDB's VARCHAR is UTF-8.
        unsafe { str::from_utf8_unchecked(self.bytes(row)) }
    }

    fn bytes(&self, row: usize) -> &[u8] {
        self.field(row).bytes()
    }
}
