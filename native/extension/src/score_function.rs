//! The typed scalar function of one model.

use std::sync::Arc;

use libduckdb_sys::{duckdb_data_chunk, duckdb_data_chunk_get_size, duckdb_function_info, duckdb_vector};
use quack_rs::error::ExtensionError;
use quack_rs::query::OwnedConnection;
use quack_rs::scalar::{ScalarFunctionBuilder, ScalarFunctionInfo};
use quack_rs::types::{LogicalType, NullHandling, TypeId};
use rowcast_kernel::sql_type::SqlType;
use rowcast_kernel::{Code, Fault};

use crate::registry::Slot;
use crate::{argument_columns, result_columns};

/// Registers the function of `slot`. It is not volatile, so that DuckDB computes equal calls of a statement once.
///
/// # Errors
/// `FUNCTION_EXISTS`, `REGISTRATION_FAILED`
pub fn register(connection: &OwnedConnection, slot: &Arc<Slot>) -> Result<(), Fault> {
    let failed = |error: ExtensionError| registration_failed(&slot.function, &error);
    let fields: Vec<(&str, TypeId)> =
        slot.columns.iter().map(|column| (column.name.as_str(), type_id(column.sql_type))).collect();
    let result =
        LogicalType::try_struct_type(&fields).map_err(|error| failed(ExtensionError::from_error(error)))?;
    let mut function = ScalarFunctionBuilder::try_new(&slot.function)
        .map_err(failed)?
        .returns_logical(result)
        .function(score)
        .null_handling(NullHandling::SpecialNullHandling);
    for &parameter in &slot.parameters {
        function = function.param(type_id(parameter));
    }
    let extra = Box::into_raw(Box::new(Arc::clone(slot))).cast();
    // SAFETY: `free` gives the box back exactly once, and a slot is shared between threads safely.
    let function = unsafe { function.extra_info(extra, Some(free)) };
    // SAFETY: the connection is open and held by this thread alone.
    unsafe { function.register(connection.as_raw()) }.map_err(failed)
}

fn registration_failed(function: &str, error: &ExtensionError) -> Fault {
    Fault::new(
        Code::RegistrationFailed,
        format!("DuckDB did not register function {function}: {error}."),
        "Choose another name for this model.",
    )
}

unsafe extern "C" fn free(slot: *mut std::ffi::c_void) {
    // SAFETY: DuckDB calls this once, with the box that `register` gave it.
    drop(unsafe { Box::from_raw(slot.cast::<Arc<Slot>>()) });
}

unsafe extern "C" fn score(info: duckdb_function_info, input: duckdb_data_chunk, output: duckdb_vector) {
    let work = || {
        // SAFETY: `info` is this call's own handle.
        let extra = unsafe { ScalarFunctionInfo::new(info).get_extra_info() };
        // SAFETY: `register` stored an `Arc<Slot>` there, which lives as long as the function.
        let slot = unsafe { extra.cast::<Arc<Slot>>().as_ref() };
        let model = slot.ok_or_else(|| Fault::internal("a function has lost its model"))?.model()?;
        // SAFETY: DuckDB passed this chunk to the call.
        let rows = usize::try_from(unsafe { duckdb_data_chunk_get_size(input) }).unwrap_or(0);
        // SAFETY: the chunk has the columns that the function was registered with, flat, of `rows` rows each.
        let columns = unsafe { argument_columns::read(input, &model.plan.arguments, rows) };
        model.score(&columns, rows, |outputs| {
            // SAFETY: `output` is the function's result vector: a STRUCT of the columns it was registered with.
            unsafe { result_columns::write(output, outputs, &model.columns, rows) }
        })
    };
    // SAFETY: `info` is this call's own handle.
    unsafe { crate::thrown::report(info, work) };
}

const fn type_id(sql_type: SqlType) -> TypeId {
    match sql_type {
        SqlType::Boolean => TypeId::Boolean,
        SqlType::TinyInt => TypeId::TinyInt,
        SqlType::SmallInt => TypeId::SmallInt,
        SqlType::Integer => TypeId::Integer,
        SqlType::BigInt => TypeId::BigInt,
        SqlType::UTinyInt => TypeId::UTinyInt,
        SqlType::USmallInt => TypeId::USmallInt,
        SqlType::UInteger => TypeId::UInteger,
        SqlType::UBigInt => TypeId::UBigInt,
        SqlType::Float => TypeId::Float,
        SqlType::Double => TypeId::Double,
        SqlType::Varchar => TypeId::Varchar,
    }
}
