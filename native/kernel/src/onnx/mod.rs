//! The ONNX file format: its messages, its wire form and the edits made on the wire.

pub mod messages;
pub mod trace;
pub mod wire;
pub mod zipmap;
