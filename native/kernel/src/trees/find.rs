//! The tree ensembles of a model file, where they stand in its bytes.

use std::ops::Range;

use super::read::Operator;
use crate::onnx::wire::{Value, Values, WireError};

const MODEL_GRAPH: u64 = 7;
const GRAPH_NODE: u64 = 1;
const NODE_OP_TYPE: u64 = 4;
const NODE_DOMAIN: u64 = 7;

/// A node that holds an ensemble.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TreeNode {
    /// The operator.
    pub operator: Operator,
    /// The bytes of its `NodeProto` in the file.
    pub message: Range<usize>,
}

/// The tree ensembles in the main graph of `model`, in the graph's order. Those in subgraphs are not looked for.
///
/// # Errors
/// For bytes that are no model.
pub fn tree_nodes(model: &[u8]) -> Result<Vec<TreeNode>, WireError> {
    let mut found = Vec::new();
    for graph in messages(model, 0..model.len(), MODEL_GRAPH)? {
        for message in messages(model, graph, GRAPH_NODE)? {
            if let Some(operator) = operator(model.get(message.clone()).unwrap_or_default())? {
                found.push(TreeNode { operator, message });
            }
        }
    }
    Ok(found)
}

/// Where the messages of field `number` stand, of the message in `range`.
fn messages(model: &[u8], range: Range<usize>, number: u64) -> Result<Vec<Range<usize>>, WireError> {
    let mut found = Vec::new();
    let bytes = model.get(range.clone()).unwrap_or_default();
    for entry in Values::new(bytes) {
        if let (found_number, Value::Bytes(payload)) = entry?
            && found_number == number
        {
            let start = payload.as_ptr().addr() - model.as_ptr().addr();
            found.push(start..start + payload.len());
        }
    }
    Ok(found)
}

fn operator(node: &[u8]) -> Result<Option<Operator>, WireError> {
    let (mut op_type, mut domain): (&[u8], &[u8]) = (b"", b"");
    for entry in Values::new(node) {
        match entry? {
            (NODE_OP_TYPE, Value::Bytes(bytes)) => op_type = bytes,
            (NODE_DOMAIN, Value::Bytes(bytes)) => domain = bytes,
            _ => {}
        }
    }
    let text = |bytes| str::from_utf8(bytes).unwrap_or_default();
    Ok(Operator::of(text(op_type), text(domain)))
}
