//! Everything Rowcast asks of ONNX Runtime: the library, its sessions, trial runs and scoring.

mod batching;
mod concurrent_run;
pub mod counters;
mod device_words;
mod independence;
pub mod library;
pub mod model;
mod on_device;
mod operator_library;
pub mod output;
mod placement;
mod probe;
pub mod provider;
pub mod scoring;
pub mod session;
mod steps;
pub mod trees;
