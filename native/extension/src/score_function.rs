//! The typed scalar function of one model.

use std::ffi::CString;
use std::sync::Arc;

use libduckdb_sys::{
    DuckDBSuccess, duckdb_create_scalar_function, duckdb_data_chunk, duckdb_data_chunk_get_size,
    duckdb_destroy_scalar_function, duckdb_function_info, duckdb_register_scalar_function,
    duckdb_scalar_function_add_parameter, duckdb_scalar_function_set_extra_info,
    duckdb_scalar_function_set_function, duckdb_scalar_function_set_name,
    duckdb_scalar_function_set_return_type, duckdb_scalar_function_set_special_handling, duckdb_vector,
};
use quack_rs::error::ExtensionError;
use quack_rs::query::OwnedConnection;
use quack_rs::scalar::ScalarFunctionInfo;
use quack_rs::types::{LogicalType, TypeId};
use rowcast_kernel::sql_type::SqlType;
use rowcast_kernel::{Code, Fault};

use crate::registry::Slot;
use crate::{argument_columns, result_columns};

/// Registers the function of `slot`. It is not volatile, so that DuckDB computes equal calls of a statement once.
///
/// The name is known to be free: quack-rs's builder would list the whole catalogue again to find that out.
///
/// # Errors
/// `REGISTRATION_FAILED`
pub fn register(connection: &OwnedConnection, slot: &Arc<Slot>) -> Result<(), Fault> {
    let failed = |error: ExtensionError| registration_failed(&slot.function, &error);
    let name =
        CString::new(slot.function.as_str()).map_err(|error| failed(ExtensionError::from_error(error)))?;
    let fields: Vec<(&str, TypeId)> =
        slot.columns.iter().map(|column| (column.name.as_str(), type_id(column.sql_type))).collect();
    let result =
        LogicalType::try_struct_type(&fields).map_err(|error| failed(ExtensionError::from_error(error)))?;
    let extra = Box::into_raw(Box::new(Arc::clone(slot))).cast();
    // SAFETY: the connection is open and held by this thread alone; name and types outlive the calls, which copy
    // them; a slot is shared between threads safely, and `free` gives its box back exactly once.
    let state = unsafe {
        let mut function = duckdb_create_scalar_function();
        duckdb_scalar_function_set_name(function, name.as_ptr());
        for &parameter in &slot.parameters {
            let parameter = LogicalType::new(type_id(parameter));
            duckdb_scalar_function_add_parameter(function, parameter.as_raw());
        }
        duckdb_scalar_function_set_return_type(function, result.as_raw());
        duckdb_scalar_function_set_special_handling(function);
        duckdb_scalar_function_set_extra_info(function, extra, Some(free));
        duckdb_scalar_function_set_function(function, Some(score));
        let state = duckdb_register_scalar_function(connection.as_raw(), function);
        duckdb_destroy_scalar_function(&raw mut function);
        state
    };
    if state == DuckDBSuccess { Ok(()) } else { Err(failed(ExtensionError::new("it gave no reason"))) }
}

pub fn registration_failed(function: &str, error: &ExtensionError) -> Fault {
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

pub const fn type_id(sql_type: SqlType) -> TypeId {
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
