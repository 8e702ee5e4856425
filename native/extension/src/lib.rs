//! The DuckDB extension: the only place that speaks DuckDB's C API.

mod argument_columns;
mod comparing;
mod counted_state;
mod csv_row_function;
mod explaining;
mod float_text_function;
mod json_functions;
mod loading;
mod losses_function;
mod receipts;
mod registry;
mod result_columns;
mod score_function;
mod struct_function;
mod text_cells;
mod thrown;
mod whole_number_functions;

use quack_rs::connection::Connection;
use quack_rs::error::ExtensionError;

quack_rs::entry_point_v2!(rowcast_init_c_api, register);

fn register(connection: &Connection) -> Result<(), ExtensionError> {
    json_functions::register(connection)?;
    comparing::register(connection)?;
    csv_row_function::register(connection)?;
    whole_number_functions::register(connection)?;
    float_text_function::register(connection)
}
