//! Registers a scalar function that returns a STRUCT and works on something that threads share.

use std::ffi::{CString, c_void};
use std::sync::Arc;

use libduckdb_sys::{
    DuckDBSuccess, duckdb_create_scalar_function, duckdb_data_chunk, duckdb_destroy_scalar_function,
    duckdb_function_info, duckdb_register_scalar_function, duckdb_scalar_function_add_parameter,
    duckdb_scalar_function_set_extra_info, duckdb_scalar_function_set_function,
    duckdb_scalar_function_set_name, duckdb_scalar_function_set_return_type,
    duckdb_scalar_function_set_special_handling, duckdb_vector,
};
use quack_rs::error::ExtensionError;
use quack_rs::query::OwnedConnection;
use quack_rs::scalar::ScalarFunctionInfo;
use quack_rs::types::{LogicalType, TypeId};
use rowcast_kernel::sql_type::SqlType;
use rowcast_kernel::{Code, Fault};

/// What DuckDB calls for each vector of rows.
pub type Callback = unsafe extern "C" fn(duckdb_function_info, duckdb_data_chunk, duckdb_vector);

/// What a function looks like in SQL.
pub struct Shape<'a> {
    /// Its name, which is known to be free: quack-rs's builder would list the whole catalogue again to find that out.
    pub name: &'a str,
    /// The types of its parameters.
    pub parameters: &'a [SqlType],
    /// The fields of the STRUCT that it returns.
    pub fields: Vec<(&'a str, SqlType)>,
}

/// Registers `callback`, which gets at `shared` by [`shared`]. The function is not volatile, so that DuckDB computes equal calls of a
/// statement once, and sees NULLs itself.
///
/// # Errors
/// `REGISTRATION_FAILED`
pub fn register<T: Send + Sync>(
    connection: &OwnedConnection,
    shape: &Shape<'_>,
    shared: Arc<T>,
    callback: Callback,
) -> Result<(), Fault> {
    let failed = |error: ExtensionError| registration_failed(shape.name, &error);
    let name = CString::new(shape.name).map_err(|error| failed(ExtensionError::from_error(error)))?;
    let fields: Vec<(&str, TypeId)> =
        shape.fields.iter().map(|(name, sql_type)| (*name, type_id(*sql_type))).collect();
    let result =
        LogicalType::try_struct_type(&fields).map_err(|error| failed(ExtensionError::from_error(error)))?;
    let extra = Box::into_raw(Box::new(shared)).cast();
    // SAFETY: the connection is open and held by this thread alone; name and types outlive the calls, which copy
    // them; what is shared may be used by any thread, and `free` gives its box back exactly once.
    let state = unsafe {
        let mut function = duckdb_create_scalar_function();
        duckdb_scalar_function_set_name(function, name.as_ptr());
        for &parameter in shape.parameters {
            let parameter = LogicalType::new(type_id(parameter));
            duckdb_scalar_function_add_parameter(function, parameter.as_raw());
        }
        duckdb_scalar_function_set_return_type(function, result.as_raw());
        duckdb_scalar_function_set_special_handling(function);
        duckdb_scalar_function_set_extra_info(function, extra, Some(free::<T>));
        duckdb_scalar_function_set_function(function, Some(callback));
        let state = duckdb_register_scalar_function(connection.as_raw(), function);
        duckdb_destroy_scalar_function(&raw mut function);
        state
    };
    if state == DuckDBSuccess { Ok(()) } else { Err(failed(ExtensionError::new("it gave no reason"))) }
}

unsafe extern "C" fn free<T>(shared: *mut c_void) {
    // SAFETY: DuckDB calls this once, with the box that `register` gave it.
    drop(unsafe { Box::from_raw(shared.cast::<Arc<T>>()) });
}

/// What the function that is now running was registered with.
///
/// # Errors
/// `INTERNAL`
///
/// # Safety
/// `info` is the handle that DuckDB passed to a callback registered by [`register`] with an `Arc<T>`.
pub unsafe fn shared<'a, T>(info: duckdb_function_info) -> Result<&'a Arc<T>, Fault> {
    // SAFETY: `info` is this call's own handle.
    let extra = unsafe { ScalarFunctionInfo::new(info).get_extra_info() };
    // SAFETY: `register` stored an `Arc<T>` there, which lives as long as the function.
    let shared = unsafe { extra.cast::<Arc<T>>().as_ref() };
    shared.ok_or_else(|| Fault::internal("a function has lost what it works on"))
}

/// DuckDB did not take a function.
pub fn registration_failed(function: &str, error: &ExtensionError) -> Fault {
    Fault::new(
        Code::RegistrationFailed,
        format!("DuckDB did not register function {function}: {error}."),
        "Choose another name for this model.",
    )
}

/// quack-rs's name of a type.
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
