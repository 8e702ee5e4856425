//! Everything Rowcast asks of ONNX Runtime: the library, its sessions, trial runs and scoring.

mod concurrent_run;
pub mod counters;
mod independence;
pub mod library;
pub mod model;
pub mod output;
mod probe;
pub mod provider;
pub mod scoring;
pub mod session;
mod steps;
pub mod trees;
