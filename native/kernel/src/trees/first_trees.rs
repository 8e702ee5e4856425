//! The first trees of an ensemble as an ensemble of their own, for a look at what is too large to be tried as a whole.

use std::collections::HashSet;

use super::Unfit;
use super::attributes::RawNode;
use crate::onnx::wire::{Value, Values, WireError, packed_varints, push_delimited, push_value, push_varint};

const NODE_ATTRIBUTE: u64 = 5;
const ATTRIBUTE_NAME: u64 = 1;
const FLOATS: u64 = 7;
const INTS: u64 = 8;
const TEXTS: u64 = 9;

/// The `NodeProto` in `node` with as many of its first trees as have at most `most` nodes together, but at least one.
///
/// # Errors
/// For a `TreeEnsemble`, whose attributes refer to one another by place, and for attributes that are tensors.
pub fn first_trees(node: &[u8], most: usize) -> Result<Vec<u8>, Unfit> {
    let raw = RawNode::read(node)?;
    if raw.op_type == "TreeEnsemble" || raw.names().any(|name| name.ends_with("_as_tensor")) {
        return Err(Unfit::new("its first trees cannot be taken alone"));
    }
    let trees = raw.ints("nodes_treeids")?;
    let starts_tree = |place: &usize| trees.get(place - 1) != trees.get(*place);
    let whole = (1..=trees.len()).filter(starts_tree);
    let end = whole.take_while(|&end| end <= most).last();
    let end = end.or_else(|| (1..=trees.len()).find(starts_tree)).unwrap_or(trees.len());
    let kept: HashSet<i64> = trees.iter().take(end).copied().collect();
    let of_weights = [raw.ints("class_treeids")?, raw.ints("target_treeids")?].concat();
    let keeps = |name: &[u8], place: usize| {
        if name.starts_with(b"nodes_") {
            place < end
        } else if name.starts_with(b"class_") || name.starts_with(b"target_") {
            of_weights.get(place).is_some_and(|tree| kept.contains(tree))
        } else {
            true
        }
    };
    with_some(node, &keeps).map_err(|_: WireError| Unfit::new("its node cannot be read"))
}

/// `node` with those values of its lists that `keeps` says, by the list's name and their places.
fn with_some(node: &[u8], keeps: &dyn Fn(&[u8], usize) -> bool) -> Result<Vec<u8>, WireError> {
    let mut some = Vec::new();
    for entry in Values::new(node) {
        match entry? {
            (NODE_ATTRIBUTE, Value::Bytes(attribute)) => {
                push_delimited(&mut some, NODE_ATTRIBUTE as u32, &list_with_some(attribute, keeps)?);
            }
            (number, value) => push_value(&mut some, number, value),
        }
    }
    Ok(some)
}

fn list_with_some(attribute: &[u8], keeps: &dyn Fn(&[u8], usize) -> bool) -> Result<Vec<u8>, WireError> {
    let (mut some, mut name, mut place): (Vec<u8>, &[u8], usize) = (Vec::new(), b"", 0);
    let mut next = |name: &[u8]| {
        place += 1;
        keeps(name, place - 1)
    };
    for entry in Values::new(attribute) {
        match entry? {
            (INTS, Value::Bytes(packed)) => packed_varints(packed, |value| {
                if next(name) {
                    push_varint(&mut some, INTS as u32, value);
                }
            })?,
            (FLOATS, Value::Bytes(packed)) => {
                for bytes in packed.as_chunks::<4>().0.iter().filter(|_| next(name)) {
                    push_value(&mut some, FLOATS, Value::Fixed32(u32::from_le_bytes(*bytes)));
                }
            }
            (number @ (FLOATS | INTS | TEXTS), value) => {
                if next(name) {
                    push_value(&mut some, number, value);
                }
            }
            (number, value) => {
                if let (ATTRIBUTE_NAME, Value::Bytes(bytes)) = (number, value) {
                    name = bytes;
                }
                push_value(&mut some, number, value);
            }
        }
    }
    Ok(some)
}
