//! A model's inputs as columns can feed them, or the reason why they cannot.

use crate::card::{Dimension, Kind, ModelCard, ModelInput};
use crate::element::FeedElement;
use crate::fault::{Code, Fault};

/// An input's shape after its first dimension, which is the row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowShape {
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
}

/// The most columns of one input; a damaged file may declare billions, which would fill the memory.
const MOST_FEATURES: usize = 65_536;

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
    card.inputs.iter().map(|input| input_signature(input, model)).collect()
}

fn input_signature(input: &ModelInput, model: &str) -> Result<InputSignature, Fault> {
    let name = &input.name;
    let refuse = |code, found: String, hint: &str| {
        Err(Fault::new(code, format!("Input \"{name}\" of model \"{model}\" {found}."), hint))
    };
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
    if let Some([Dimension::Fixed(rows), ..]) = shape {
        let found =
            format!("takes a fixed number of rows at a time: expected first dimension N, found {rows}");
        return refuse(
            Code::FixedBatch,
            found,
            "Export the model with a variable first dimension (a dynamic axis).",
        );
    }
    let shape = match shape {
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
    Ok(InputSignature { name: name.clone(), element, shape })
}
