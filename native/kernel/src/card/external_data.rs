//! Files beside a model that hold its weights.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

use serde::Serialize;

use super::initializers;
use crate::fault::{Code, Fault};
use crate::onnx::messages::{GraphProto, TensorProto};
use crate::onnx::trace::with_subgraphs;

/// A file with weights.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ExternalData {
    /// Its path relative to the model's folder, as the model has it.
    pub location: String,
    /// Its length; absent where there is no such file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bytes: Option<u64>,
    /// How long it has to be at least, as far as the model says.
    #[serde(skip)]
    pub needed: u64,
}

pub(super) fn files(graph: &GraphProto, model: &Path) -> Vec<ExternalData> {
    let graphs = with_subgraphs(graph);
    let in_nodes = graphs
        .iter()
        .flat_map(|graph| &graph.node)
        .flat_map(|node| &node.attribute)
        .flat_map(|attribute| attribute.t.iter().chain(&attribute.tensors));
    let tensors = graphs.iter().flat_map(|graph| initializers(graph)).chain(in_nodes);
    let mut locations = BTreeMap::<String, u64>::new();
    for tensor in tensors {
        if let Some(location) = location(tensor) {
            let needed = locations.entry(location).or_default();
            *needed = (*needed).max(end(tensor));
        }
    }
    let length = |location: &str| std::fs::metadata(folder(model).join(location)).ok().map(|file| file.len());
    let file = |(location, needed): (String, u64)| ExternalData {
        bytes: if leaves_folder(&location) { None } else { length(&location) },
        location,
        needed,
    };
    locations.into_iter().map(file).collect()
}

fn location(tensor: &TensorProto) -> Option<String> {
    let entry = tensor.external_data.iter().find(|entry| entry.key == "location")?;
    let is_external = tensor.data_location == TensorProto::EXTERNAL;
    is_external.then(|| String::from_utf8_lossy(&entry.value).into_owned())
}

/// Where a tensor ends in its file; 0 where the model does not say it.
fn end(tensor: &TensorProto) -> u64 {
    let number = |key: &str| {
        let entry = tensor.external_data.iter().find(|entry| entry.key == key)?;
        std::str::from_utf8(&entry.value).ok()?.trim().parse::<u64>().ok()
    };
    number("length").map_or(0, |length| length.saturating_add(number("offset").unwrap_or(0)))
}

/// The folder that external data is relative to.
pub fn folder(model: &Path) -> PathBuf {
    match model.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        Some(_) | None => PathBuf::from("."),
    }
}

fn leaves_folder(location: &str) -> bool {
    let mut depth = 0_i64;
    // A backslash parts folders on one system only; a model must mean the same file on all of them.
    Path::new(&location.replace('\\', "/")).components().any(|component| {
        match component {
            Component::Normal(_) => depth += 1,
            Component::ParentDir => depth -= 1,
            Component::CurDir => {}
            Component::RootDir | Component::Prefix(_) => depth = -1,
        }
        depth < 0
    })
}

/// Refuses a model whose weights are missing or would be read from outside its folder.
///
/// # Errors
/// `EXTERNAL_DATA_OUTSIDE`, `EXTERNAL_DATA_MISSING`, `MODEL_TRUNCATED`
pub fn check(files: &[ExternalData], model: &Path) -> Result<(), Fault> {
    for file in files {
        let (location, model_text) = (&file.location, model.display());
        if leaves_folder(location) {
            return Err(Fault::new(
                Code::ExternalDataOutside,
                format!(
                    "Model file \"{model_text}\" asks for weights at \"{location}\", which is outside its own folder."
                ),
                "Export the model again with its data file beside it; a path outside could read any file.",
            ));
        }
        let Some(bytes) = file.bytes else {
            return Err(Fault::new(
                Code::ExternalDataMissing,
                format!(
                    "Model file \"{model_text}\" keeps weights in \"{location}\", and {} has no such file.",
                    folder(model).display()
                ),
                "Put the data file back beside the model under that very name.",
            ));
        };
        if bytes < file.needed {
            return Err(Fault::new(
                Code::ModelTruncated,
                format!(
                    "The weights of model file \"{model_text}\" end too early: expected at least {} bytes in \"{location}\", found {bytes}.",
                    file.needed
                ),
                "Copy or download this file again; the transfer stopped early.",
            ));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::leaves_folder;

    #[test]
    fn tells_paths_inside_the_folder_from_those_outside() {
        for inside in ["m.data", "sub/m.data", "./m.data", "sub/../m.data"] {
            assert!(!leaves_folder(inside), "{inside}");
        }
        for outside in ["../m.data", "/etc/passwd", "sub/../../m.data", "..\\m.data"] {
            assert!(leaves_folder(outside), "{outside}");
        }
    }
}
