//! The plan of a score function: which argument goes where, and what stands in for a missing value.

mod arguments;

use crate::element::FeedElement;
use crate::fault::{Code, Fault};
use crate::options::ArgumentOptions;
use crate::scalar::Scalar;
use crate::signature::{InputSignature, RowShape, Rows};
use crate::sql_type::SqlType;
use arguments::{check_type, missing_value, natural_arguments};

/// How a model's tensors are made from a function's arguments.
#[derive(Debug, Clone, PartialEq)]
pub struct ModelPlan {
    /// The model's name in messages.
    pub model: String,
    /// The model's inputs, in its own order.
    pub inputs: Vec<InputPlan>,
    /// The arguments, in the order of the function.
    pub arguments: Vec<ArgumentPlan>,
    /// The function's parameters in SQL, presence flags included.
    pub parameters: Vec<SqlType>,
}

/// How one tensor is made.
#[derive(Debug, Clone, PartialEq)]
pub struct InputPlan {
    /// The input's name.
    pub name: String,
    /// Its element type.
    pub element: FeedElement,
    /// Number of its dimensions: 2 for `[N,F]`, 1 for `[N]`, 0 for one value.
    pub rank: usize,
    /// How many rows it takes in one run.
    pub rows: Rows,
    /// The arguments that feed it, as indexes into [`ModelPlan::arguments`], in the order of its features.
    pub arguments: Vec<usize>,
}

/// How one argument is used.
#[derive(Debug, Clone, PartialEq)]
pub struct ArgumentPlan {
    /// Its name in messages.
    pub label: String,
    /// The input that it feeds, as an index into [`ModelPlan::inputs`].
    pub input: usize,
    /// Its type in SQL.
    pub sql_type: SqlType,
    /// Its place among [`ModelPlan::parameters`].
    pub parameter: usize,
    /// The place of its presence flag among [`ModelPlan::parameters`].
    pub presence: Option<usize>,
    /// What stands in for a missing value; `None` makes one an error.
    pub missing: Option<Scalar>,
    /// Whether a text that is no number counts as missing.
    pub tolerant: bool,
    /// Whether values that do not fit are only counted, where nothing is to be scored.
    pub lenient: bool,
}

impl ModelPlan {
    /// Plans the function of `model`; without `arguments` it takes one of the natural type for each feature.
    ///
    /// # Errors
    /// `ARGUMENT_COUNT`, `UNKNOWN_INPUT`, `TYPE_MISMATCH`, `BAD_MISSING_VALUE`
    pub fn new(
        model: &str,
        signatures: &[InputSignature],
        arguments: Option<&[ArgumentOptions]>,
    ) -> Result<Self, Fault> {
        let mut plan = Self {
            model: model.to_owned(),
            inputs: signatures.iter().map(InputPlan::empty).collect(),
            arguments: Vec::new(),
            parameters: Vec::new(),
        };
        match arguments {
            Some(arguments) => {
                for (index, argument) in arguments.iter().enumerate() {
                    plan.add(argument).map_err(|fault| fault.at_argument(index))?;
                }
            }
            None => {
                for argument in natural_arguments(model, signatures)? {
                    plan.add(&argument)?;
                }
            }
        }
        plan.check_counts(signatures)?;
        Ok(plan)
    }

    /// The same plan for counting alone: no value makes it fail.
    #[must_use]
    pub fn lenient(mut self) -> Self {
        self.arguments.iter_mut().for_each(|argument| argument.lenient = true);
        self
    }

    fn add(&mut self, argument: &ArgumentOptions) -> Result<(), Fault> {
        let Some(input_index) = self.inputs.iter().position(|input| input.name == argument.input) else {
            return Err(self.unknown_input(&argument.input));
        };
        let index = self.arguments.len();
        let Some(input) = self.inputs.get_mut(input_index) else {
            return Err(Fault::internal("an input vanished while planning"));
        };
        input.arguments.push(index);
        let place = input.arguments.len();
        let label =
            argument.label.clone().unwrap_or_else(|| format!("Feature {place} of input \"{}\"", input.name));
        let (name, element) = (input.name.clone(), input.element);
        check_type(&label, argument.sql_type, &name, element, &self.model)?;
        let missing = missing_value(&label, argument.missing.as_ref(), &name, element)?;
        let parameter = self.parameters.len();
        self.parameters.push(argument.sql_type);
        let presence = argument.presence.then_some(parameter + 1);
        self.parameters.extend(presence.map(|_| SqlType::Boolean));
        let sql_type = argument.sql_type;
        self.arguments.push(ArgumentPlan {
            label,
            input: input_index,
            sql_type,
            parameter,
            presence,
            missing,
            tolerant: argument.tolerant,
            lenient: false,
        });
        Ok(())
    }

    fn unknown_input(&self, name: &str) -> Fault {
        let known: Vec<String> = self.inputs.iter().map(|input| format!("\"{}\"", input.name)).collect();
        Fault::new(
            Code::UnknownInput,
            format!("Model \"{}\" has no input \"{name}\"; it has {}.", self.model, known.join(", ")),
            "Name one of the model's inputs; rowcast_inspect lists them.",
        )
    }

    fn check_counts(&self, signatures: &[InputSignature]) -> Result<(), Fault> {
        for (input, signature) in self.inputs.iter().zip(signatures) {
            let given = input.arguments.len();
            let expected = match signature.shape {
                RowShape::One | RowShape::Scalar => 1,
                RowShape::Features(width) => width,
                RowShape::AnyFeatures => given.max(1),
            };
            if given != expected {
                return Err(Fault::new(
                    Code::ArgumentCount,
                    format!(
                        "Input \"{}\" of model \"{}\" takes {expected} values for each row, and {given} are given.",
                        input.name, self.model
                    ),
                    "Give one argument for each feature, in the model's order.",
                ));
            }
        }
        Ok(())
    }
}

impl InputPlan {
    fn empty(signature: &InputSignature) -> Self {
        let rank = match signature.shape {
            RowShape::One => 0,
            RowShape::Scalar => 1,
            RowShape::Features(_) | RowShape::AnyFeatures => 2,
        };
        let (name, element, rows) = (signature.name.clone(), signature.element, signature.rows);
        Self { name, element, rank, rows, arguments: Vec::new() }
    }
}

#[cfg(test)]
mod tests;
