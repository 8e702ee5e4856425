//! Columns to row-major tensors: conversion, missing values and the counts of what was changed.

mod blocks;
mod convert;
mod failures;
mod lists;
mod text;
mod unscored;

use std::ops::AddAssign;

use serde::Serialize;

use crate::column::{ArgumentColumn, Column};
use crate::fault::Fault;
use crate::plan::{InputPlan, ModelPlan};
use crate::tensor::TensorBuffer;
pub use unscored::unscored_rows;

/// What happened to the values of one argument in the rows gathered so far; the four do not overlap.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// NULLs, and NaNs of FLOAT and DOUBLE columns; a list that is NULL counts as all of its values.
    pub missing: u64,
    /// NULLs that had a value before the cast, and texts that are no number; where a plan is lenient, also what the
    /// element cannot hold.
    pub failed: u64,
    /// Values changed by the conversion, other than to infinity.
    pub rounded: u64,
    /// Finite values that became infinite.
    pub overflowed: u64,
}

impl AddAssign for Counts {
    fn add_assign(&mut self, more: Self) {
        self.missing += more.missing;
        self.failed += more.failed;
        self.rounded += more.rounded;
        self.overflowed += more.overflowed;
    }
}

/// How the values of one input lie in its buffer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// Row after row, as tensors are.
    Rows,
    /// Column after column.
    Columns,
}

/// Fills `buffers`, one for each input of the plan, with `rows` rows; `counts` has an entry for each argument.
///
/// # Errors
/// `MISSING_VALUE`, `VALUE_OUT_OF_RANGE` or `NOT_A_WHOLE_NUMBER`, each naming the argument.
pub fn gather(
    plan: &ModelPlan,
    columns: &[ArgumentColumn<'_>],
    rows: usize,
    buffers: &mut [TensorBuffer],
    counts: &mut [Counts],
) -> Result<(), Fault> {
    gather_in(Order::Rows, plan, columns, rows, buffers, counts)
}

/// The same, with the values in `order`.
///
/// # Errors
/// Those of [`gather`].
pub fn gather_in(
    order: Order,
    plan: &ModelPlan,
    columns: &[ArgumentColumn<'_>],
    rows: usize,
    buffers: &mut [TensorBuffer],
    counts: &mut [Counts],
) -> Result<(), Fault> {
    if columns.len() != plan.arguments.len()
        || buffers.len() != plan.inputs.len()
        || counts.len() != columns.len()
    {
        return Err(Fault::internal("columns, buffers or counts do not fit the plan"));
    }
    for (input, buffer) in plan.inputs.iter().zip(buffers) {
        let mut job = Job { plan, input, columns, rows, order, counts: &mut *counts };
        match buffer {
            TensorBuffer::Float(cells) => job.numbers(cells)?,
            TensorBuffer::Double(cells) => job.numbers(cells)?,
            TensorBuffer::Float16(cells) => job.numbers(cells)?,
            TensorBuffer::Int8(cells) => job.numbers(cells)?,
            TensorBuffer::Int16(cells) => job.numbers(cells)?,
            TensorBuffer::Int32(cells) => job.numbers(cells)?,
            TensorBuffer::Int64(cells) => job.numbers(cells)?,
            TensorBuffer::Uint8(cells) => job.numbers(cells)?,
            TensorBuffer::Uint16(cells) => job.numbers(cells)?,
            TensorBuffer::Uint32(cells) => job.numbers(cells)?,
            TensorBuffer::Uint64(cells) => job.numbers(cells)?,
            TensorBuffer::Bool(cells) => job.numbers(cells)?,
            TensorBuffer::String(texts) => job.texts(texts)?,
        }
    }
    Ok(())
}

/// One input being filled.
struct Job<'a, 'c> {
    plan: &'a ModelPlan,
    input: &'a InputPlan,
    columns: &'a [ArgumentColumn<'c>],
    rows: usize,
    order: Order,
    counts: &'a mut [Counts],
}

/// A column that feeds the wrong kind of tensor; refused on loading, so never seen in a correct build.
fn mismatched(column: &Column<'_>) -> Fault {
    Fault::internal(format_args!("a {} column reached the wrong kind of tensor", column.sql_type()))
}

fn lost_argument() -> Fault {
    Fault::internal("an input refers to an argument that is not there")
}

#[cfg(test)]
mod tests;
