//! The model card: all that a model file says of itself, in a form fit for people and programs.

pub mod categories;
pub mod classes;
pub mod external_data;
mod features;
pub mod graph;
mod values;

use std::collections::BTreeMap;
use std::path::Path;

use serde::Serialize;

use crate::model_file::ModelFile;
use crate::onnx::messages::{GraphProto, ModelProto, NodeProto, StringStringEntryProto, TensorProto};
use crate::onnx::trace::{attribute, with_subgraphs};
pub use categories::Categories;
pub use external_data::ExternalData;
pub use features::FeatureNames;
pub use values::{Dimension, Kind, ModelInput, ModelOutput, ValueType};

/// What a model file says of itself.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ModelCard {
    /// The path that was asked for.
    pub path: String,
    /// Length of the file in bytes, without external data.
    pub bytes: u64,
    /// Hash of the file's bytes, in lower-case hex.
    pub sha256: String,
    /// Version of the ONNX format.
    pub ir_version: i64,
    /// The program that wrote the file.
    pub producer: Producer,
    /// The model's own domain.
    pub domain: String,
    /// The model's own version.
    pub model_version: i64,
    /// The model's description.
    pub doc: String,
    /// The outermost graph.
    pub graph: GraphName,
    /// The operator sets that the model was written against.
    pub opsets: Vec<Opset>,
    /// The model's own key-value pairs.
    pub metadata: BTreeMap<String, String>,
    /// How often each operator occurs, subgraphs included, sorted by domain and name.
    pub operators: Vec<OperatorCount>,
    /// What the model takes, in order; constants with a default are not among them.
    pub inputs: Vec<ModelInput>,
    /// What the model gives, in order.
    pub outputs: Vec<ModelOutput>,
    /// Files with weights beside the model.
    pub external_data: Vec<ExternalData>,
    /// Names of the features, where the exporter left them.
    pub features: Option<FeatureNames>,
    /// What encoders of columns were fitted on, where the way from the column to its encoder is plain.
    pub categories: Vec<Categories>,
    /// Number of values in all initializers; trees keep theirs in attributes, which do not count.
    pub parameters: u64,
    /// Whether ensembles of trees say where missing values go; `None` for a model without any.
    pub trees_route_missing: Option<bool>,
}

/// The program that wrote a model.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Producer {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
}

/// A graph's name.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GraphName {
    /// As written; may be empty.
    pub name: String,
}

/// An operator set.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Opset {
    /// `ai.onnx` for the standard's own.
    pub domain: String,
    /// Version of the set.
    pub version: i64,
}

/// How often an operator occurs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OperatorCount {
    /// `ai.onnx` for the standard's own.
    pub domain: String,
    /// The operator's name.
    pub op: String,
    /// Number of nodes.
    pub count: u64,
}

impl ModelCard {
    /// Describes `file`; `path` is where it came from, and where external data is looked for.
    pub fn new(file: &ModelFile, path: &Path) -> Self {
        let (model, graph) = (&file.proto, &file.graph);
        let inputs = values::inputs(graph);
        Self {
            path: path.display().to_string(),
            bytes: file.bytes.len() as u64,
            sha256: file.sha256.clone(),
            ir_version: model.ir_version.unwrap_or_default(),
            producer: Producer { name: model.producer_name.clone(), version: model.producer_version.clone() },
            domain: model.domain.clone(),
            model_version: model.model_version,
            doc: String::from_utf8_lossy(&model.doc_string).into_owned(),
            graph: GraphName { name: graph.name.clone() },
            opsets: opsets(model),
            metadata: metadata(&model.metadata_props),
            operators: operators(graph),
            categories: categories::find(graph, &inputs),
            inputs,
            outputs: values::outputs(graph),
            external_data: external_data::files(graph, path),
            features: features::find(&metadata(&model.metadata_props)),
            parameters: parameters(graph),
            trees_route_missing: trees_route_missing(graph),
        }
    }
}

fn domain_name(domain: &str) -> String {
    if domain.is_empty() { "ai.onnx".to_owned() } else { domain.to_owned() }
}

fn opsets(model: &ModelProto) -> Vec<Opset> {
    let opset = |set: &crate::onnx::messages::OperatorSetIdProto| Opset {
        domain: domain_name(&set.domain),
        version: set.version,
    };
    model.opset_import.iter().map(opset).collect()
}

fn metadata(entries: &[StringStringEntryProto]) -> BTreeMap<String, String> {
    let text = |entry: &StringStringEntryProto| String::from_utf8_lossy(&entry.value).into_owned();
    entries.iter().map(|entry| (entry.key.clone(), text(entry))).collect()
}

fn operators(graph: &GraphProto) -> Vec<OperatorCount> {
    let mut counts = BTreeMap::new();
    for node in with_subgraphs(graph).into_iter().flat_map(|graph| &graph.node) {
        *counts.entry((domain_name(&node.domain), node.op_type.clone())).or_insert(0) += 1;
    }
    counts.into_iter().map(|((domain, op), count)| OperatorCount { domain, op, count }).collect()
}

/// Without the attribute, or with zeros in it, all missing values go the way of numbers that are too large.
fn trees_route_missing(graph: &GraphProto) -> Option<bool> {
    let nodes = with_subgraphs(graph).into_iter().flat_map(|graph| &graph.node);
    let mut ensembles = nodes.filter(|node| node.op_type.starts_with("TreeEnsemble")).peekable();
    ensembles.peek()?;
    let says = |node: &NodeProto| {
        attribute(node, "nodes_missing_value_tracks_true")
            .is_some_and(|attribute| attribute.ints.iter().any(|&way| way != 0))
    };
    Some(ensembles.all(says))
}

fn parameters(graph: &GraphProto) -> u64 {
    let size = |tensor: &TensorProto| {
        tensor.dims.iter().fold(1_u64, |size, &dim| size.saturating_mul(u64::try_from(dim).unwrap_or(0)))
    };
    with_subgraphs(graph).into_iter().flat_map(initializers).map(size).fold(0, u64::saturating_add)
}

/// The graph's initializers, sparse ones by their values.
pub(crate) fn initializers(graph: &GraphProto) -> impl Iterator<Item = &TensorProto> {
    let sparse = graph.sparse_initializer.iter().filter_map(|sparse| sparse.values.as_ref());
    graph.initializer.iter().chain(sparse)
}

#[cfg(test)]
mod tests;
