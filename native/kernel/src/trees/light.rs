//! Models without what their ensembles are made of: the graph is all that is left to look at once the kernel has the trees.

use super::attributes::RawNode;
use super::rewrite::{Edit, edited};
use crate::onnx::wire::{Value, Values, WireError, push_delimited, push_value, push_varint};

const NODE_ATTRIBUTE: u64 = 5;
const ATTRIBUTE_NAME: u64 = 1;
const ATTRIBUTE_INTS: u32 = 8;
const ATTRIBUTE_TYPE: u32 = 20;
const TYPE_INTS: u64 = 7;

/// How the names of attributes begin that have a value for each node, leaf or weight.
const LONG: [&[u8]; 6] = [b"nodes_", b"class_", b"target_", b"leaf_", b"tree_", b"membership_"];

/// Where missing values go, of which model cards tell whether the file says it.
const MISSING: &str = "nodes_missing_value_tracks_true";

/// `model` with every ensemble of its main graph without nodes and weights. Labels stay; of where missing values go one
/// value does, whether they go the way of a test that holds at any node.
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
    let raw = RawNode::read(node).map_err(|_| WireError::Malformed)?;
    let mut any = false;
    raw.each_int(MISSING, |way| any |= way != 0).map_err(|_| WireError::Malformed)?;
    if any {
        let mut missing = Vec::new();
        push_delimited(&mut missing, ATTRIBUTE_NAME as u32, MISSING.as_bytes());
        push_varint(&mut missing, ATTRIBUTE_INTS, 1);
        push_varint(&mut missing, ATTRIBUTE_TYPE, TYPE_INTS);
        push_delimited(&mut kept, NODE_ATTRIBUTE as u32, &missing);
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
