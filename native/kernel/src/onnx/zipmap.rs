//! Removal of ZipMap nodes on the wire: their maps cost more than the model, and no column holds one.

use super::messages::{GraphProto, NodeProto, TensorTypeProto, TypeProto, TypeValue, ValueInfoProto};
use super::trace::{ML_DOMAIN, attribute};
use super::wire::{Field, WireError, fields, push_delimited};
use crate::card::classes::{ClassLabel, labels};
use prost::Message;

const MODEL_GRAPH: u32 = 7;
const GRAPH_NODE: u32 = 1;
const GRAPH_OUTPUT: u32 = 12;

/// A ZipMap whose map is an output of the graph.
#[derive(Debug, Clone, PartialEq)]
pub struct ZipMap {
    /// The graph output that is a map; its name stays the columns' base name.
    pub output: String,
    /// The `[N,K]` tensor that the map is made of.
    pub tensor: String,
    /// The map's keys in the order of the tensor's columns.
    pub classes: Vec<ClassLabel>,
}

/// The ZipMaps that make outputs of `graph` and feed no other node.
pub fn find(graph: &GraphProto) -> Vec<ZipMap> {
    graph.node.iter().filter_map(|node| zip_map(graph, node)).collect()
}

fn zip_map(graph: &GraphProto, node: &NodeProto) -> Option<ZipMap> {
    if node.op_type != "ZipMap" || node.domain != ML_DOMAIN {
        return None;
    }
    let (output, tensor) = (node.output.first()?, node.input.first()?);
    let is_output = graph.output.iter().any(|value| &value.name == output);
    let is_used = graph.node.iter().any(|other| other.input.contains(output));
    let classes = ["classlabels_strings", "classlabels_int64s"]
        .iter()
        .find_map(|name| attribute(node, name).and_then(labels))
        .unwrap_or_default();
    (is_output && !is_used).then(|| ZipMap { output: output.clone(), tensor: tensor.clone(), classes })
}

/// The model without the ZipMaps of its graph: each becomes the tensor it was made of. Every other field is
/// copied as it was written, so that nothing this version does not know gets lost.
///
/// # Errors
/// Only for bytes that are not the model they were parsed from.
pub fn remove(model: &[u8], graph: &GraphProto, zip_maps: &[ZipMap]) -> Result<Vec<u8>, WireError> {
    let mut edited = Vec::with_capacity(model.len());
    for field in fields(model)? {
        match payload(model, &field, MODEL_GRAPH) {
            Some(bytes) => push_delimited(&mut edited, MODEL_GRAPH, &edit_graph(bytes, graph, zip_maps)?),
            None => edited.extend_from_slice(part(model, &field)),
        }
    }
    Ok(edited)
}

fn edit_graph(bytes: &[u8], graph: &GraphProto, zip_maps: &[ZipMap]) -> Result<Vec<u8>, WireError> {
    let mut edited = Vec::with_capacity(bytes.len());
    for field in fields(bytes)? {
        if let Some(node) = payload(bytes, &field, GRAPH_NODE) {
            let node = NodeProto::decode(node).map_err(|_| WireError::Malformed)?;
            let removed = zip_maps.iter().any(|zip_map| node.output.first() == Some(&zip_map.output));
            if removed && node.op_type == "ZipMap" {
                continue;
            }
        }
        if let Some(value) = payload(bytes, &field, GRAPH_OUTPUT) {
            let value = ValueInfoProto::decode(value).map_err(|_| WireError::Malformed)?;
            if let Some(zip_map) = zip_maps.iter().find(|zip_map| zip_map.output == value.name) {
                if let Some(output) = replacement(graph, &zip_map.tensor) {
                    push_delimited(&mut edited, GRAPH_OUTPUT, &output.encode_to_vec());
                }
                continue;
            }
        }
        edited.extend_from_slice(part(bytes, &field));
    }
    Ok(edited)
}

/// The output that takes the map's place; `None` where the tensor is an output already.
fn replacement(graph: &GraphProto, tensor: &str) -> Option<ValueInfoProto> {
    if graph.output.iter().any(|value| value.name == tensor) {
        return None;
    }
    let known = graph.value_info.iter().find(|value| value.name == tensor).cloned();
    Some(known.unwrap_or_else(|| ValueInfoProto {
        name: tensor.to_owned(),
        // ZipMap takes tensors of floats only; leaving the shape out lets ONNX Runtime infer it.
        r#type: Some(TypeProto {
            value: Some(TypeValue::Tensor(TensorTypeProto { elem_type: 1, shape: None })),
        }),
    }))
}

fn part<'m>(message: &'m [u8], field: &Field) -> &'m [u8] {
    message.get(field.whole.clone()).unwrap_or_default()
}

fn payload<'m>(message: &'m [u8], field: &Field, number: u32) -> Option<&'m [u8]> {
    if field.number != u64::from(number) {
        return None;
    }
    field.payload.clone().and_then(|range| message.get(range))
}

#[cfg(test)]
#[path = "zipmap_tests.rs"]
mod tests;
