//! The columns that both aggregates take, as rows of the kernel.

use libduckdb_sys::{duckdb_data_chunk, duckdb_data_chunk_get_vector, duckdb_list_entry};
use quack_rs::types::{LogicalType, TypeId};
use quack_rs::vector::complex::ListVector;
use rowcast_kernel::column::{TextColumn, Validity};
use rowcast_kernel::compare::row::Row;

use crate::argument_columns::{cells, validity};
use crate::text_cells::TextCells;

/// Options, number, label, weight, value, and a list of scores.
pub fn parameters() -> [LogicalType; 6] {
    let plain = LogicalType::new;
    let number = TypeId::Double;
    [
        plain(TypeId::Varchar),
        plain(TypeId::UBigInt),
        plain(number),
        plain(number),
        plain(number),
        LogicalType::list(number),
    ]
}

/// The columns of one chunk.
pub struct RowColumns<'a> {
    options: TextCells<'a>,
    numbers: &'a [u64],
    labels: (&'a [f64], Validity<'a>),
    weights: &'a [f64],
    values: (&'a [f64], Validity<'a>),
    lists: &'a [duckdb_list_entry],
    scores: &'a [f64],
}

impl<'a> RowColumns<'a> {
    /// # Safety
    /// The chunk outlives `'a` and has flat vectors of `parameters`, of `rows` rows each; options, weights and scores are not NULL.
    pub unsafe fn read(chunk: duckdb_data_chunk, rows: usize) -> Self {
        // SAFETY: as this function's own contract says, here and below.
        let vector = |index| unsafe { duckdb_data_chunk_get_vector(chunk, index) };
        // SAFETY: the vectors are of DOUBLE.
        let nullable = |index| unsafe { (cells(vector(index), rows), validity(vector(index), rows)) };
        // SAFETY: the last vector is of lists, and its child of as many DOUBLEs as the list's size says.
        unsafe {
            let list = vector(5);
            Self {
                options: TextCells::new(vector(0), rows),
                numbers: cells(vector(1), rows),
                labels: nullable(2),
                weights: cells(vector(3), rows),
                values: nullable(4),
                lists: cells(list, rows),
                scores: cells(ListVector::get_child(list), ListVector::get_size(list)),
            }
        }
    }

    /// The options in row `at`.
    pub fn options(&self, at: usize) -> &str {
        self.options.text(at)
    }

    /// Row `at`.
    pub fn row(&self, at: usize) -> Row<'a> {
        let known = |(values, valid): &(&[f64], Validity<'_>)| valid.is_valid(at).then(|| values[at]);
        let entry = self.lists[at];
        let (start, length) = (entry.offset as usize, entry.length as usize);
        Row {
            number: self.numbers[at],
            scores: &self.scores[start..start + length],
            label: known(&self.labels),
            weight: self.weights[at],
            value: known(&self.values),
        }
    }
}
