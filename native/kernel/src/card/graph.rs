//! A model's graph as a picture needs it: its operators and how they are joined, without weights.

use serde::Serialize;

use super::domain_name;
use crate::model_file::ModelFile;
use crate::onnx::messages::NodeProto;

/// The outermost graph of a model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ModelGraph<'g> {
    /// Its first nodes, in the order of the file, which is an order of execution.
    pub nodes: Vec<GraphNode<'g>>,
    /// How many nodes there are.
    pub node_count: usize,
}

/// One operator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GraphNode<'g> {
    /// Its name; may be empty.
    pub name: &'g str,
    /// The operator.
    pub op: &'g str,
    /// The operator's domain, `ai.onnx` for the standard's own.
    pub domain: String,
    /// Names of what it takes; an empty name is an optional input left out.
    pub inputs: &'g [String],
    /// Names of what it gives.
    pub outputs: &'g [String],
    /// How many graphs it holds, as loops and branches do.
    pub subgraphs: usize,
}

impl<'g> ModelGraph<'g> {
    /// The graph of `file`, cut after `limit` nodes.
    pub fn new(file: &'g ModelFile, limit: usize) -> Self {
        let nodes = &file.graph.node;
        Self { nodes: nodes.iter().take(limit).map(graph_node).collect(), node_count: nodes.len() }
    }
}

fn graph_node(node: &NodeProto) -> GraphNode<'_> {
    let subgraphs =
        node.attribute.iter().map(|attribute| attribute.graphs.len() + usize::from(attribute.g.is_some()));
    GraphNode {
        name: &node.name,
        op: &node.op_type,
        domain: domain_name(&node.domain),
        inputs: &node.input,
        outputs: &node.output,
        subgraphs: subgraphs.sum(),
    }
}
