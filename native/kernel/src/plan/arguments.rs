//! Arguments as options give them, or as the model's inputs suggest them.

use crate::element::FeedElement;
use crate::fault::{Code, Fault};
use crate::options::{ArgumentOptions, MissingOption};
use crate::scalar::Scalar;
use crate::signature::{InputSignature, RowShape};
use crate::sql_type::{ColumnType, SqlType};

/// One argument of the natural type for each feature.
pub(super) fn natural_arguments(
    model: &str,
    signatures: &[InputSignature],
) -> Result<Vec<ArgumentOptions>, Fault> {
    let mut arguments = Vec::new();
    for signature in signatures {
        let width = match signature.shape {
            RowShape::One | RowShape::Scalar => 1,
            RowShape::Features(width) => width,
            RowShape::AnyFeatures => {
                return Err(Fault::new(
                    Code::ArgumentCount,
                    format!(
                        "Input \"{}\" of model \"{model}\" does not say how many features it takes.",
                        signature.name
                    ),
                    "Pass the arguments in the options of rowcast_load, one for each feature.",
                ));
            }
        };
        let argument = ArgumentOptions {
            input: signature.name.clone(),
            sql_type: signature.element.natural_type().into(),
            length: None,
            label: None,
            missing: None,
            presence: false,
            tolerant: false,
        };
        arguments.extend(std::iter::repeat_n(argument, width));
    }
    Ok(arguments)
}

/// Refuses a type that cannot feed `element`: strings are fed by text, truth values by all else, numbers by both.
pub(super) fn check_type(
    label: &str,
    sql_type: ColumnType,
    input: &str,
    element: FeedElement,
    model: &str,
) -> Result<(), Fault> {
    let fits = match element {
        FeedElement::String => sql_type.of == SqlType::Varchar,
        FeedElement::Bool => sql_type.of != SqlType::Varchar,
        FeedElement::Float
        | FeedElement::Double
        | FeedElement::Float16
        | FeedElement::Int8
        | FeedElement::Int16
        | FeedElement::Int32
        | FeedElement::Int64
        | FeedElement::Uint8
        | FeedElement::Uint16
        | FeedElement::Uint32
        | FeedElement::Uint64 => true,
    };
    if fits && sql_type.lists <= 1 {
        return Ok(());
    }
    let (expected, hint) = if element == FeedElement::String {
        ("VARCHAR", "Cast the column to VARCHAR, in the form the model was trained on.")
    } else {
        ("a number or BOOLEAN", "Cast the column to a number, or bind another column to this input.")
    };
    Err(Fault::new(
        Code::TypeMismatch,
        format!(
            "{label} cannot feed input \"{input}\" ({}) of model \"{model}\": expected {expected}, found {sql_type}.",
            element.element().name()
        ),
        hint,
    ))
}

/// What stands in for a missing value; `None` makes one an error, as for every type without NaN.
pub(super) fn missing_value(
    label: &str,
    option: Option<&MissingOption>,
    input: &str,
    element: FeedElement,
) -> Result<Option<Scalar>, Fault> {
    let name = element.element().name();
    match option {
        None => Ok(Scalar::nan(element)),
        Some(MissingOption::Error) => Ok(None),
        Some(MissingOption::Null) => Ok(Scalar::nan(element).or_else(|| Scalar::neutral(element))),
        Some(MissingOption::Nan) => Scalar::nan(element).map(Some).ok_or_else(|| {
            Fault::new(
                Code::BadMissingValue,
                format!("{label} asks for NaN in place of missing values, and input \"{input}\" ({name}) has no NaN."),
                "Choose a value or an error for missing values of this input.",
            )
        }),
        Some(MissingOption::Value { value }) => Scalar::parse(element, value).map(Some).ok_or_else(|| {
            Fault::new(
                Code::BadMissingValue,
                format!("{label} asks for '{value}' in place of missing values, which is not a value of input \"{input}\": expected {name}."),
                "Give a value of that type.",
            )
        }),
    }
}
