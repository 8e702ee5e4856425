//! Tree ensembles of ONNX files, scored without ONNX Runtime and to the same bits as it scores them in one thread.
//!
//! An ensemble is read from its node ([`read`]), brought into one form ([`ensemble::Ensemble`]), laid out for
//! speed ([`layout`]) and scored in blocks of rows ([`scorer::Scorer`]). What cannot be reproduced is [`Unfit`] and
//! stays ONNX Runtime's.

mod accumulate;
pub mod any_scorer;
pub mod attributes;
mod child_nodes;
mod classic_node;
pub mod direct;
pub mod ensemble;
mod equality_chains;
pub mod find;
mod finish;
pub mod first_trees;
pub mod layout;
pub mod light;
mod modern_node;
mod number;
mod probe_rows;
pub mod read;
pub mod rewrite;
pub mod rows;
pub mod scorer;
pub mod shap;
pub mod simd;
mod splits;
mod transform;

pub use finish::{Aggregate, Labels};
pub use number::Number;
pub use probe_rows::probe_rows;

/// Why an ensemble stays ONNX Runtime's: the end of a sentence that begins with the ensemble.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfit(pub String);

impl Unfit {
    /// For this reason.
    pub fn new(reason: impl Into<String>) -> Self {
        Self(reason.into())
    }
}
