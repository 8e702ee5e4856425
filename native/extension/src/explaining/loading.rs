//! `rowcast_explain`: a model file becomes a function that explains, and one that counts covers.

use std::path::Path;
use std::sync::Arc;

use rowcast_kernel::sql_type::SqlType;
use rowcast_kernel::trees::shap::model::ExplainableModel;
use rowcast_kernel::{Code, Fault};
use rowcast_runtime::model::Candidate;
use serde::Serialize;

use super::options::ExplainOptions;
use super::slot::ExplainSlot;
use super::{covers_function, explain_function};
use crate::registry::Registry;

/// What `rowcast_explain` returns.
#[derive(Serialize)]
struct ExplainReceipt {
    function: String,
    covers_function: String,
    fields: Vec<Field>,
    /// Whether the file has covers, so that none need be counted.
    has_covers: bool,
    /// What is explained of each row: `score` or `predicted class`.
    explains: &'static str,
    trees: usize,
}

#[derive(Serialize)]
struct Field {
    name: String,
    #[serde(rename = "type")]
    sql_type: SqlType,
}

/// Makes the model at `path` explainable as `function` and returns a receipt. Needs no runtime.
///
/// # Errors
/// Those of [`Candidate::read`], `NOT_EXPLAINABLE`, `FUNCTION_EXISTS`, `REGISTRATION_FAILED`
pub fn explain(registry: &Registry, function: &str, path: &Path, options: &str) -> Result<String, Fault> {
    crate::loading::check_name(function)?;
    let options = ExplainOptions::parse(options)?;
    let (file, plan) = Candidate::read(path, &options.model)?.into_parts();
    if options.features.len() != plan.arguments.len() {
        return Err(Fault::internal("an argument of a model to explain has no name"));
    }
    let model = ExplainableModel::new(&file, plan)?;
    let loading = registry.start_loading();
    let covers_function = format!("{function}_covers");
    let slot = match registry.find_explained(function) {
        Some(slot) if slot.options != options => {
            return Err(Fault::new(
                Code::FunctionExists,
                format!("Function {function} explains already, with other options."),
                "Choose another name.",
            ));
        }
        Some(slot) => slot,
        None => {
            let slot = Arc::new(ExplainSlot::new(function, options, &model));
            explain_function::register(loading.connection(), &slot)?;
            covers_function::register(loading.connection(), &covers_function, &slot)?;
            registry.insert_explained(Arc::clone(&slot));
            slot
        }
    };
    let receipt = ExplainReceipt {
        function: slot.function.clone(),
        covers_function,
        fields: explain_function::fields(&slot)
            .into_iter()
            .map(|(name, sql_type)| Field { name, sql_type })
            .collect(),
        has_covers: model.covers.is_some(),
        explains: if model.explains_predicted_class() { "predicted class" } else { "score" },
        trees: model.trees(),
    };
    // Another plan of the same job may be using the model and its covers now.
    if slot.model().is_err() {
        slot.fill(model)?;
    }
    crate::receipts::json(&receipt)
}
