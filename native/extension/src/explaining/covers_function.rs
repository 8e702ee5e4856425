//! The aggregate that counts the rows of a statement through the trees of a model, and makes its explainer ready with the counts.

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
use rowcast_kernel::Fault;
use rowcast_kernel::trees::shap::covers::Passages;
use serde::Serialize;

use super::slot::ExplainSlot;
use crate::counted_state::{CountedState, combine};
use crate::struct_function::{logical_type, registration_failed};
use crate::{argument_columns, receipts, thrown};

/// What one thread has counted.
#[derive(Default)]
struct Counted(Passages);

impl AggregateState for Counted {}

impl CountedState for Counted {
    fn merge(&mut self, other: &Self) {
        self.0.merge(&other.0);
    }
}

#[derive(Serialize)]
struct CoversReceipt {
    rows: u64,
}

/// Registers `function`, which returns a JSON text with the number of rows.
///
/// # Errors
/// `REGISTRATION_FAILED`
pub fn register(connection: &OwnedConnection, function: &str, slot: &Arc<ExplainSlot>) -> Result<(), Fault> {
    let failed = |error: ExtensionError| registration_failed(function, &error);
    let mut builder = AggregateFunctionBuilder::try_new(function)
        .map_err(failed)?
        .returns(TypeId::Varchar)
        .null_handling(NullHandling::SpecialNullHandling)
        .ffi_state::<Counted>()
        .update(update)
        .combine(combine::<Counted>)
        .finalize(finalize);
    for &parameter in &slot.parameters {
        let parameter = logical_type(parameter).map_err(|error| failed(ExtensionError::from_error(error)))?;
        builder = builder.param_logical(parameter);
    }
    let builder = builder.extra_info_typed(Arc::clone(slot));
    // SAFETY: the connection is open and held by this thread alone.
    unsafe { builder.register(connection.as_raw()) }.map_err(failed)
}

/// # Safety
/// `info` was passed to a callback of a function that `register` registered.
unsafe fn slot_of(info: &AggregateFunctionInfo) -> Result<&ExplainSlot, Fault> {
    // SAFETY: `register` gave the function an `Arc<ExplainSlot>`.
    let slot = unsafe { info.extra_info_ref::<Arc<ExplainSlot>>() };
    slot.map(AsRef::as_ref).ok_or_else(|| Fault::internal("a function has lost its model"))
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
            return Err(Fault::internal(
                "covers are counted over all rows of a statement, and this one has groups",
            ));
        }
        // SAFETY: as this function's registration says.
        let model = unsafe { slot_of(&info) }?.model()?;
        // SAFETY: the function's states are of this type, and nothing else uses this one during the call.
        let counted = unsafe { FfiState::<Counted>::with_state_mut(first) };
        let counted = counted.ok_or_else(|| Fault::internal("a state was never made"))?;
        // SAFETY: the chunk has the columns that the function was registered with, flat, of `rows` rows each.
        let columns = unsafe { argument_columns::read(input, &model.plan.arguments, rows) };
        model.count(&model.see(&columns, rows)?, rows, &mut counted.0);
        Ok(())
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
        let slot = unsafe { slot_of(&info) }?;
        // SAFETY: the function returns VARCHAR, and this is its result vector.
        let mut writer = unsafe { VectorWriter::from_vector(result) };
        let offset = usize::try_from(offset).unwrap_or(0);
        for index in 0..usize::try_from(count).unwrap_or(0) {
            // SAFETY: the array has `count` states of this type, which nothing else uses during the call.
            let counted = unsafe { FfiState::<Counted>::with_state(*states.add(index)) };
            let Counted(passages) = counted.ok_or_else(|| Fault::internal("a state was never made"))?;
            slot.make_ready(slot.model()?.explainer(&passages.covers())?);
            let json = receipts::json(&CoversReceipt { rows: passages.rows })?;
            // SAFETY: the result has room for `count` rows from `offset` on.
            unsafe { writer.write_varchar(offset + index, &json) };
        }
        Ok(())
    };
    thrown::report_to(|message| info.set_error(message), work);
}
