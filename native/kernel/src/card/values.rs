//! A graph's inputs and outputs with their types.

use std::collections::HashSet;

use serde::{Serialize, Serializer};

use super::classes::{self, ClassLabel};
use super::initializers;
use crate::element::Element;
use crate::onnx::messages::{
    DimensionProto, DimensionValue, GraphProto, TensorTypeProto, TypeProto, TypeValue,
};
use crate::onnx::zipmap::{self, ZipMap};

/// What kind of value an input or output is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "the names are the standard's own")]
pub enum Kind {
    Tensor,
    Sequence,
    Map,
    Optional,
}

/// One dimension of a shape.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Dimension {
    /// Always this number.
    Fixed(u64),
    /// Any number, by this name.
    Named(String),
    /// Any number.
    Unknown,
}

/// A value's type; of a sequence, map or optional the innermost element.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ValueType {
    /// Tensor or something around one.
    pub kind: Kind,
    /// The element type; `null` where the file does not say.
    #[serde(serialize_with = "element_name")]
    pub element: Option<Element>,
    /// The dimensions; `null` where the file does not say.
    pub shape: Option<Vec<Dimension>>,
}

fn element_name<S: Serializer>(element: &Option<Element>, serializer: S) -> Result<S::Ok, S::Error> {
    element.map(Element::name).serialize(serializer)
}

/// What a model takes.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ModelInput {
    /// The input's name.
    pub name: String,
    /// The input's type.
    #[serde(flatten)]
    pub r#type: ValueType,
    /// Whether the model runs without it.
    pub optional: bool,
}

/// What a model gives.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ModelOutput {
    /// The output's name.
    pub name: String,
    /// The output's type.
    #[serde(flatten)]
    pub r#type: ValueType,
    /// The classes behind its columns, where a classifier made it.
    pub classes: Option<Vec<ClassLabel>>,
    /// Whether it is a map from class to score for each row, made by a ZipMap.
    pub zipmap: bool,
}

/// Old files list initializers among the inputs too; these have values already and are left out.
pub(super) fn inputs(graph: &GraphProto) -> Vec<ModelInput> {
    let constants: HashSet<&str> = initializers(graph).map(|tensor| tensor.name.as_str()).collect();
    let given = graph.input.iter().filter(|value| !constants.contains(value.name.as_str()));
    given
        .map(|value| {
            let r#type = value_type(value.r#type.as_ref());
            ModelInput { name: value.name.clone(), optional: r#type.kind == Kind::Optional, r#type }
        })
        .collect()
}

pub(super) fn outputs(graph: &GraphProto) -> Vec<ModelOutput> {
    let zip_maps = zipmap::find(graph);
    let output = |value: &crate::onnx::messages::ValueInfoProto| match zip_maps
        .iter()
        .find(|zip_map| zip_map.output == value.name)
    {
        Some(zip_map) => zip_map_output(zip_map),
        None => tensor_output(graph, &value.name, value_type(value.r#type.as_ref())),
    };
    graph.output.iter().map(output).collect()
}

fn zip_map_output(zip_map: &ZipMap) -> ModelOutput {
    let classes = zip_map.classes.clone();
    let shape = Some(vec![Dimension::Unknown, Dimension::Fixed(classes.len() as u64)]);
    ModelOutput {
        name: zip_map.output.clone(),
        r#type: ValueType { kind: Kind::Sequence, element: Some(Element::Float), shape },
        classes: (!classes.is_empty()).then_some(classes),
        zipmap: true,
    }
}

fn tensor_output(graph: &GraphProto, name: &str, r#type: ValueType) -> ModelOutput {
    let classes = classes::of_tensor(graph, name);
    ModelOutput { name: name.to_owned(), r#type, classes, zipmap: false }
}

fn value_type(proto: Option<&TypeProto>) -> ValueType {
    let unknown = |kind| ValueType { kind, element: None, shape: None };
    let around = |kind, inner: Option<&TypeProto>| ValueType { kind, ..value_type(inner) };
    match proto.and_then(|proto| proto.value.as_ref()) {
        None => unknown(Kind::Tensor),
        Some(TypeValue::Tensor(tensor) | TypeValue::SparseTensor(tensor)) => tensor_type(tensor),
        Some(TypeValue::Sequence(inner)) => around(Kind::Sequence, inner.elem_type.as_deref()),
        Some(TypeValue::Map(inner)) => around(Kind::Map, inner.value_type.as_deref()),
        Some(TypeValue::Optional(inner)) => around(Kind::Optional, inner.elem_type.as_deref()),
    }
}

fn tensor_type(tensor: &TensorTypeProto) -> ValueType {
    let shape = tensor.shape.as_ref().map(|shape| shape.dim.iter().map(dimension).collect());
    ValueType { kind: Kind::Tensor, element: Element::from_onnx(tensor.elem_type), shape }
}

/// Some exporters write 0 or -1 where they mean "any number".
fn dimension(dim: &DimensionProto) -> Dimension {
    match &dim.value {
        Some(DimensionValue::Number(number)) if *number > 0 => Dimension::Fixed(number.unsigned_abs()),
        Some(DimensionValue::Name(name)) if !name.is_empty() => Dimension::Named(name.clone()),
        Some(DimensionValue::Number(_) | DimensionValue::Name(_)) | None => Dimension::Unknown,
    }
}
