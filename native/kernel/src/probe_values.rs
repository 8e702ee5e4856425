//! Values to try a model with before any row is scored.

use crate::model_file::ModelFile;
use crate::onnx::messages::{AttributeProto, NodeProto};
use crate::onnx::trace::attribute;

/// Attributes that list the strings an operator knows.
const KNOWN_STRINGS: &[&str] = &["cats_strings", "keys_strings", "keys_tensor"];

/// Operators that hand their first input's strings on.
const PASSING: &[&str] = &[
    "Identity",
    "Reshape",
    "Concat",
    "Split",
    "Gather",
    "Squeeze",
    "Unsqueeze",
    "Flatten",
    "ArrayFeatureExtractor",
    "Transpose",
    "Slice",
];

/// A string that the model knows as a category of input `input`; `""` where none is found. Encoders may refuse
/// every string but those they were fitted on.
pub fn known_category(file: &ModelFile, input: &str) -> String {
    let mut reached = vec![input.to_owned()];
    let mut next = 0;
    while let Some(name) = reached.get(next).cloned() {
        next += 1;
        for node in file.graph.node.iter().filter(|node| node.input.contains(&name)) {
            if let Some(category) = first_known_string(node) {
                return category;
            }
            if PASSING.contains(&node.op_type.as_str()) {
                let new: Vec<_> =
                    node.output.iter().filter(|output| !reached.contains(output)).cloned().collect();
                reached.extend(new);
            }
        }
    }
    String::new()
}

fn first_known_string(node: &NodeProto) -> Option<String> {
    let first = |attribute: &AttributeProto| {
        let in_tensor = attribute.t.iter().flat_map(|tensor| &tensor.string_data);
        attribute.strings.iter().chain(in_tensor).next().cloned()
    };
    let bytes = KNOWN_STRINGS.iter().find_map(|name| attribute(node, name).and_then(first))?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}
