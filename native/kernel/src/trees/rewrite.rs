//! Edits of model files on the wire: ensembles replaced by nodes of Rowcast's own, and one ensemble as a model alone.

use super::attributes::RawNode;
use super::find::TreeNode;
use super::finish::Labels;
use super::read::Operator;
use crate::element::Element;
use crate::onnx::trace::ML_DOMAIN;
use crate::onnx::wire::{Value, Values, WireError, push_delimited, push_value, push_varint};

/// The domain of Rowcast's own operators.
pub const DOMAIN: &str = "rowcast";

/// Field numbers of the messages of the standard's onnx.proto.
mod field {
    pub const MODEL_IR_VERSION: u32 = 1;
    pub const MODEL_GRAPH: u32 = 7;
    pub const MODEL_OPSET: u32 = 8;
    pub const OPSET_DOMAIN: u32 = 1;
    pub const OPSET_VERSION: u32 = 2;
    pub const GRAPH_NAME: u32 = 2;
    pub const GRAPH_INPUT: u32 = 11;
    pub const GRAPH_OUTPUT: u32 = 12;
    pub const NODE_INPUT: u32 = 1;
    pub const NODE_OUTPUT: u32 = 2;
    pub const NODE_OP_TYPE: u32 = 4;
    pub const NODE_ATTRIBUTE: u32 = 5;
    pub const NODE_DOMAIN: u32 = 7;
    pub const NAME: u32 = 1;
    pub const ATTRIBUTE_INTS: u32 = 8;
    pub const ATTRIBUTE_TEXTS: u32 = 9;
    pub const ATTRIBUTE_TYPE: u32 = 20;
    pub const VALUE_TYPE: u32 = 2;
    pub const TYPE_TENSOR: u32 = 1;
    pub const TENSOR_ELEMENT: u32 = 1;
    pub const TENSOR_SHAPE: u32 = 2;
    pub const SHAPE_DIMENSION: u32 = 1;
    pub const DIMENSION_NUMBER: u32 = 1;
    pub const DIMENSION_NAME: u32 = 2;
}

/// `GraphProto.node`
pub(super) const GRAPH_NODE: u32 = 1;

/// `AttributeProto.AttributeType`
const TYPE_INTS: u64 = 7;
const TYPE_STRINGS: u64 = 8;

/// The version of ONNX's file format for models made here; every runtime that Rowcast takes reads it.
const IR_VERSION: u64 = 8;

/// The name of the operator that scores ensemble `index` of a model.
pub fn operator_name(index: usize) -> String {
    format!("Trees{index}")
}

/// An ensemble to be replaced.
pub struct Replacement<'r> {
    /// The node in the file.
    pub node: &'r TreeNode,
    /// The name of the operator that takes its place.
    pub operator: String,
    /// The labels of a classifier.
    pub labels: Option<&'r Labels>,
}

