//! The columns that a score function returns, planned from the shapes that outputs really have.

use serde::Serialize;

use crate::card::classes::ClassLabel;
use crate::card::{Dimension, ModelCard, ModelOutput};
use crate::element::Element;
use crate::fault::{Code, Fault};
use crate::model_file::ModelFile;
use crate::naming::distinct;
use crate::sql_type::SqlType;

/// One column of a score function's result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OutputColumn {
    /// The column's name.
    pub name: String,
    /// The model's output that it comes from.
    pub output: String,
    /// Its type in SQL.
    #[serde(rename = "type")]
    pub sql_type: SqlType,
}

/// What an output holds for each row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OutputShape {
    /// Its element type.
    pub element: Element,
    /// Number of values for each row.
    pub width: usize,
    /// Whether its shape is `[N,K]` rather than `[N]`.
    pub has_columns: bool,
}

/// An output under the name that the session knows it by.
#[derive(Debug, Clone, PartialEq)]
pub struct SessionOutput {
    /// The tensor's name in the session.
    pub tensor: String,
    /// What the model file declares.
    pub declared: ModelOutput,
}

/// The outputs of the session made of `file`, where each ZipMap is the tensor it was made of; those that are `wanted`.
///
/// # Errors
/// `OUTPUT_UNKNOWN`
pub fn session_outputs(
    file: &ModelFile,
    card: &ModelCard,
    wanted: Option<&[String]>,
    model: &str,
) -> Result<Vec<SessionOutput>, Fault> {
    let is_output = |name: &String| card.outputs.iter().any(|output| output.name == *name);
    if let Some(unknown) = wanted.unwrap_or_default().iter().find(|name| !is_output(name)) {
        let known: Vec<String> = card.outputs.iter().map(|output| format!("\"{}\"", output.name)).collect();
        return Err(Fault::new(
            Code::OutputUnknown,
            format!("Model \"{model}\" has no output \"{unknown}\"; it has {}.", known.join(", ")),
            "Name one of the model's outputs; rowcast_inspect lists them.",
        ));
    }
    let is_wanted = |output: &&ModelOutput| wanted.is_none_or(|wanted| wanted.contains(&output.name));
    let zip_maps = file.zip_maps();
    let tensor = |output: &ModelOutput| {
        let zip_map = zip_maps.iter().find(|zip_map| zip_map.output == output.name);
        zip_map.map_or_else(|| output.name.clone(), |zip_map| zip_map.tensor.clone())
    };
    let outputs = card.outputs.iter().filter(is_wanted);
    Ok(outputs.map(|output| SessionOutput { tensor: tensor(output), declared: output.clone() }).collect())
}

/// What output `name` holds for each row, from the dimensions that came back for `rows` rows.
///
/// # Errors
/// `UNSUPPORTED_ELEMENT`, `OUTPUT_RANK`, `OUTPUT_NOT_PER_ROW`
pub fn output_shape(
    name: &str,
    element: Element,
    dimensions: &[i64],
    rows: usize,
    model: &str,
) -> Result<OutputShape, Fault> {
    if element.column_type().is_none() {
        return Err(Fault::new(
            Code::UnsupportedElement,
            format!(
                "Output \"{name}\" of model \"{model}\" holds {}, which no column can hold.",
                element.name()
            ),
            "Export the model with float outputs.",
        ));
    }
    let per_row = dimensions.first().is_some_and(|&first| usize::try_from(first) == Ok(rows));
    let width = match dimensions {
        [_] => Some(1),
        [_, width] => usize::try_from(*width).ok().filter(|&width| width > 0),
        [_, _, _, ..] => {
            return Err(Fault::new(
                Code::OutputRank,
                format!(
                    "Output \"{name}\" of model \"{model}\" has shape {dimensions:?}; expected [N] or [N,K] for N rows."
                ),
                "Export the model so that each output is flat, or remove this output.",
            ));
        }
        [] => None,
    };
    match width {
        Some(width) if per_row => Ok(OutputShape { element, width, has_columns: dimensions.len() == 2 }),
        Some(_) | None => Err(Fault::new(
            Code::OutputNotPerRow,
            format!(
                "Output \"{name}\" of model \"{model}\" has shape {dimensions:?} for {rows} rows; expected one entry for each row."
            ),
            "Export the model so that it scores each row on its own, or remove this output.",
        )),
    }
}

/// The shape that the file declares, where it says the width.
pub fn declared_shape(output: &ModelOutput) -> Option<OutputShape> {
    let element = output.r#type.element.filter(|element| element.column_type().is_some())?;
    match output.r#type.shape.as_deref()? {
        [_] => Some(OutputShape { element, width: 1, has_columns: false }),
        [_, Dimension::Fixed(width)] => {
            Some(OutputShape { element, width: usize::try_from(*width).ok()?, has_columns: true })
        }
        _ => None,
    }
}

/// The columns of all outputs, in order.
pub fn output_columns(outputs: &[(SessionOutput, OutputShape)]) -> Vec<OutputColumn> {
    let all = outputs.iter().flat_map(|(output, shape)| columns_of(&output.declared, *shape));
    let columns: Vec<OutputColumn> = all.collect();
    let names = distinct(columns.iter().map(|column| column.name.clone()));
    columns.into_iter().zip(names).map(|(column, name)| OutputColumn { name, ..column }).collect()
}

fn columns_of(output: &ModelOutput, shape: OutputShape) -> Vec<OutputColumn> {
    let base = &output.name;
    let classes = output.classes.as_deref().filter(|classes| classes.len() == shape.width);
    let name = |index: usize| match classes.and_then(|classes: &[ClassLabel]| classes.get(index)) {
        Some(class) => format!("{base}_{class}"),
        None => format!("{base}_{index}"),
    };
    let plain = shape.width == 1 && !output.zipmap;
    let sql_type = shape.element.column_type().unwrap_or(SqlType::Float);
    (0..shape.width)
        .map(|index| OutputColumn {
            name: if plain { base.clone() } else { name(index) },
            output: base.clone(),
            sql_type,
        })
        .collect()
}

#[cfg(test)]
mod tests;
