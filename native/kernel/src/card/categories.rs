//! The categories that a model's encoders know, by the column that they encode.

use std::collections::HashMap;

use serde::Serialize;

use super::classes::{ClassLabel, labels};
use super::values::{Dimension, ModelInput};
use crate::element::Element;
use crate::onnx::messages::{GraphProto, NodeProto};
use crate::onnx::trace::{ML_DOMAIN, attribute};

/// Wider inputs are not followed: a damaged file may declare billions of columns.
const MOST_COLUMNS: u64 = 65_536;

/// What the encoder of one column was fitted on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Categories {
    /// The input that has the column.
    pub input: String,
    /// The column's place in the input, from 0.
    pub index: usize,
    /// The categories, as the model lists them.
    pub values: Vec<ClassLabel>,
}

/// A column of a tensor that still holds what was fed: the input that it came from and its place there.
type Column<'g> = (&'g ModelInput, usize);

/// The categories of each column that reaches an encoder unchanged; of two encoders the first counts.
pub(super) fn find(graph: &GraphProto, inputs: &[ModelInput]) -> Vec<Categories> {
    let mut columns: HashMap<&str, Vec<Column<'_>>> = HashMap::new();
    for input in inputs {
        columns.insert(&input.name, (0..width(input)).map(|index| (input, index)).collect());
    }
    let mut found: Vec<Categories> = Vec::new();
    for node in &graph.node {
        for &(input, index) in
            node.input.first().and_then(|name| columns.get(name.as_str())).into_iter().flatten()
        {
            let known = found.iter().any(|one| one.input == input.name && one.index == index);
            let values = if known { None } else { encoded(node, input.r#type.element) };
            found.extend(values.map(|values| Categories { input: input.name.clone(), index, values }));
        }
        if let (Some(passed), Some(output)) = (passed_on(graph, node, &columns), node.output.first()) {
            columns.insert(output, passed);
        }
    }
    found
}

fn width(input: &ModelInput) -> usize {
    match input.r#type.shape.as_deref() {
        Some([_]) => 1,
        Some([_, Dimension::Fixed(width)]) if *width <= MOST_COLUMNS => usize::try_from(*width).unwrap_or(0),
        _ => 0,
    }
}

/// The columns of the node's first output, where it only moves columns or changes their type.
fn passed_on<'g>(
    graph: &GraphProto,
    node: &NodeProto,
    columns: &HashMap<&str, Vec<Column<'g>>>,
) -> Option<Vec<Column<'g>>> {
    let of = |name: &String| columns.get(name.as_str());
    let first = node.input.first().and_then(of);
    match node.op_type.as_str() {
        "Identity" | "Cast" => first.cloned(),
        // With one value in each row there is nothing to mix up.
        "Reshape" | "Flatten" | "Squeeze" | "Unsqueeze" => {
            first.filter(|columns| columns.len() == 1).cloned()
        }
        "Concat" => node
            .input
            .iter()
            .map(of)
            .collect::<Option<Vec<_>>>()
            .map(|parts| parts.into_iter().flatten().copied().collect()),
        "Gather" | "ArrayFeatureExtractor" => {
            let (from, places) = (first?, constant(graph, node.input.get(1)?)?);
            places.into_iter().map(|place| from.get(usize::try_from(place).ok()?).copied()).collect()
        }
        _ => None,
    }
}

/// The whole numbers in the initializer `name`.
fn constant(graph: &GraphProto, name: &str) -> Option<Vec<i64>> {
    graph.initializer.iter().find(|tensor| tensor.name == name)?.int64_values()
}

/// The categories in an encoder's attributes, of the kind that the input feeds.
fn encoded(node: &NodeProto, element: Option<Element>) -> Option<Vec<ClassLabel>> {
    let names = match (node.domain.as_str(), node.op_type.as_str(), element) {
        (ML_DOMAIN, "CategoryMapper", Some(Element::String)) => ["cats_strings"].as_slice(),
        (ML_DOMAIN, "CategoryMapper", _) => &["cats_int64s"],
        (ML_DOMAIN, "OneHotEncoder", _) => &["cats_strings", "cats_int64s"],
        (ML_DOMAIN, "LabelEncoder", _) => &["keys_strings", "keys_int64s"],
        _ => return None,
    };
    names.iter().find_map(|name| attribute(node, name).and_then(labels))
}
