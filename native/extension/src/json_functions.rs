//! The functions that take and return text: runtime, inspect, graph, load, losses, explain, counters and unload.

use std::path::Path;
use std::sync::Arc;

use libduckdb_sys::{duckdb_data_chunk, duckdb_function_info, duckdb_vector};
use quack_rs::connection::{Connection, Registrar};
use quack_rs::data_chunk::DataChunk;
use quack_rs::error::ExtensionError;
use quack_rs::scalar::{ScalarFunctionBuilder, ScalarFunctionInfo};
use quack_rs::types::{NullHandling, TypeId};
use quack_rs::vector::{VectorReader, VectorWriter};
use rowcast_kernel::card::ModelCard;
use rowcast_kernel::card::graph::ModelGraph;
use rowcast_kernel::model_file::ModelFile;
use rowcast_kernel::{Code, Fault};
use rowcast_runtime::library;

use crate::registry::Registry;
use crate::{explaining, loading, receipts};

/// One call: the texts of its arguments, `None` where one is NULL.
type Arguments<'a> = &'a [Option<&'a str>];

/// What a function does; `Ok(None)` is NULL.
type Body = fn(&Registry, Arguments<'_>) -> Result<Option<String>, Fault>;

/// A function's body with the database it works on, as DuckDB keeps it.
struct Bound {
    registry: Arc<Registry>,
    body: Body,
    parameters: usize,
}

const FUNCTIONS: &[(&str, usize, Body)] = &[
    ("rowcast_runtime", 1, runtime),
    ("rowcast_inspect", 1, inspect),
    ("rowcast_graph", 2, graph),
    ("rowcast_load", 3, load),
    ("rowcast_losses", 3, losses),
    ("rowcast_explain", 3, explain),
    ("rowcast_unexplain", 1, unexplain),
    ("rowcast_counters", 1, counters),
    ("rowcast_unload", 1, unload),
];

/// Registers the functions on a database that is loading the extension.
pub fn register(connection: &Connection) -> Result<(), ExtensionError> {
    // SAFETY: the database is open while it loads the extension.
    let own = unsafe { connection.open_connection()? };
    let registry = Arc::new(Registry::new(own));
    for &(name, parameters, body) in FUNCTIONS {
        let mut function = ScalarFunctionBuilder::try_new(name)?
            .returns(TypeId::Varchar)
            .function(call)
            .null_handling(NullHandling::SpecialNullHandling)
            .volatile();
        for _ in 0..parameters {
            function = function.param(TypeId::Varchar);
        }
        let bound = Box::new(Bound { registry: Arc::clone(&registry), body, parameters });
        // SAFETY: `free` gives the box back exactly once, and `Bound` is shared between threads safely.
        let function = unsafe { function.extra_info(Box::into_raw(bound).cast(), Some(free)) };
        // The connection lists the catalogue once for all functions, where the builder's own `register` lists it each time.
        // SAFETY: the connection is open while the extension loads.
        unsafe { connection.register_scalar(function)? };
    }
    Ok(())
}

unsafe extern "C" fn free(bound: *mut std::ffi::c_void) {
    // SAFETY: DuckDB calls this once, with the box that `register` gave it.
    drop(unsafe { Box::from_raw(bound.cast::<Bound>()) });
}

unsafe extern "C" fn call(info: duckdb_function_info, input: duckdb_data_chunk, output: duckdb_vector) {
    let work = || {
        // SAFETY: `info` is this call's own handle.
        let extra = unsafe { ScalarFunctionInfo::new(info).get_extra_info() };
        // SAFETY: `register` stored a `Bound` there, which lives as long as the function.
        let bound = unsafe { extra.cast::<Bound>().as_ref() };
        let bound = bound.ok_or_else(|| Fault::internal("a function has lost its database"))?;
        // SAFETY: DuckDB passed this chunk to the call.
        let chunk = unsafe { DataChunk::from_raw(input) };
        // SAFETY: the function was registered with `parameters` VARCHAR parameters.
        let readers: Vec<VectorReader> =
            (0..bound.parameters).map(|column| unsafe { chunk.reader(column) }).collect();
        // SAFETY: the function returns VARCHAR, and this is its result vector.
        let mut writer = unsafe { VectorWriter::from_vector(output) };
        for row in 0..chunk.size() {
            // SAFETY: `row` is below the chunk's size and the columns are VARCHAR; NULLs are not read.
            let text = |reader| unsafe { text_at(reader, row) };
            let arguments: Vec<Option<&str>> = readers.iter().map(text).collect();
            match (bound.body)(&bound.registry, &arguments)? {
                // SAFETY: `row` is below the result's size.
                Some(json) => unsafe { writer.write_varchar(row, &json) },
                // SAFETY: as above.
                None => unsafe { writer.set_null(row) },
            }
        }
        Ok(())
    };
    // SAFETY: `info` is this call's own handle.
    unsafe { crate::thrown::report(info, work) };
}

/// # Safety
/// `row` is below the row count of `reader`, whose column is VARCHAR.
unsafe fn text_at(reader: &VectorReader, row: usize) -> Option<&str> {
    // SAFETY: as this function's own contract says.
    unsafe { reader.is_valid(row).then(|| reader.read_str(row)) }
}

fn runtime(_: &Registry, arguments: Arguments<'_>) -> Result<Option<String>, Fault> {
    let &[Some(path)] = arguments else { return Ok(None) };
    receipts::runtime(library::load(Path::new(path))?).map(Some)
}

fn inspect(_: &Registry, arguments: Arguments<'_>) -> Result<Option<String>, Fault> {
    let &[Some(path)] = arguments else { return Ok(None) };
    let path = Path::new(path);
    receipts::json(&ModelCard::new(&ModelFile::read(path)?, path)).map(Some)
}

/// The second argument is the most nodes that are wanted.
fn graph(_: &Registry, arguments: Arguments<'_>) -> Result<Option<String>, Fault> {
    let &[Some(path), limit] = arguments else { return Ok(None) };
    let limit = limit.map_or(Ok(usize::MAX), |text| {
        text.parse().map_err(|_| {
            Fault::new(
                Code::BadOptions,
                format!("rowcast_graph takes a number of nodes, found \"{text}\"."),
                "Pass a whole number, or NULL for all nodes.",
            )
        })
    })?;
    receipts::json(&ModelGraph::new(&ModelFile::read(Path::new(path))?, limit)).map(Some)
}

fn load(registry: &Registry, arguments: Arguments<'_>) -> Result<Option<String>, Fault> {
    let &[Some(function), Some(path), options] = arguments else { return Ok(None) };
    loading::load(registry, function, Path::new(path), options.unwrap_or("{}")).map(Some)
}

fn losses(registry: &Registry, arguments: Arguments<'_>) -> Result<Option<String>, Fault> {
    let &[Some(function), Some(path), options] = arguments else { return Ok(None) };
    loading::losses(registry, function, Path::new(path), options.unwrap_or("{}")).map(Some)
}

fn explain(registry: &Registry, arguments: Arguments<'_>) -> Result<Option<String>, Fault> {
    let &[Some(function), Some(path), Some(options)] = arguments else { return Ok(None) };
    explaining::loading::explain(registry, function, Path::new(path), options).map(Some)
}

/// Gives the memory of an explaining function back.
fn unexplain(registry: &Registry, arguments: Arguments<'_>) -> Result<Option<String>, Fault> {
    let &[Some(function)] = arguments else { return Ok(None) };
    let slot = registry.find_explained(function);
    let was_loaded = slot.as_ref().is_some_and(|slot| slot.model().is_ok());
    slot.iter().for_each(|slot| slot.empty());
    receipts::unloaded(function, was_loaded).map(Some)
}

fn counters(registry: &Registry, arguments: Arguments<'_>) -> Result<Option<String>, Fault> {
    let &[Some(function)] = arguments else { return Ok(None) };
    let model = registry.expect(function)?.model()?;
    receipts::json(&model.counted()).map(Some)
}

fn unload(registry: &Registry, arguments: Arguments<'_>) -> Result<Option<String>, Fault> {
    let &[Some(function)] = arguments else { return Ok(None) };
    let slot = registry.expect(function)?;
    let was_loaded = slot.model().is_ok();
    slot.replace(None);
    receipts::unloaded(&slot.function, was_loaded).map(Some)
}
