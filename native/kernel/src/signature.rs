//! A model's inputs as columns can feed them, or the reason why they cannot.

use crate::card::{Dimension, Kind, ModelCard, ModelInput};
use crate::element::FeedElement;
use crate::fault::{Code, Fault};

/// An input's shape after its first dimension, which is the row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowShape {
    /// `[]`
    One,
    /// `[N]`
    Scalar,
    /// `[N,F]`
    Features(usize),
    /// `[N,F]` where the file does not say how many features.
    AnyFeatures,
}

/// One input of a model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputSignature {
    /// The input's name.
    pub name: String,
    /// Its element type.
    pub element: FeedElement,
    /// What it takes for each row.
    pub shape: RowShape,
    /// How many rows it takes in one run.
    pub rows: Rows,
}

/// How many rows an input takes in one run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rows {
    /// As many as there are.
    Any,
    /// So many, neither more nor fewer.
    Fixed(usize),
    /// One value, which all rows of the run share.
    Shared,
}

/// The most columns of one input; a damaged file may declare billions, which would fill the memory.
const MOST_FEATURES: usize = 65_536;

/// The most rows of a fixed batch; more are never scored at once.
const MOST_ROWS: usize = 65_536;

/// The inputs of the model that `card` describes.
///
/// # Errors
/// `NO_INPUTS`, `INPUT_NOT_TENSOR`, `UNSUPPORTED_ELEMENT`, `INPUT_SHAPE`, `FIXED_BATCH`
pub fn input_signatures(card: &ModelCard, model: &str) -> Result<Vec<InputSignature>, Fault> {
    if card.inputs.is_empty() {
        return Err(Fault::new(
            Code::NoInputs,
            format!("Model \"{model}\" takes no inputs, so it cannot score rows."),
            "Choose a model that was exported with its inputs.",
        ));
    }
    let mut signatures: Vec<InputSignature> =
        card.inputs.iter().map(|input| input_signature(input, model)).collect::<Result<_, _>>()?;
    share(&mut signatures, model)?;
    Ok(signatures)
}

/// Decides which inputs are shared: those of one value for a run that takes more rows than that.
fn share(signatures: &mut [InputSignature], model: &str) -> Result<(), Fault> {
    let takes = |rows: Rows| move |signature: &&InputSignature| signature.rows == rows;
    let any = signatures.iter().find(takes(Rows::Any)).map(|signature| signature.name.clone());
    let most = signatures.iter().filter_map(|signature| match signature.rows {
        Rows::Fixed(rows) => Some((rows, signature.name.clone())),
        Rows::Any | Rows::Shared => None,
    });
    let most = most.max_by_key(|(rows, _)| *rows);
    let (batch, of) = match (any, most) {
        (Some(any), _) => (Rows::Any, any),
        (None, Some((rows, of))) => (Rows::Fixed(rows), of),
        (None, None) => return Err(no_rows(signatures, model)),
    };
    for signature in signatures {
        match signature.rows {
            Rows::Fixed(1) if batch != Rows::Fixed(1) => signature.rows = Rows::Shared,
            Rows::Fixed(rows) if batch != Rows::Fixed(rows) => {
                let others = match batch {
                    Rows::Fixed(most) => most.to_string(),
                    Rows::Any | Rows::Shared => "any number".to_owned(),
                };
                let found = format!("takes {rows} rows at a time, and input \"{of}\" takes {others}");
                let hint = "Export the model so that all inputs take the same rows (a dynamic axis).";
                return Err(refusal(Code::FixedBatch, &signature.name, model, &found, hint));
            }
            Rows::Fixed(_) | Rows::Any | Rows::Shared => {}
        }
    }
    Ok(())
}

fn no_rows(signatures: &[InputSignature], model: &str) -> Fault {
    let name = signatures.first().map_or("", |signature| signature.name.as_str());
    let hint = "Rowcast scores tables: export the model for flat rows.";
    refusal(
        Code::InputShape,
        name,
        model,
        "has 0 dimensions, as all others have; expected [N] or [N,F]",
        hint,
    )
}

fn refusal(code: Code, input: &str, model: &str, found: &str, hint: &str) -> Fault {
    Fault::new(code, format!("Input \"{input}\" of model \"{model}\" {found}."), hint)
}

fn input_signature(input: &ModelInput, model: &str) -> Result<InputSignature, Fault> {
    let name = &input.name;
    let refuse = |code, found: String, hint: &str| Err(refusal(code, name, model, &found, hint));
    match input.r#type.kind {
        Kind::Tensor => {}
        Kind::Sequence | Kind::Map | Kind::Optional => {
            let found = "is not a tensor, and columns feed tensors only".to_owned();
            return refuse(Code::InputNotTensor, found, "Export the model with tensors as inputs.");
        }
    }
    let Some(element) = input.r#type.element.and_then(|element| element.feed()) else {
        let text = input.r#type.element.map_or("an unknown element type", |element| element.name());
        let found = format!("holds {text}, which no column can feed");
        return refuse(Code::UnsupportedElement, found, "Export the model with float inputs.");
    };
    let shape = input.r#type.shape.as_deref();
    let rows = match shape {
        Some([]) => Rows::Shared,
        Some([Dimension::Fixed(rows), ..]) => match usize::try_from(*rows) {
            Ok(rows @ 1..=MOST_ROWS) => Rows::Fixed(rows),
            Ok(_) | Err(_) => {
                let found = format!("takes {rows} rows at a time; expected 1 to {MOST_ROWS}");
                return refuse(Code::FixedBatch, found, "Export the model with a variable first dimension.");
            }
        },
        Some([Dimension::Named(_) | Dimension::Unknown, ..]) | None => Rows::Any,
    };
    let shape = match shape {
        Some([]) => RowShape::One,
        Some([_]) => RowShape::Scalar,
        Some([_, Dimension::Fixed(width)]) => match usize::try_from(*width) {
            Ok(width) if width <= MOST_FEATURES => RowShape::Features(width),
            Ok(_) | Err(_) => {
                let found = format!("takes {width} features; expected at most {MOST_FEATURES}");
                return refuse(Code::InputShape, found, "Check whether the model file is damaged.");
            }
        },
        Some([_, Dimension::Named(_) | Dimension::Unknown]) => RowShape::AnyFeatures,
        Some(dims) => {
            let found = format!("has {} dimensions; expected [N] or [N,F]", dims.len());
            return refuse(Code::InputShape, found, "Rowcast scores tables: export the model for flat rows.");
        }
        None => {
            let found = "does not say its shape; expected [N] or [N,F]".to_owned();
            return refuse(Code::InputShape, found, "Export the model again with declared input shapes.");
        }
    };
    Ok(InputSignature { name: name.clone(), element, shape, rows })
}
