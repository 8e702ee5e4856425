//! Walks along a graph: from an output back to the node that decides its classes, and over all subgraphs.

use super::messages::{AttributeProto, GraphProto, NodeProto};

/// The domain of ONNX's classical machine learning operators.
pub const ML_DOMAIN: &str = "ai.onnx.ml";

/// Operators that keep the columns of their first input in place; so does a product with one number.
const COLUMN_KEEPING: &[&str] =
    &["Identity", "Cast", "Normalizer", "Softmax", "LogSoftmax", "Sigmoid", "Clip"];

/// The node that makes the tensor `name`, with the index of that output.
pub fn producer<'g>(graph: &'g GraphProto, name: &str) -> Option<(&'g NodeProto, usize)> {
    graph
        .node
        .iter()
        .find_map(|node| node.output.iter().position(|output| output == name).map(|index| (node, index)))
}

/// The node behind the tensor `name`, past operators that keep columns in place.
pub fn column_source<'g>(graph: &'g GraphProto, name: &str) -> Option<(&'g NodeProto, usize)> {
    let mut at = producer(graph, name)?;
    for _ in 0..graph.node.len() {
        if !keeps_columns(graph, at.0) {
            break;
        }
        at = producer(graph, at.0.input.first()?)?;
    }
    Some(at)
}

/// LightGBM's converter ends with a product of the probabilities and 1.
fn keeps_columns(graph: &GraphProto, node: &NodeProto) -> bool {
    let is_number = |factor: &String| {
        let found = graph.initializer.iter().find(|tensor| tensor.name == *factor);
        found.is_some_and(|tensor| tensor.dims.iter().all(|&size| size == 1))
    };
    match node.op_type.as_str() {
        "Mul" => node.input.get(1).is_some_and(is_number),
        operator => COLUMN_KEEPING.contains(&operator),
    }
}

/// The node's attribute `name`.
pub fn attribute<'g>(node: &'g NodeProto, name: &str) -> Option<&'g AttributeProto> {
    node.attribute.iter().find(|attribute| attribute.name == name)
}

/// The integer in the node's attribute `name`.
pub fn attribute_int(node: &NodeProto, name: &str) -> Option<i64> {
    attribute(node, name)?.i
}

/// The graph and every graph inside its nodes' attributes, outermost first.
pub fn with_subgraphs(graph: &GraphProto) -> Vec<&GraphProto> {
    let mut graphs = vec![graph];
    let mut next = 0;
    while let Some(&graph) = graphs.get(next) {
        let attributes = graph.node.iter().flat_map(|node| &node.attribute);
        graphs.extend(attributes.flat_map(|attribute| attribute.g.iter().chain(&attribute.graphs)));
        next += 1;
    }
    graphs
}
