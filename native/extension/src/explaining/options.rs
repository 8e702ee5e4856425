//! The options of `rowcast_explain`, as JSON says them.

use rowcast_kernel::options::LoadOptions;
use rowcast_kernel::{Code, Fault};
use serde::Deserialize;

/// How a model is to be explained.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExplainOptions {
    /// How the model is fed: what `rowcast_load` takes.
    pub model: LoadOptions,
    /// How many reasons are given for each row; the contributions of all arguments where left out.
    pub reasons: Option<usize>,
    /// The names that reasons call the arguments by.
    pub features: Vec<String>,
}

impl ExplainOptions {
    /// Reads options from JSON.
    ///
    /// # Errors
    /// `BAD_OPTIONS` with the place in the text.
    pub fn parse(json: &str) -> Result<Self, Fault> {
        serde_json::from_str(json).map_err(|error| {
            Fault::new(
                Code::BadOptions,
                format!("The options of rowcast_explain are not what it takes: {error}."),
                "Pass a JSON object with model, reasons and features.",
            )
        })
    }
}
