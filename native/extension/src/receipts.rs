//! The JSON that the functions return.

use rowcast_kernel::Fault;
use rowcast_kernel::columns::OutputColumn;
use rowcast_kernel::plan::ModelPlan;
use rowcast_kernel::sql_type::ColumnType;
use rowcast_runtime::library::Library;
use rowcast_runtime::model::Model;
use rowcast_runtime::provider::ProviderReceipt;
use rowcast_runtime::trees::TreesReceipt;
use serde::Serialize;

#[derive(Serialize)]
struct RuntimeReceipt<'a> {
    extension: &'a str,
    onnxruntime: &'a str,
    path: String,
}

#[derive(Serialize)]
struct LoadReceipt<'a> {
    function: &'a str,
    parameters: &'a [ColumnType],
    columns: &'a [OutputColumn],
    provider: &'a ProviderReceipt,
    trees: &'a Option<TreesReceipt>,
    sha256: &'a str,
    model: &'a str,
    onnxruntime: &'a str,
}

#[derive(Serialize)]
struct CountingReceipt<'a> {
    function: &'a str,
    parameters: &'a [ColumnType],
}

#[derive(Serialize)]
struct UnloadReceipt<'a> {
    function: &'a str,
    unloaded: bool,
}

/// Any value as JSON.
pub fn json(value: &impl Serialize) -> Result<String, Fault> {
    serde_json::to_string(value)
        .map_err(|error| Fault::internal(format_args!("a receipt has no JSON: {error}")))
}

/// What `rowcast_runtime` returns.
pub fn runtime(library: &Library) -> Result<String, Fault> {
    let path = library.path.display().to_string();
    json(&RuntimeReceipt { extension: env!("CARGO_PKG_VERSION"), onnxruntime: &library.version, path })
}

/// What `rowcast_load` returns.
pub fn loaded(function: &str, model: &Model, library: &Library) -> Result<String, Fault> {
    json(&LoadReceipt {
        function,
        parameters: &model.plan.parameters,
        columns: &model.columns,
        provider: &model.provider,
        trees: &model.trees,
        sha256: &model.sha256,
        model: &model.plan.model,
        onnxruntime: &library.version,
    })
}

/// What `rowcast_losses` returns.
pub fn counting(function: &str, plan: &ModelPlan) -> Result<String, Fault> {
    json(&CountingReceipt { function, parameters: &plan.parameters })
}

/// What `rowcast_unload` returns.
pub fn unloaded(function: &str, unloaded: bool) -> Result<String, Fault> {
    json(&UnloadReceipt { function, unloaded })
}
