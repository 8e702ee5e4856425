//! The columns that a score function returns, planned from the shapes that outputs really have.

use serde::Serialize;

use crate::card::classes::ClassLabel;
use crate::card::{Dimension, ModelCard, ModelOutput};
use crate::element::Element;
use crate::fault::{Code, Fault};
use crate::model_file::ModelFile;
use crate::naming::distinct;
use crate::sql_type::{ColumnType, SqlType};

/// One column of a score function's result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OutputColumn {
    /// The column's name.
    pub name: String,
    /// The model's output that it comes from.
    pub output: String,
    /// Its type in SQL.
    #[serde(rename = "type")]
    pub sql_type: ColumnType,
}

/// What an output holds for each row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutputShape {
    /// Its element type.
    pub element: Element,
    /// Its dimensions after the first, which is the row: none for `[N]`.
    pub each: Vec<usize>,
}

impl OutputShape {
    /// Number of values for each row.
    pub fn width(&self) -> usize {
        self.each.iter().product()
    }
}

impl SessionOutput {
    /// The keys of the maps that it gives, where it is a sequence of maps.
    pub fn keys(&self) -> Option<&[ClassLabel]> {
        self.maps.then_some(self.declared.classes.as_deref()).flatten()
    }
}

/// The most values of a row that get a column each, where they have no names: more become one column of lists.
pub const MOST_COLUMNS: usize = 256;

/// An output under the name that the session knows it by.
#[derive(Debug, Clone, PartialEq)]
pub struct SessionOutput {
    /// The tensor's name in the session.
    pub tensor: String,
    /// What the model file declares.
    pub declared: ModelOutput,
    /// Its place in the sequence that the output is.
    pub part: Option<usize>,
    /// Whether the session gives a sequence of maps from its classes.
    pub maps: bool,
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
    Ok(outputs
        .map(|output| SessionOutput {
            tensor: tensor(output),
            declared: output.clone(),
            part: None,
            maps: false,
        })
        .collect())
}

/// What output `name` holds for each row, from the dimensions that came back for `rows` rows.
///
/// # Errors
/// `UNSUPPORTED_ELEMENT`, `OUTPUT_NOT_PER_ROW`
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
    let each: Option<Vec<usize>> = dimensions.split_first().and_then(|(&first, each)| {
        let per_row = usize::try_from(first) == Ok(rows);
        let length = |&length: &i64| usize::try_from(length).ok().filter(|&length| length > 0);
        per_row.then(|| each.iter().map(length).collect()).flatten()
    });
    match each {
        Some(each) => Ok(OutputShape { element, each }),
        None => Err(Fault::new(
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
    let (_, each) = output.r#type.shape.as_deref()?.split_first()?;
    let length = |dimension: &Dimension| match dimension {
        Dimension::Fixed(length) => usize::try_from(*length).ok(),
        Dimension::Named(_) | Dimension::Unknown => None,
    };
    Some(OutputShape { element, each: each.iter().map(length).collect::<Option<_>>()? })
}

/// The columns of all outputs, in order.
pub fn output_columns(outputs: &[(SessionOutput, OutputShape)]) -> Vec<OutputColumn> {
    let all = outputs.iter().flat_map(|(output, shape)| columns_of(output, shape));
    let columns: Vec<OutputColumn> = all.collect();
    let names = distinct(columns.iter().map(|column| column.name.clone()));
    columns.into_iter().zip(names).map(|(column, name)| OutputColumn { name, ..column }).collect()
}

fn columns_of(output: &SessionOutput, shape: &OutputShape) -> Vec<OutputColumn> {
    let SessionOutput { declared, part, .. } = output;
    let base = part.map_or_else(|| declared.name.clone(), |part| format!("{}_{part}", declared.name));
    let classes = declared.classes.as_deref().filter(|classes| classes.len() == shape.width());
    let of = shape.element.column_type().unwrap_or(SqlType::Float);
    let column = |name: String, lists: usize| OutputColumn {
        name,
        output: declared.name.clone(),
        sql_type: ColumnType { of, lists },
    };
    let name = |index: usize| match classes.and_then(|classes: &[ClassLabel]| classes.get(index)) {
        Some(class) => format!("{base}_{class}"),
        None => format!("{base}_{index}"),
    };
    match shape.each.as_slice() {
        [] => vec![column(base, 0)],
        [1] if !declared.zipmap => vec![column(base, 0)],
        [width] if classes.is_some() || *width <= MOST_COLUMNS => {
            (0..*width).map(|index| column(name(index), 0)).collect()
        }
        each => vec![column(base, each.len())],
    }
}

#[cfg(test)]
mod tests;
