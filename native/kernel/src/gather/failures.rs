//! The sentences for values that an input cannot take.

use crate::column::{ArgumentColumn, Column};
use crate::fault::{Code, Fault};
use crate::plan::ModelPlan;

/// Why a value cannot go into the tensor; rows count from 0 within the batch.
pub(super) enum Failure {
    /// Missing where the policy is an error; `failed` says that a cast made it so.
    Missing { failed: bool },
    /// Outside the element type's range.
    OutOfRange(usize),
    /// With a fraction, for an integer element.
    NotWhole(usize),
    /// A text that is no number.
    NotANumber(usize),
    /// A list of another length.
    Length { found: usize },
    /// The column is shorter than the batch.
    TooFewRows,
}

/// The failure of argument `index` in the user's words.
pub(super) fn fault(failure: &Failure, plan: &ModelPlan, index: usize, column: &ArgumentColumn<'_>) -> Fault {
    let Some((argument, input)) =
        plan.arguments.get(index).and_then(|argument| Some((argument, plan.inputs.get(argument.input)?)))
    else {
        return Fault::internal("a failure names an argument that is not there");
    };
    let (label, model) = (&argument.label, &plan.model);
    let input_name = &input.name;
    let element = input.element.element().name();
    let found = |row: usize| value_text(&column.values, row);
    match *failure {
        Failure::Missing { failed: false } => Fault::new(
            Code::MissingValue,
            format!(
                "{label} has a missing value, and input \"{input_name}\" ({element}) of model \"{model}\" takes none."
            ),
            "Say what stands in for missing values of this input, or leave such rows out.",
        ),
        Failure::Missing { failed: true } => Fault::new(
            Code::MissingValue,
            format!(
                "{label} has a value that could not be cast, and input \"{input_name}\" ({element}) of model \
                 {model} takes no missing values."
            ),
            "Correct the value, say what stands in for missing values of this input, or leave such rows out.",
        ),
        Failure::OutOfRange(row) => Fault::new(
            Code::ValueOutOfRange,
            format!(
                "{label} has the value {}, which input \"{input_name}\" of model \"{model}\" cannot hold: expected {element}.",
                found(row)
            ),
            "Leave such rows out, or bind another column to this input.",
        ),
        Failure::NotWhole(row) => Fault::new(
            Code::NotAWholeNumber,
            format!(
                "{label} has the value {}, and input \"{input_name}\" ({element}) of model \"{model}\" takes whole numbers only.",
                found(row)
            ),
            "Round the column in the statement if that is what you mean, or bind another column.",
        ),
        Failure::NotANumber(row) => Fault::new(
            Code::ValueDoesNotConvert,
            format!(
                "{label} has the text \"{}\", which is no number, and input \"{input_name}\" of model \"{model}\" takes {element}.",
                found(row)
            ),
            "Correct the text, or say what stands in for missing values of this input: such texts then count as missing.",
        ),
        Failure::Length { found } => Fault::new(
            Code::ListLength,
            format!(
                "{label} has a list of {found} values, and input \"{input_name}\" of model \"{model}\" takes {}.",
                argument.width
            ),
            "Leave such rows out, or bind an expression that makes lists of that length.",
        ),
        Failure::TooFewRows => Fault::internal(format_args!("{label} is shorter than its batch")),
    }
    .at_argument(index)
}

fn value_text(column: &Column<'_>, row: usize) -> String {
    fn at<T: Copy + ToString>(values: &[T], row: usize) -> String {
        values.get(row).map_or_else(String::new, ToString::to_string)
    }
    match column {
        Column::Boolean(values) => values.get(row).map_or_else(String::new, |flag| (flag.0 != 0).to_string()),
        Column::TinyInt(values) => at(values, row),
        Column::SmallInt(values) => at(values, row),
        Column::Integer(values) => at(values, row),
        Column::BigInt(values) => at(values, row),
        Column::UTinyInt(values) => at(values, row),
        Column::USmallInt(values) => at(values, row),
        Column::UInteger(values) => at(values, row),
        Column::UBigInt(values) => at(values, row),
        Column::Float(values) => at(values, row),
        Column::Double(values) => at(values, row),
        Column::Varchar(texts) => texts.text(row).to_owned(),
        Column::List(_) => "a list".to_owned(),
    }
}
