//! The classes that stand behind an output's columns.

use std::fmt;

use serde::Serialize;

use crate::onnx::messages::{AttributeProto, GraphProto};
use crate::onnx::trace::{ML_DOMAIN, attribute, column_source};

/// A class of a classifier.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(untagged)]
pub enum ClassLabel {
    /// A numbered class.
    Number(i64),
    /// A named class.
    Name(String),
}

impl fmt::Display for ClassLabel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            Self::Name(name) => name.fmt(f),
        }
    }
}

/// The labels in an attribute that lists them; `None` for an empty list.
pub(crate) fn labels(attribute: &AttributeProto) -> Option<Vec<ClassLabel>> {
    let numbers = attribute.ints.iter().map(|&number| ClassLabel::Number(number));
    let names =
        attribute.strings.iter().map(|name| ClassLabel::Name(String::from_utf8_lossy(name).into_owned()));
    let labels: Vec<_> = numbers.chain(names).collect();
    (!labels.is_empty()).then_some(labels)
}

/// The classes of the `[N,K]` tensor `output`, where a classifier made it.
pub(crate) fn of_tensor(graph: &GraphProto, output: &str) -> Option<Vec<ClassLabel>> {
    let (node, index) = column_source(graph, output)?;
    let is_classifier =
        matches!(node.op_type.as_str(), "TreeEnsembleClassifier" | "LinearClassifier" | "SVMClassifier");
    // A classifier's first output is the label itself, its second the scores.
    if node.domain != ML_DOMAIN || !is_classifier || index != 1 {
        return None;
    }
    ["classlabels_strings", "classlabels_int64s", "classlabels_ints"]
        .iter()
        .find_map(|name| attribute(node, name).and_then(labels))
}
