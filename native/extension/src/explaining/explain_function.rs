//! The scalar function that gives the reasons or contributions of each row.

use std::slice;
use std::sync::Arc;

use libduckdb_sys::{
    duckdb_data_chunk, duckdb_data_chunk_get_size, duckdb_function_info, duckdb_struct_vector_get_child,
    duckdb_vector, duckdb_vector_get_data, idx_t,
};
use quack_rs::query::OwnedConnection;
use quack_rs::vector::VectorWriter;
use rowcast_kernel::Fault;
use rowcast_kernel::gather::unscored_rows;
use rowcast_kernel::sql_type::{ColumnType, SqlType};
use rowcast_kernel::trees::shap::explainer::Contributions;
use rowcast_kernel::trees::shap::model::{ExplainableModel, Seen};
use rowcast_kernel::trees::shap::reasons::strongest;

use super::slot::ExplainSlot;
use crate::argument_columns;
use crate::struct_function::{self, Shape};

/// The fields of the STRUCT: of each reason its feature, value and contribution, or all contributions and the base value.
pub fn fields(slot: &ExplainSlot) -> Vec<(String, SqlType)> {
    match slot.options.reasons {
        Some(reasons) => {
            let three = |index| {
                [
                    (format!("reason_{index}_feature"), SqlType::Varchar),
                    (format!("reason_{index}_value"), slot.value_type),
                    (format!("reason_{index}_contribution"), SqlType::Double),
                ]
            };
            (1..=reasons).flat_map(three).collect()
        }
        None => {
            let contributions =
                (1..=slot.options.features.len()).map(|index| format!("contribution_{index}"));
            contributions.chain(["base_value".to_owned()]).map(|name| (name, SqlType::Double)).collect()
        }
    }
}

/// Registers the function of `slot`.
///
/// # Errors
/// `REGISTRATION_FAILED`
pub fn register(connection: &OwnedConnection, slot: &Arc<ExplainSlot>) -> Result<(), Fault> {
    let fields = fields(slot);
    let fields = fields.iter().map(|(name, sql_type)| (name.as_str(), ColumnType::from(*sql_type))).collect();
    let shape = Shape { name: &slot.function, parameters: &slot.parameters, fields };
    struct_function::register(connection, &shape, Arc::clone(slot), explain)
}

unsafe extern "C" fn explain(info: duckdb_function_info, input: duckdb_data_chunk, output: duckdb_vector) {
    let work = || {
        // SAFETY: `register` registered this callback with an `Arc<ExplainSlot>`.
        let slot = unsafe { struct_function::shared::<ExplainSlot>(info) }?;
        let (model, explainer) = slot.ready()?;
        // SAFETY: DuckDB passed this chunk to the call.
        let rows = usize::try_from(unsafe { duckdb_data_chunk_get_size(input) }).unwrap_or(0);
        if rows == 0 {
            return Ok(());
        }
        // SAFETY: the chunk has the columns that the function was registered with, flat, of `rows` rows each.
        let columns = unsafe { argument_columns::read(input, &model.plan.arguments, rows) };
        let seen = model.see(&columns, rows)?;
        let mut contributions = Contributions::default();
        model.explain(&explainer, &seen, rows, &mut contributions)?;
        // SAFETY: `output` is the function's result vector: a STRUCT of the fields it was registered with.
        unsafe {
            match slot.options.reasons {
                Some(reasons) => write_reasons(output, reasons, slot, &model, &seen, &contributions),
                None => write_all(output, &model, &contributions),
            }
            struct_function::make_null(
                output,
                fields(slot).len(),
                unscored_rows(&model.plan, &columns, rows).as_deref(),
            );
        }
        Ok(())
    };
    // SAFETY: `info` is this call's own handle.
    unsafe { crate::thrown::report(info, work) };
}

/// # Safety
/// `result` is a STRUCT vector of as many doubles as the model has arguments, and one more, with room for all rows.
unsafe fn write_all(result: duckdb_vector, model: &ExplainableModel, contributions: &Contributions) {
    let arguments = model.plan.arguments.len();
    for argument in 0..arguments {
        // SAFETY: as this function's own contract says.
        let cells = unsafe { doubles(result, argument, contributions.rows) };
        match model.feature_of(argument) {
            Some(feature) => cells.copy_from_slice(contributions.of(feature)),
            None => cells.fill(0.0),
        }
    }
    // SAFETY: as this function's own contract says.
    unsafe { doubles(result, arguments, contributions.rows) }.copy_from_slice(&contributions.base);
}

/// # Safety
/// Field `index` of `result` holds doubles, with room for `rows` rows.
unsafe fn doubles<'a>(result: duckdb_vector, index: usize, rows: usize) -> &'a mut [f64] {
    // SAFETY: as this function's own contract says.
    unsafe {
        let field = duckdb_struct_vector_get_child(result, index as idx_t);
        slice::from_raw_parts_mut(duckdb_vector_get_data(field).cast(), rows)
    }
}

/// # Safety
/// `result` is a STRUCT vector with three fields for each of `reasons`, as [`fields`] says, with room for all rows.
unsafe fn write_reasons(
    result: duckdb_vector,
    reasons: usize,
    slot: &ExplainSlot,
    model: &ExplainableModel,
    seen: &Seen,
    contributions: &Contributions,
) {
    let rows = contributions.rows;
    let features = model.features();
    // SAFETY: the struct has these fields.
    let field = |index: usize| unsafe { duckdb_struct_vector_get_child(result, index as idx_t) };
    // SAFETY: each writer is of its own field.
    let writer = |index: usize| unsafe { VectorWriter::from_vector(field(index)) };
    let mut writers: Vec<[VectorWriter; 3]> =
        (0..reasons).map(|reason| std::array::from_fn(|part| writer(reason * 3 + part))).collect();
    for row in 0..rows {
        let found = strongest(contributions, features.len(), row, reasons);
        for (index, [name, value, contribution]) in writers.iter_mut().enumerate() {
            let reason = found.get(index).and_then(|&(feature, contribution)| {
                let argument = *features.get(feature)?;
                Some((slot.options.features.get(argument)?, seen.value(feature, row, rows), contribution))
            });
            // SAFETY: `row` is below `rows`, and the fields have these types.
            unsafe {
                match reason {
                    Some((feature, seen, by)) => {
                        name.write_varchar(row, feature);
                        write_value(value, row, slot.value_type, seen);
                        contribution.write_f64(row, by);
                    }
                    None => [name, value, contribution].into_iter().for_each(|writer| writer.set_null(row)),
                }
            }
        }
    }
}

/// Writes what the trees saw; NULL for a missing value.
///
/// # Safety
/// `row` is below the writer's row count, and its vector is of `value_type`, FLOAT or DOUBLE.
unsafe fn write_value(writer: &mut VectorWriter, row: usize, value_type: SqlType, value: f64) {
    // SAFETY: as this function's own contract says.
    unsafe {
        if value.is_nan() {
            writer.set_null(row);
        } else if value_type == SqlType::Float {
            writer.write_f32(row, value as f32);
        } else {
            writer.write_f64(row, value);
        }
    }
}
