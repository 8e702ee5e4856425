//! Tree ensembles scored by the kernel instead of ONNX Runtime, where that gives the same bits.

mod direct;
mod first_rows;
mod gate;
mod large;
mod operator;
mod path;
mod plan;

pub(crate) use direct::Direct;
pub(crate) use first_rows::{FirstRows, are_same};
pub(crate) use large::{is_large, large};
pub(crate) use operator::domain;
pub use path::TreesReceipt;
pub(crate) use path::{Fast, choose, not_fast};
