//! Registers a scalar function that returns a STRUCT and works on something that threads share.

use std::ffi::{CString, c_void};
use std::sync::Arc;

use libduckdb_sys::{
    DuckDBSuccess, duckdb_create_scalar_function, duckdb_data_chunk, duckdb_destroy_scalar_function,
    duckdb_function_info, duckdb_register_scalar_function, duckdb_scalar_function_add_parameter,
    duckdb_scalar_function_set_extra_info, duckdb_scalar_function_set_function,
    duckdb_scalar_function_set_name, duckdb_scalar_function_set_return_type,
    duckdb_scalar_function_set_special_handling, duckdb_struct_vector_get_child,
    duckdb_validity_set_row_invalid, duckdb_vector, duckdb_vector_ensure_validity_writable,
    duckdb_vector_get_validity, idx_t,
};
use quack_rs::error::ExtensionError;
use quack_rs::query::OwnedConnection;
use quack_rs::scalar::ScalarFunctionInfo;
use quack_rs::types::{LogicalType, LogicalTypeError, TypeId};
use rowcast_kernel::sql_type::{ColumnType, SqlType};
use rowcast_kernel::{Code, Fault};

/// What DuckDB calls for each vector of rows.
pub type Callback = unsafe extern "C" fn(duckdb_function_info, duckdb_data_chunk, duckdb_vector);

/// What a function looks like in SQL.
pub struct Shape<'a> {
    /// Its name, which is known to be free: quack-rs's builder would list the whole catalogue again to find that out.
    pub name: &'a str,
    /// The types of its parameters.
    pub parameters: &'a [ColumnType],
    /// The fields of the STRUCT that it returns.
    pub fields: Vec<(&'a str, ColumnType)>,
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
    let made = |error: LogicalTypeError| failed(ExtensionError::from_error(error));
    let fields = shape.fields.iter().map(|(name, column_type)| Ok((*name, logical_type(*column_type)?)));
    let fields: Vec<(&str, LogicalType)> = fields.collect::<Result<_, _>>().map_err(made)?;
    let result = LogicalType::try_struct_type_from_logical(&fields).map_err(made)?;
    let parameters = shape.parameters.iter().map(|parameter| logical_type(*parameter));
    let parameters: Vec<LogicalType> = parameters.collect::<Result<_, _>>().map_err(made)?;
    let extra = Box::into_raw(Box::new(shared)).cast();
    // SAFETY: the connection is open and held by this thread alone; name and types outlive the calls, which copy
    // them; what is shared may be used by any thread, and `free` gives its box back exactly once.
    let state = unsafe {
        let mut function = duckdb_create_scalar_function();
        duckdb_scalar_function_set_name(function, name.as_ptr());
        for parameter in &parameters {
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

/// Makes NULL of all fields of the rows that are marked: DuckDB takes fields out of a STRUCT without looking at its own mask.
///
/// # Safety
/// `result` is a STRUCT vector of `fields` fields with room for as many rows as there are marks.
pub unsafe fn make_null(result: duckdb_vector, fields: usize, marks: Option<&[bool]>) {
    let Some(marks) = marks else { return };
    for index in 0..fields {
        // SAFETY: the vector has the field, and its mask room for the rows once it may be written.
        unsafe {
            let field = duckdb_struct_vector_get_child(result, index as idx_t);
            duckdb_vector_ensure_validity_writable(field);
            let validity = duckdb_vector_get_validity(field);
            for (row, _) in marks.iter().enumerate().filter(|(_, mark)| **mark) {
                duckdb_validity_set_row_invalid(validity, row as idx_t);
            }
        }
    }
}

/// DuckDB's type.
///
/// # Errors
/// Where DuckDB makes none.
pub fn logical_type(column_type: ColumnType) -> Result<LogicalType, LogicalTypeError> {
    let of = LogicalType::try_new(type_id(column_type.of))?;
    (0..column_type.lists).try_fold(of, |inner, _| LogicalType::try_list_from_logical(&inner))
}

/// quack-rs's name of a type.
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
