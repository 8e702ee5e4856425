//! What Rowcast knows of ONNX models and tensors, free of DuckDB and ONNX Runtime; `unsafe` is for vector instructions only.

#![deny(unsafe_code)]

pub mod card;
pub mod column;
pub mod columns;
pub mod compare;
pub mod csv_row;
pub mod element;
pub mod fault;
pub mod float_text;
pub mod gather;
mod half_float;
pub mod model_file;
pub mod naming;
pub mod numbers;
mod onnx;
pub mod options;
pub mod plan;
pub mod probe_values;
pub mod scalar;
pub mod signature;
pub mod sql_type;
pub mod tensor;
pub mod trees;

pub use fault::{Code, Fault};
