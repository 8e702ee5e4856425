//! The aggregate function of one binding: what feeding a model would lose, counted by the loop that feeds it.

use std::slice;
use std::sync::Arc;

use libduckdb_sys::{
    duckdb_aggregate_state, duckdb_data_chunk, duckdb_data_chunk_get_size, duckdb_function_info,
    duckdb_vector, idx_t,
};
use quack_rs::aggregate::{AggregateFunctionBuilder, AggregateFunctionInfo, AggregateState, FfiState};
use quack_rs::error::ExtensionError;
use quack_rs::query::OwnedConnection;
use quack_rs::types::{NullHandling, TypeId};
use quack_rs::vector::VectorWriter;
use rowcast_kernel::column::ArgumentColumn;
use rowcast_kernel::gather::{Counts, gather};
use rowcast_kernel::plan::ModelPlan;
use rowcast_kernel::tensor::TensorBuffer;
use rowcast_kernel::{Code, Fault};
use serde::Serialize;

use crate::counted_state::{CountedState, combine};
use crate::struct_function::{logical_type, registration_failed};
use crate::{argument_columns, receipts, thrown};

/// What one thread has counted, with the memory that it gathers into.
#[derive(Default)]
struct Losses {
    rows: u64,
    counts: Vec<Counts>,
    buffers: Vec<TensorBuffer>,
}

impl AggregateState for Losses {}

impl CountedState for Losses {
    fn merge(&mut self, other: &Self) {
        self.rows += other.rows;
        self.counts.resize(self.counts.len().max(other.counts.len()), Counts::default());
        for (total, more) in self.counts.iter_mut().zip(&other.counts) {
            *total += *more;
        }
    }
}

#[derive(Serialize)]
struct LossReceipt<'a> {
    rows: u64,
    arguments: &'a [Counts],
}

/// Registers `function`, whose arguments are those of `plan`, and which returns a JSON text.
///
/// # Errors
/// `REGISTRATION_FAILED`
pub fn register(connection: &OwnedConnection, function: &str, plan: ModelPlan) -> Result<(), Fault> {
    let failed = |error: ExtensionError| registration_failed(function, &error);
    let mut builder = AggregateFunctionBuilder::try_new(function)
        .map_err(failed)?
        .returns(TypeId::Varchar)
        .null_handling(NullHandling::SpecialNullHandling)
        .ffi_state::<Losses>()
        .update(update)
        .combine(combine::<Losses>)
        .finalize(finalize);
    for &parameter in &plan.parameters {
        let parameter = logical_type(parameter).map_err(|error| failed(ExtensionError::from_error(error)))?;
        builder = builder.param_logical(parameter);
    }
    let builder = builder.extra_info_typed(Arc::new(plan.lenient()));
    // SAFETY: the connection is open and held by this thread alone.
    unsafe { builder.register(connection.as_raw()) }.map_err(failed)
}

impl Losses {
    fn add(&mut self, plan: &ModelPlan, columns: &[ArgumentColumn<'_>], rows: usize) -> Result<(), Fault> {
        self.fit(plan);
        gather(plan, columns, rows, &mut self.buffers, &mut self.counts)?;
        self.rows += rows as u64;
        Ok(())
    }

    /// A state is made before anyone knows for which plan.
    fn fit(&mut self, plan: &ModelPlan) {
        self.counts.resize(plan.arguments.len(), Counts::default());
        if self.buffers.is_empty() {
            self.buffers = plan.inputs.iter().map(|input| TensorBuffer::new(input.element)).collect();
        }
    }
}

/// # Safety
/// `info` was passed to a callback of a function that `register` registered.
unsafe fn plan_of(info: &AggregateFunctionInfo) -> Result<&ModelPlan, Fault> {
    // SAFETY: `register` gave the function an `Arc<ModelPlan>`.
    let plan = unsafe { info.extra_info_ref::<Arc<ModelPlan>>() };
    plan.map(AsRef::as_ref).ok_or_else(|| Fault::internal("a function has lost its plan"))
}

unsafe extern "C" fn update(
    info: duckdb_function_info,
    input: duckdb_data_chunk,
    states: *mut duckdb_aggregate_state,
) {
    // SAFETY: `info` is this call's own handle.
    let info = unsafe { AggregateFunctionInfo::new(info) };
    let work = || {
        // SAFETY: DuckDB passed this chunk to the call, with one state for each of its rows.
        let (rows, states) = unsafe {
            let rows = usize::try_from(duckdb_data_chunk_get_size(input)).unwrap_or(0);
            (rows, if rows == 0 { &[][..] } else { slice::from_raw_parts(states, rows) })
        };
        let Some((&first, others)) = states.split_first() else { return Ok(()) };
        if others.iter().any(|&other| other != first) {
            return Err(Fault::new(
                Code::BadOptions,
                "Losses are counted over all rows of a statement, and this one has groups.",
                "Leave out GROUP BY, or choose the rows with WHERE.",
            ));
        }
        // SAFETY: as this function's registration says.
        let plan = unsafe { plan_of(&info) }?;
        // SAFETY: the function's states are of this type, and nothing else uses this one during the call.
        let losses = unsafe { FfiState::<Losses>::with_state_mut(first) };
        // SAFETY: the chunk has the columns that the function was registered with, flat, of `rows` rows each.
        let columns = unsafe { argument_columns::read(input, &plan.arguments, rows) };
        losses.ok_or_else(|| Fault::internal("a state was never made"))?.add(plan, &columns, rows)
    };
    thrown::report_to(|message| info.set_error(message), work);
}

unsafe extern "C" fn finalize(
    info: duckdb_function_info,
    states: *mut duckdb_aggregate_state,
    result: duckdb_vector,
    count: idx_t,
    offset: idx_t,
) {
    // SAFETY: `info` is this call's own handle.
    let info = unsafe { AggregateFunctionInfo::new(info) };
    let work = || {
        // SAFETY: as this function's registration says.
        let plan = unsafe { plan_of(&info) }?;
        // SAFETY: the function returns VARCHAR, and this is its result vector.
        let mut writer = unsafe { VectorWriter::from_vector(result) };
        let offset = usize::try_from(offset).unwrap_or(0);
        for index in 0..usize::try_from(count).unwrap_or(0) {
            // SAFETY: the array has `count` states of this type, which nothing else uses during the call.
            let losses = unsafe { FfiState::<Losses>::with_state_mut(*states.add(index)) };
            let losses = losses.ok_or_else(|| Fault::internal("a state was never made"))?;
            losses.fit(plan);
            let json = receipts::json(&LossReceipt { rows: losses.rows, arguments: &losses.counts })?;
            // SAFETY: the result has room for `count` rows from `offset` on.
            unsafe { writer.write_varchar(offset + index, &json) };
        }
        Ok(())
    };
    thrown::report_to(|message| info.set_error(message), work);
}
