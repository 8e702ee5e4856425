//! `rowcast_load`: a model file becomes a function of the database.

use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;

use quack_rs::query::OwnedConnection;
use rowcast_kernel::options::LoadOptions;
use rowcast_kernel::{Code, Fault};
use rowcast_runtime::library;
use rowcast_runtime::model::{Candidate, Model};

use crate::receipts;
use crate::registry::{Registry, Slot};
use crate::{losses_function, score_function};

/// Names that begin with this are for score functions alone.
const RESERVED_PREFIX: &str = "score_";

/// Loads the model at `path` as `function` and returns its receipt.
///
/// # Errors
/// Any [`Code`] but those of scoring.
pub fn load(registry: &Registry, function: &str, path: &Path, options: &str) -> Result<String, Fault> {
    check_name(function)?;
    let options = LoadOptions::parse(options)?;
    let loading = registry.start_loading();
    let candidate = Candidate::read(path, &options)?;
    let library = library::loaded_or_default()?;
    let Some(slot) = registry.find(function) else {
        let model = candidate.load(library, path)?;
        check_free(registry, loading.connection(), function)?;
        let slot = Arc::new(Slot::new(function, options, model));
        score_function::register(loading.connection(), &slot)?;
        let model = slot.model()?;
        registry.insert(slot);
        return receipts::loaded(function, &model, library);
    };
    if let Ok(model) = slot.model() {
        if model.sha256 != candidate.sha256() || slot.options != options {
            return Err(taken(function, "loaded already, with another model or other options"));
        }
        return receipts::loaded(&slot.function, &model, library);
    }
    if slot.options != options {
        return Err(taken(function, "registered already, with other options"));
    }
    reload(&slot, candidate.load(library, path)?)?;
    receipts::loaded(&slot.function, &*slot.model()?, library)
}

/// Makes `function` count what feeding the model at `path` would lose, and returns its receipt. Needs no runtime.
///
/// # Errors
/// Those of [`load`] that come before a session is made.
pub fn losses(registry: &Registry, function: &str, path: &Path, options: &str) -> Result<String, Fault> {
    check_name(function)?;
    let plan = Candidate::read(path, &LoadOptions::parse(options)?)?.into_plan();
    let loading = registry.start_loading();
    let receipt = receipts::counting(function, &plan)?;
    losses_function::register(loading.connection(), function, plan)?;
    Ok(receipt)
}

/// Puts a model into the slot of one that was unloaded; the function's types stay as they were registered.
fn reload(slot: &Slot, model: Model) -> Result<(), Fault> {
    if slot.parameters != model.plan.parameters || slot.columns != model.columns {
        return Err(taken(&slot.function, "registered already, for a model with other arguments or results"));
    }
    slot.replace(Some(model));
    Ok(())
}

fn taken(function: &str, what: &str) -> Fault {
    Fault::new(
        Code::FunctionExists,
        format!("Function {function} is {what}."),
        "Choose another name for this model.",
    )
}

/// Refuses the name of any function that the database has: DuckDB would add an overload to it without a word.
fn check_free(registry: &Registry, connection: &OwnedConnection, function: &str) -> Result<(), Fault> {
    // Listing the functions takes as long as loading a small model, and no other function has such a name.
    if function.starts_with(RESERVED_PREFIX) {
        return Ok(());
    }
    if registry.other_functions(|| list_functions(connection))?.contains(&function.to_lowercase()) {
        return Err(taken(function, "part of this database already"));
    }
    Ok(())
}

/// The names, in lower case, of every function of the database and of what its parser takes for one, such as
/// `coalesce`. The list takes DuckDB more than 10 ms to make.
fn list_functions(connection: &OwnedConnection) -> Result<HashSet<String>, Fault> {
    let failed = |error| Fault::internal(format_args!("the database did not list its functions: {error}"));
    let sql = "SELECT DISTINCT lower(function_name) FROM duckdb_functions()
        UNION ALL
        SELECT keyword_name FROM duckdb_keywords() WHERE keyword_category IN ('reserved', 'column_name')";
    let mut rows = connection.query(sql).map_err(failed)?;
    let mut names = HashSet::new();
    while let Some(chunk) = rows.next_chunk().map_err(failed)? {
        // SAFETY: the statement has one column of VARCHAR, none of which is NULL.
        let reader = unsafe { chunk.reader(0) };
        // SAFETY: `row` is below the chunk's size.
        names.extend((0..chunk.size()).map(|row| unsafe { reader.read_str(row) }.to_owned()));
    }
    Ok(names)
}

/// Refuses what cannot be the name of a function.
///
/// # Errors
/// `BAD_FUNCTION_NAME`
pub fn check_name(function: &str) -> Result<(), Fault> {
    let mut characters = function.chars();
    let starts_well = characters.next().is_some_and(|first| first.is_ascii_alphabetic() || first == '_');
    if starts_well && characters.all(|next| next.is_ascii_alphanumeric() || next == '_') {
        return Ok(());
    }
    Err(Fault::new(
        Code::BadFunctionName,
        format!("\"{function}\" cannot be the name of a function."),
        "Use letters, digits and underscores, and start with a letter.",
    ))
}
