//! A model file read once: its bytes, their hash and the messages in them.

use std::io::ErrorKind;
use std::path::Path;

use bytes::Bytes;
use prost::Message;
use sha2::{Digest, Sha256};

use crate::element::Element;
use crate::fault::{Code, Fault};
use crate::onnx::messages::{GraphProto, ModelProto, TypeValue};
use crate::onnx::trace::{attribute_int, producer};
use crate::onnx::wire::{WireError, fields};
use crate::onnx::zipmap::{self, ZipMap};
use crate::trees;

/// SHA-256 of `bytes`, in lower-case hex.
pub fn hash_of(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A model file.
pub struct ModelFile {
    /// The file's bytes.
    pub bytes: Bytes,
    /// Hash of these bytes, in lower-case hex.
    pub sha256: String,
    /// The same without the nodes and weights of tree ensembles.
    light: Bytes,
    pub(crate) proto: ModelProto,
    pub(crate) graph: GraphProto,
}

impl ModelFile {
    /// Reads and parses the file at `path`.
    ///
    /// # Errors
    /// `MODEL_NOT_FOUND`, `MODEL_UNREADABLE`, `MODEL_EMPTY`, `MODEL_TRUNCATED`, `NOT_ONNX`
    pub fn read(path: &Path) -> Result<Self, Fault> {
        let bytes = std::fs::read(path).map_err(|error| match error.kind() {
            ErrorKind::NotFound => Fault::new(
                Code::ModelNotFound,
                format!("There is no model file \"{}\".", path.display()),
                "Check the path; a relative one counts from the folder that the program was started in.",
            ),
            _ => Fault::new(
                Code::ModelUnreadable,
                format!("Model file \"{}\" could not be read: {error}.", path.display()),
                "Check that the path is a file and that you may read it.",
            ),
        })?;
        Self::parse(Bytes::from(bytes), path)
    }

    /// Parses `bytes`; `path` is named in errors.
    ///
    /// # Errors
    /// `MODEL_EMPTY`, `MODEL_TRUNCATED`, `NOT_ONNX`
    pub fn parse(bytes: Bytes, path: &Path) -> Result<Self, Fault> {
        if bytes.is_empty() {
            return Err(Fault::new(
                Code::ModelEmpty,
                format!("Model file \"{}\" is empty.", path.display()),
                "Export or download it again; some exporters leave an empty file behind when they fail.",
            ));
        }
        match fields(&bytes) {
            Err(WireError::Truncated { number }) if starts_like_a_model(&bytes, number) => {
                return Err(truncated(path, bytes.len()));
            }
            Err(_) => return Err(not_onnx(path, &bytes)),
            Ok(_) => {}
        }
        // Ensembles have millions of values, which decoded would take several times the file.
        let light = trees::light::light(&bytes).map_or_else(|_| bytes.clone(), Bytes::from);
        let mut proto = ModelProto::decode(light.clone()).map_err(|_| not_onnx(path, &bytes))?;
        let graph = match (proto.ir_version, proto.graph.take()) {
            (Some(_), Some(graph)) if !graph.output.is_empty() => graph,
            _ => return Err(not_onnx(path, &bytes)),
        };
        let sha256 = hash_of(&bytes);
        Ok(Self { bytes, sha256, light, proto, graph })
    }

    /// The element type of the tensor `name` inside the graph, where the file says it or a Cast makes it.
    pub fn element_of(&self, name: &str) -> Option<Element> {
        let declared = self.graph.value_info.iter().find(|value| value.name == name);
        if let Some(TypeValue::Tensor(tensor)) =
            declared.and_then(|value| value.r#type.as_ref()?.value.as_ref())
        {
            return Element::from_onnx(tensor.elem_type);
        }
        let (node, _) = producer(&self.graph, name).filter(|(node, _)| node.op_type == "Cast")?;
        Element::from_onnx(i32::try_from(attribute_int(node, "to")?).ok()?)
    }

    /// The ZipMaps that make outputs of the model.
    pub(crate) fn zip_maps(&self) -> Vec<ZipMap> {
        zipmap::find(&self.graph)
    }

    /// The bytes to make a session of: the file's own, or without its ZipMaps where it has any.
    ///
    /// # Errors
    /// `NOT_ONNX`
    pub fn session_bytes(&self) -> Result<Bytes, Fault> {
        self.without_zip_maps(&self.bytes)
    }

    /// The same without the nodes and weights of tree ensembles: no session can be made of these bytes until others have
    /// taken the ensembles' places.
    ///
    /// # Errors
    /// `NOT_ONNX`
    pub fn light_session_bytes(&self) -> Result<Bytes, Fault> {
        self.without_zip_maps(&self.light)
    }

    fn without_zip_maps(&self, bytes: &Bytes) -> Result<Bytes, Fault> {
        let zip_maps = self.zip_maps();
        if zip_maps.is_empty() {
            return Ok(bytes.clone());
        }
        let edited = zipmap::remove(bytes, &self.graph, &zip_maps);
        // The decoder forgives what the walk over the bytes does not, such as a field of another kind than it should be.
        edited.map(Bytes::from).map_err(|_| {
            Fault::new(
                Code::NotOnnx,
                "The graph of the model is not written as ONNX says.",
                "Copy or download the model again, or export it again.",
            )
        })
    }
}

/// A model starts with its format version, and what a cut leaves unfinished is nearly always the graph.
fn starts_like_a_model(bytes: &[u8], cut_field: u64) -> bool {
    const IR_VERSION_TAG: u8 = 1 << 3;
    const GRAPH: u64 = 7;
    bytes.first() == Some(&IR_VERSION_TAG) || cut_field == GRAPH
}

fn truncated(path: &Path, len: usize) -> Fault {
    Fault::new(
        Code::ModelTruncated,
        format!("Model file \"{}\" ends in the middle of the model, after {len} bytes.", path.display()),
        "Copy or download it again; the transfer stopped early.",
    )
}

fn not_onnx(path: &Path, bytes: &[u8]) -> Fault {
    let hint = if bytes.starts_with(b"version https://git-lfs") {
        "This is a Git LFS pointer: run `git lfs pull` to get the model itself."
    } else if bytes.get(4..8) == Some(b"ORTM".as_slice()) {
        "This is ONNX Runtime's own .ort format: use the .onnx file that it was made from."
    } else {
        "Choose an .onnx file; other formats need exporting to ONNX first."
    };
    Fault::new(Code::NotOnnx, format!("File \"{}\" is not an ONNX model.", path.display()), hint)
}
