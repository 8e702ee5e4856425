//! The DuckDB extension: the only place that speaks DuckDB's C API.

mod argument_columns;
mod json_functions;
mod loading;
mod receipts;
mod registry;
mod result_columns;
mod score_function;
mod thrown;

quack_rs::entry_point_v2!(rowcast_init_c_api, json_functions::register);
