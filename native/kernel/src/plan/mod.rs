//! The plan of a score function: which argument goes where, and what stands in for a missing value.

mod arguments;

use crate::element::FeedElement;
use crate::fault::{Code, Fault};
use crate::options::{ArgumentOptions, MissingOption};
use crate::scalar::Scalar;
use crate::signature::{InputSignature, RowShape, Rows};
use crate::sql_type::{ColumnType, SqlType};
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
    pub parameters: Vec<ColumnType>,
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
    /// How many values it takes for each row.
    pub width: usize,
}

/// How one argument is used.
#[derive(Debug, Clone, PartialEq)]
pub struct ArgumentPlan {
    /// Its name in messages.
    pub label: String,
    /// The input that it feeds, as an index into [`ModelPlan::inputs`].
    pub input: usize,
    /// Its type in SQL.
    pub sql_type: ColumnType,
    /// The place of its first value among the input's.
    pub place: usize,
    /// How many values it gives; 1 for what is no list.
    pub width: usize,
    /// Its place among [`ModelPlan::parameters`].
    pub parameter: usize,
    /// The place of its presence flag among [`ModelPlan::parameters`].
    pub presence: Option<usize>,
    /// What stands in for a missing value; `None` makes one an error.
    pub missing: Option<Scalar>,
    /// Whether a row with a missing value has no scores, whatever stands in.
    pub unscored: bool,
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
        plan.place(signatures)?;
        Ok(plan)
    }

    /// Has each row scored in a run of its own.
    pub fn one_by_one(&mut self) {
        for input in self.inputs.iter_mut().filter(|input| input.rows == Rows::Any) {
            input.rows = Rows::Fixed(1);
        }
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
        let unscored = argument.missing == Some(MissingOption::Null);
        let parameter = self.parameters.len();
        self.parameters.push(argument.sql_type);
        let presence = argument.presence.then_some(parameter + 1);
        self.parameters.extend(presence.map(|_| ColumnType::from(SqlType::Boolean)));
        let sql_type = argument.sql_type;
        self.arguments.push(ArgumentPlan {
            label,
            input: input_index,
            sql_type,
            place: 0,
            width: if sql_type.is_list() { argument.length.unwrap_or(0) } else { 1 },
            parameter,
            presence,
            missing,
            unscored,
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

    /// Gives each argument its place in its input, and a list without a length what is left.
    fn place(&mut self, signatures: &[InputSignature]) -> Result<(), Fault> {
        for (index, (input, signature)) in self.inputs.iter_mut().zip(signatures).enumerate() {
            let mut own: Vec<&mut ArgumentPlan> =
                self.arguments.iter_mut().filter(|argument| argument.input == index).collect();
            let known: usize = own.iter().map(|argument| argument.width).sum();
            let expected = match signature.shape {
                RowShape::One | RowShape::Scalar => 1,
                RowShape::Features(width) => width,
                RowShape::AnyFeatures => known.max(1),
            };
            if let Some(open) = own.iter_mut().find(|argument| argument.width == 0) {
                open.width = expected.saturating_sub(known);
            }
            let mut found = 0;
            for argument in &mut own {
                argument.place = found;
                found += argument.width;
            }
            if found != expected || own.iter().any(|argument| argument.width == 0) {
                return Err(Fault::new(
                    Code::ArgumentCount,
                    format!(
                        "Input \"{}\" of model \"{}\" takes {expected} values for each row, and {found} are given.",
                        input.name, self.model
                    ),
                    "Give one argument for each feature, in the model's order.",
                ));
            }
            input.width = expected;
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
        Self { name, element, rank, rows, arguments: Vec::new(), width: 0 }
    }
}

#[cfg(test)]
mod tests;
