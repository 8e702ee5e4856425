//! The options of `rowcast_load`, as JSON says them.

use std::path::PathBuf;

use serde::Deserialize;

use crate::fault::{Code, Fault};
use crate::sql_type::ColumnType;

/// How a model is to be loaded; every entry may be left out.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LoadOptions {
    /// The hash that the file must have, in hex.
    pub sha256: Option<String>,
    /// The execution provider; `auto` where left out.
    pub provider: Option<String>,
    /// Whether a model is refused of which that provider cannot run every node.
    #[serde(rename = "requireProvider")]
    pub require_provider: bool,
    /// The model's name in messages; the file's stem where left out.
    pub model: Option<String>,
    /// What scores the model's trees; `auto` where left out.
    pub trees: TreesOption,
    /// Libraries of operators that the model may use besides ONNX Runtime's.
    pub extensions: Vec<OperatorLibrary>,
    /// The outputs that are wanted; all where left out.
    pub outputs: Option<Vec<String>>,
    /// The function's arguments; one for each feature where left out.
    pub arguments: Option<Vec<ArgumentOptions>>,
}

/// A shared library of operators.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OperatorLibrary {
    /// Where it lies.
    pub path: PathBuf,
    /// The hash that the file must have, in hex.
    pub sha256: String,
}

/// What scores a model's trees.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TreesOption {
    /// Rowcast where that gives ONNX Runtime's bits, otherwise ONNX Runtime.
    #[default]
    Auto,
    /// Rowcast; a model for which that cannot be is refused.
    Fast,
    /// ONNX Runtime.
    Runtime,
}

impl TreesOption {
    /// The name that options and receipts give it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Fast => "fast",
            Self::Runtime => "runtime",
        }
    }
}

/// One argument of the score function.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ArgumentOptions {
    /// The input that it feeds; of an `[N,F]` input the next feature, or with a list the next features.
    pub input: String,
    /// Its type in SQL.
    #[serde(rename = "type")]
    pub sql_type: ColumnType,
    /// How many values each of its lists has; only for a list, and all that are left where left out.
    pub length: Option<usize>,
    /// Its name in messages.
    pub label: Option<String>,
    /// What a missing value means.
    pub missing: Option<MissingOption>,
    /// Whether a BOOLEAN follows that says if there was a value before a cast.
    #[serde(default)]
    pub presence: bool,
    /// Whether a text that is no number counts as missing, where VARCHAR feeds an input of numbers.
    #[serde(default)]
    pub tolerant: bool,
}

/// What a missing value means.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(tag = "policy", rename_all = "lowercase", deny_unknown_fields)]
pub enum MissingOption {
    /// NaN; for inputs of floats only.
    Nan,
    /// The statement fails.
    Error,
    /// The row has no scores: its result is NULL.
    Null,
    /// This value, read as the input's element type.
    Value {
        /// The value as text.
        value: String,
    },
}

impl LoadOptions {
    /// Reads options from JSON.
    ///
    /// # Errors
    /// `BAD_OPTIONS` with the place in the text.
    pub fn parse(json: &str) -> Result<Self, Fault> {
        serde_json::from_str(json).map_err(|error| {
            Fault::new(
                Code::BadOptions,
                format!("The options of rowcast_load are not what it takes: {error}."),
                "Pass a JSON object with sha256, provider, requireProvider, model, trees, extensions, outputs and arguments, each of which may be left out.",
            )
        })
    }
}
