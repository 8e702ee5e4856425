//! Graphs that are one ensemble and nothing that changes a value: such a graph needs no runtime to run it.

use crate::model_file::ModelFile;
use crate::onnx::messages::{GraphProto, NodeProto};
use crate::onnx::trace::{attribute_int, producer};
use crate::onnx::wire::{Value, Values};

/// The element type of an ensemble's output by its number in the standard.
const FLOAT: i64 = 1;
const INT64: i64 = 7;

/// What an output of the graph is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The ensemble's labels.
    Labels,
    /// Its scores.
    Scores,
}

/// What each of `outputs` is, where the graph of `file`, whose session is made of `model`, is one ensemble that takes `input` as it is,
/// and of nodes behind it that hand values on; `None` for every other graph.
pub fn parts(model: &[u8], file: &ModelFile, input: &str, outputs: &[&str]) -> Option<Vec<Part>> {
    let graph = &file.graph;
    let mut ensembles =
        graph.node.iter().filter(|node| super::read::Operator::of(&node.op_type, &node.domain).is_some());
    let (ensemble, None) = (ensembles.next()?, ensembles.next()) else { return None };
    if ensemble.input.first().map(String::as_str) != Some(input) {
        return None;
    }
    outputs.iter().map(|output| part(model, graph, ensemble, output)).collect()
}

fn part(model: &[u8], graph: &GraphProto, ensemble: &NodeProto, output: &str) -> Option<Part> {
    let is_classifier = ensemble.output.len() > 1 || ensemble.op_type == "TreeEnsembleClassifier";
    let mut name = output;
    let mut passed: Vec<&NodeProto> = Vec::new();
    for _ in 0..=graph.node.len() {
        let (node, index) = producer(graph, name)?;
        if std::ptr::eq(node, ensemble) {
            let part = if is_classifier && index == 0 { Part::Labels } else { Part::Scores };
            return passed.iter().all(|node| keeps(model, node, part)).then_some(part);
        }
        passed.push(node);
        name = node.input.first()?;
    }
    None
}

/// Whether `node` hands every value of `part` on as it is.
fn keeps(model: &[u8], node: &NodeProto, part: Part) -> bool {
    match (node.op_type.as_str(), part) {
        ("Identity", _) => node.domain.is_empty(),
        ("Cast", Part::Labels) => attribute_int(node, "to") == Some(INT64),
        ("Cast", Part::Scores) => attribute_int(node, "to") == Some(FLOAT),
        // LightGBM's converter ends with a product with one.
        ("Mul", Part::Scores) => node.input.get(1).is_some_and(|factor| is_one(model, factor)),
        _ => false,
    }
}

/// Whether the initializer `name` of `model` is one float, and one.
fn is_one(model: &[u8], name: &str) -> bool {
    const MODEL_GRAPH: u64 = 7;
    const GRAPH_INITIALIZER: u64 = 5;
    let payloads = |message: &[u8], number: u64| {
        let found = Values::new(message).filter_map(move |entry| match entry {
            Ok((found, Value::Bytes(bytes))) if found == number => Some(bytes.to_vec()),
            _ => None,
        });
        found.collect::<Vec<_>>()
    };
    let graph = Values::new(model).find_map(|entry| match entry {
        Ok((MODEL_GRAPH, Value::Bytes(bytes))) => Some(bytes),
        _ => None,
    });
    let tensors = payloads(graph.unwrap_or_default(), GRAPH_INITIALIZER);
    tensors.iter().any(|tensor| is_tensor_of_one(tensor, name))
}

fn is_tensor_of_one(tensor: &[u8], name: &str) -> bool {
    const TYPE: u64 = 2;
    const FLOATS: u64 = 4;
    const NAME: u64 = 8;
    const RAW: u64 = 9;
    let one = 1.0_f32.to_le_bytes();
    let (mut named, mut float, mut ones) = (false, false, 0);
    for entry in Values::new(tensor) {
        match entry {
            Ok((TYPE, Value::Varint(kind))) => float = kind == FLOAT.cast_unsigned(),
            Ok((NAME, Value::Bytes(bytes))) => named = bytes == name.as_bytes(),
            Ok((FLOATS, Value::Fixed32(bits))) => ones += if bits == 1.0_f32.to_bits() { 1 } else { 2 },
            Ok((FLOATS | RAW, Value::Bytes(bytes))) => ones += if bytes == one { 1 } else { 2 },
            Ok(_) => {}
            Err(_) => return false,
        }
    }
    named && float && ones == 1
}