/// `model` with every node of `replacements` replaced by one of [`DOMAIN`], which takes the same input and gives the
/// labels, as integers or as indexes, and the scores.
///
/// # Errors
/// For bytes that are no model.
pub fn replace(model: &[u8], replacements: &[Replacement<'_>]) -> Result<Vec<u8>, WireError> {
    let mut replace = |graph: &mut Vec<u8>, node: &[u8], start: usize| match replacements
        .iter()
        .find(|other| other.node.message.start == start)
    {
        Some(replacement) => push_replacement(graph, model, node, replacement).map(|()| Edit::Done),
        None => Ok(Edit::Keep),
    };
    let mut edited = edited(model, &mut replace)?;
    push_delimited(&mut edited, field::MODEL_OPSET, &opset(DOMAIN, 1));
    Ok(edited)
}

/// What became of a node.
pub(super) enum Edit {
    /// Something else was written in its place.
    Done,
    /// It stays as it is.
    Keep,
}

/// Writes something else than a node to the graph: gets the graph so far, the node, and where it starts in the model.
type NodeEdit<'e> = dyn FnMut(&mut Vec<u8>, &[u8], usize) -> Result<Edit, WireError> + 'e;

/// `model` with the nodes of its main graph as `edit` writes them; every other field is copied.
///
/// # Errors
/// Those of `edit`, and for bytes that are no model.
pub(super) fn edited(model: &[u8], edit: &mut NodeEdit<'_>) -> Result<Vec<u8>, WireError> {
    let mut edited = Vec::new();
    for entry in Values::new(model) {
        match entry? {
            (number, Value::Bytes(graph)) if number == u64::from(field::MODEL_GRAPH) => {
                let graph = edited_graph(model, graph, edit)?;
                push_delimited(&mut edited, field::MODEL_GRAPH, &graph);
            }
            (number, value) => push_value(&mut edited, number, value),
        }
    }
    Ok(edited)
}

fn edited_graph(model: &[u8], graph: &[u8], edit: &mut NodeEdit<'_>) -> Result<Vec<u8>, WireError> {
    let mut edited = Vec::new();
    for entry in Values::new(graph) {
        let (number, value) = entry?;
        if let Value::Bytes(node) = value
            && number == u64::from(GRAPH_NODE)
            && matches!(edit(&mut edited, node, node.as_ptr().addr() - model.as_ptr().addr())?, Edit::Done)
        {
            continue;
        }
        push_value(&mut edited, number, value);
    }
    Ok(edited)
}

fn push_replacement(
    graph: &mut Vec<u8>,
    model: &[u8],
    node: &[u8],
    replacement: &Replacement<'_>,
) -> Result<(), WireError> {
    let raw = RawNode::read(node).map_err(|_| WireError::Malformed)?;
    let input = raw.inputs.first().copied().unwrap_or_default();
    let given = |index: usize| raw.outputs.get(index).copied().filter(|name| !name.is_empty());
    let named = |index: usize| {
        given(index).map_or_else(|| format!("{DOMAIN}/{}/{index}", replacement.operator), str::to_owned)
    };
    let mut outputs: Vec<String> = match replacement.node.operator {
        Operator::Classifier => vec![named(0), named(1)],
        Operator::Regressor | Operator::Modern => vec![named(0)],
    };
    let mut decoder = None;
    if let (Some(Labels::Texts(texts)), Some(label), Some(first)) =
        (replacement.labels, given(0), outputs.first_mut())
    {
        *first = format!("{DOMAIN}/{}/index", replacement.operator);
        decoder = Some(label_decoder(first, label, texts, ml_version(model)?));
    }
    let mut bytes = Vec::new();
    push_delimited(&mut bytes, field::NODE_INPUT, input.as_bytes());
    outputs.iter().for_each(|output| push_delimited(&mut bytes, field::NODE_OUTPUT, output.as_bytes()));
    push_delimited(&mut bytes, field::NODE_OP_TYPE, replacement.operator.as_bytes());
    push_delimited(&mut bytes, field::NODE_DOMAIN, DOMAIN.as_bytes());
    push_delimited(graph, GRAPH_NODE, &bytes);
    decoder.iter().for_each(|node| push_delimited(graph, GRAPH_NODE, node));
    Ok(())
}

/// A node that turns indexes into texts. `LabelEncoder` has other attributes from version 2 of its domain on.
fn label_decoder(index: &str, label: &str, texts: &[String], version: u64) -> Vec<u8> {
    let mut node = Vec::new();
    push_delimited(&mut node, field::NODE_INPUT, index.as_bytes());
    push_delimited(&mut node, field::NODE_OUTPUT, label.as_bytes());
    push_delimited(&mut node, field::NODE_OP_TYPE, b"LabelEncoder");
    push_delimited(&mut node, field::NODE_DOMAIN, ML_DOMAIN.as_bytes());
    let mut strings = Vec::new();
    push_delimited(
        &mut strings,
        field::NAME,
        if version < 2 { b"classes_strings" } else { b"values_strings" },
    );
    texts.iter().for_each(|text| push_delimited(&mut strings, field::ATTRIBUTE_TEXTS, text.as_bytes()));
    push_varint(&mut strings, field::ATTRIBUTE_TYPE, TYPE_STRINGS);
    push_delimited(&mut node, field::NODE_ATTRIBUTE, &strings);
    if version >= 2 {
        let mut keys = Vec::new();
        push_delimited(&mut keys, field::NAME, b"keys_int64s");
        (0..texts.len()).for_each(|key| push_varint(&mut keys, field::ATTRIBUTE_INTS, key as u64));
        push_varint(&mut keys, field::ATTRIBUTE_TYPE, TYPE_INTS);
        push_delimited(&mut node, field::NODE_ATTRIBUTE, &keys);
    }
    node
}

/// The version of ONNX's classical operators that `model` asks for.
///
/// # Errors
/// For bytes that are no model.
pub fn ml_version(model: &[u8]) -> Result<u64, WireError> {
    let mut version = 1;
    for entry in Values::new(model) {
        let (number, Value::Bytes(opset)) = entry? else { continue };
        if number != u64::from(field::MODEL_OPSET) {
            continue;
        }
        let (mut domain, mut found): (&[u8], u64) = (b"", 0);
        for entry in Values::new(opset) {
            match entry? {
                (number, Value::Bytes(bytes)) if number == u64::from(field::OPSET_DOMAIN) => domain = bytes,
                (number, Value::Varint(value)) if number == u64::from(field::OPSET_VERSION) => found = value,
                _ => {}
            }
        }
        if domain == ML_DOMAIN.as_bytes() {
            version = found;
        }
    }
    Ok(version)
}

/// The `NodeProto` in `node`, which is of version `version` of ONNX's classical operators, as a model of its own that takes
/// `X` of shape `[N,width]`, and the names of its outputs.
///
/// # Errors
/// For bytes that are no model.
pub fn alone(
    (node, version): (&[u8], u64),
    element: Element,
    width: usize,
) -> Result<(Vec<u8>, Vec<&'static str>), WireError> {
    let raw = RawNode::read(node).map_err(|_| WireError::Malformed)?;
    let operator = Operator::of(raw.op_type, raw.domain).ok_or(WireError::Malformed)?;
    let names = if operator == Operator::Classifier { vec!["label", "score"] } else { vec!["score"] };
    let mut renamed = Vec::with_capacity(node.len());
    push_delimited(&mut renamed, field::NODE_INPUT, b"X");
    names.iter().for_each(|name| push_delimited(&mut renamed, field::NODE_OUTPUT, name.as_bytes()));
    for entry in Values::new(node) {
        let (number, value) = entry?;
        if number != u64::from(field::NODE_INPUT) && number != u64::from(field::NODE_OUTPUT) {
            push_value(&mut renamed, number, value);
        }
    }
    let mut texts = false;
    raw.each_text("classlabels_strings", |_| {
        texts = true;
        Ok(())
    })
    .map_err(|_| WireError::Malformed)?;
    let label = if texts { 8 } else { 7 };
    let score = if operator == Operator::Modern { element.onnx() } else { 1 };
    let mut graph = Vec::with_capacity(renamed.len() + 256);
    push_delimited(&mut graph, GRAPH_NODE, &renamed);
    push_delimited(&mut graph, field::GRAPH_NAME, b"trees");
    push_delimited(&mut graph, field::GRAPH_INPUT, &value_info("X", element.onnx(), Some(width)));
    for name in &names {
        let element = if *name == "label" { label } else { score };
        push_delimited(&mut graph, field::GRAPH_OUTPUT, &value_info(name, element, None));
    }
    let mut alone = Vec::with_capacity(graph.len() + 64);
    push_varint(&mut alone, field::MODEL_IR_VERSION, IR_VERSION);
    push_delimited(&mut alone, field::MODEL_GRAPH, &graph);
    push_delimited(&mut alone, field::MODEL_OPSET, &opset(ML_DOMAIN, version));
    push_delimited(&mut alone, field::MODEL_OPSET, &opset("", 15));
    Ok((alone, names))
}

/// A tensor's declaration: its first dimension is open; with `width` it has two.
fn value_info(name: &str, element: u64, width: Option<usize>) -> Vec<u8> {
    let (mut tensor, mut shape, mut rows) = (Vec::new(), Vec::new(), Vec::new());
    push_varint(&mut tensor, field::TENSOR_ELEMENT, element);
    if let Some(width) = width {
        push_delimited(&mut rows, field::DIMENSION_NAME, b"N");
        push_delimited(&mut shape, field::SHAPE_DIMENSION, &rows);
        let mut columns = Vec::new();
        push_varint(&mut columns, field::DIMENSION_NUMBER, width as u64);
        push_delimited(&mut shape, field::SHAPE_DIMENSION, &columns);
        push_delimited(&mut tensor, field::TENSOR_SHAPE, &shape);
    }
    let (mut kind, mut value) = (Vec::new(), Vec::new());
    push_delimited(&mut kind, field::TYPE_TENSOR, &tensor);
    push_delimited(&mut value, field::NAME, name.as_bytes());
    push_delimited(&mut value, field::VALUE_TYPE, &kind);
    value
}

fn opset(domain: &str, version: u64) -> Vec<u8> {
    let mut opset = Vec::new();
    push_delimited(&mut opset, field::OPSET_DOMAIN, domain.as_bytes());
    push_varint(&mut opset, field::OPSET_VERSION, version);
    opset
}
