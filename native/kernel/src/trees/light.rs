//! Models without what their ensembles are made of: the graph is all that is left to look at once the kernel has the trees.

use super::rewrite::{Edit, edited};
use crate::onnx::wire::{Value, Values, WireError, push_delimited, push_value};

const NODE_ATTRIBUTE: u64 = 5;
const ATTRIBUTE_NAME: u64 = 1;

/// How the names of attributes begin that have a value for each node, leaf or weight.
const LONG: [&[u8]; 6] = [b"nodes_", b"class_", b"target_", b"leaf_", b"tree_", b"membership_"];

/// `model` with every ensemble of its main graph without nodes and weights; labels stay.
///
/// # Errors
/// For bytes that are no model.
pub fn light(model: &[u8]) -> Result<Vec<u8>, WireError> {
    let nodes = super::find::tree_nodes(model)?;
    let mut lighten = |graph: &mut Vec<u8>, node: &[u8], start: usize| {
        if !nodes.iter().any(|other| other.message.start == start) {
            return Ok(Edit::Keep);
        }
        push_delimited(graph, super::rewrite::GRAPH_NODE, &without_long(node)?);
        Ok(Edit::Done)
    };
    edited(model, &mut lighten)
}

fn without_long(node: &[u8]) -> Result<Vec<u8>, WireError> {
    let mut kept = Vec::new();
    for entry in Values::new(node) {
        match entry? {
            (NODE_ATTRIBUTE, Value::Bytes(attribute)) if is_long(attribute)? => {}
            (number, value) => push_value(&mut kept, number, value),
        }
    }
    Ok(kept)
}

fn is_long(attribute: &[u8]) -> Result<bool, WireError> {
    for entry in Values::new(attribute) {
        if let (ATTRIBUTE_NAME, Value::Bytes(name)) = entry? {
            return Ok(LONG.iter().any(|start| name.starts_with(start)));
        }
    }
    Ok(false)
}
