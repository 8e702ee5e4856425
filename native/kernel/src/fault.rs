//! The one error type: a code from a closed list, a message, a hint and the argument concerned.

use std::fmt;

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $text:literal,)*) => {
        /// Every way in which loading or scoring a model can fail.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Code { $($(#[$doc])* $name,)* }

        impl Code {
            /// The name that users, logs and other programs see, in SCREAMING_SNAKE.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }
        }
    };
}

codes! {
    /// The model path names no file.
    ModelNotFound = "MODEL_NOT_FOUND",
    /// The model file could not be read.
    ModelUnreadable = "MODEL_UNREADABLE",
    /// The model file has no bytes.
    ModelEmpty = "MODEL_EMPTY",
    /// The model file ends in the middle of a field.
    ModelTruncated = "MODEL_TRUNCATED",
    /// The file holds something other than an ONNX model.
    NotOnnx = "NOT_ONNX",
    /// The file's hash is not the one that was asked for.
    ModelChanged = "MODEL_CHANGED",
    /// ONNX Runtime refused the model for a reason of its own.
    ModelRejected = "MODEL_REJECTED",
    /// The model was written for a newer ONNX than the runtime has.
    ModelTooNew = "MODEL_TOO_NEW",
    /// The model uses an operator or domain that the runtime lacks.
    UnknownOperator = "UNKNOWN_OPERATOR",
    /// A library of operators could not be loaded, or has none.
    OperatorsNotLoadable = "OPERATORS_NOT_LOADABLE",
    /// A file with the model's weights is missing.
    ExternalDataMissing = "EXTERNAL_DATA_MISSING",
    /// A file with the model's weights would lie outside the model's folder.
    ExternalDataOutside = "EXTERNAL_DATA_OUTSIDE",
    /// The model takes no inputs.
    NoInputs = "NO_INPUTS",
    /// An input is a sequence, map or optional.
    InputNotTensor = "INPUT_NOT_TENSOR",
    /// An input's shape is neither `[N]` nor `[N,F]`.
    InputShape = "INPUT_SHAPE",
    /// An input's first dimension is a fixed number.
    FixedBatch = "FIXED_BATCH",
    /// A tensor's element type has no column type.
    UnsupportedElement = "UNSUPPORTED_ELEMENT",
    /// An output is a sequence, map or optional.
    OutputNotTensor = "OUTPUT_NOT_TENSOR",
    /// An output has another number of rows than the input.
    OutputNotPerRow = "OUTPUT_NOT_PER_ROW",
    /// An output's shape could not be found out.
    OutputUnknown = "OUTPUT_UNKNOWN",
    /// The number of arguments does not fit the model's inputs.
    ArgumentCount = "ARGUMENT_COUNT",
    /// An argument names an input that the model lacks.
    UnknownInput = "UNKNOWN_INPUT",
    /// An argument's type cannot feed its input.
    TypeMismatch = "TYPE_MISMATCH",
    /// A missing-value policy does not fit its input.
    BadMissingValue = "BAD_MISSING_VALUE",
    /// The options are not valid JSON of the documented form.
    BadOptions = "BAD_OPTIONS",
    /// The function's name cannot be used.
    BadFunctionName = "BAD_FUNCTION_NAME",
    /// The function's name is taken by another model or function.
    FunctionExists = "FUNCTION_EXISTS",
    /// No model was loaded under this name.
    FunctionUnknown = "FUNCTION_UNKNOWN",
    /// DuckDB refused to register the function.
    RegistrationFailed = "REGISTRATION_FAILED",
    /// The execution provider that was asked for does not exist here.
    ProviderUnavailable = "PROVIDER_UNAVAILABLE",
    /// No ONNX Runtime has been loaded yet.
    RuntimeNotLoaded = "RUNTIME_NOT_LOADED",
    /// The ONNX Runtime library could not be loaded.
    RuntimeNotLoadable = "RUNTIME_NOT_LOADABLE",
    /// Another ONNX Runtime library is loaded already.
    RuntimeAlreadyLoaded = "RUNTIME_ALREADY_LOADED",
    /// ONNX Runtime failed while scoring.
    RunFailed = "RUN_FAILED",
    /// An output came back with another shape or type than on loading.
    OutputChanged = "OUTPUT_CHANGED",
    /// A value is missing where the input takes none.
    MissingValue = "MISSING_VALUE",
    /// A text is not the number that the input takes.
    ValueDoesNotConvert = "VALUE_DOES_NOT_CONVERT",
    /// A value does not fit the input's element type.
    ValueOutOfRange = "VALUE_OUT_OF_RANGE",
    /// A value with a fraction meets an integer input.
    NotAWholeNumber = "NOT_A_WHOLE_NUMBER",
    /// A list has another number of values than its input takes.
    ListLength = "LIST_LENGTH",
    /// The function's model has been unloaded.
    ModelUnloaded = "MODEL_UNLOADED",
    /// Rowcast's own trees were asked for and cannot score the model.
    TreesNotFast = "TREES_NOT_FAST",
    /// The model is no sum of trees over its own inputs.
    NotExplainable = "NOT_EXPLAINABLE",
    /// A defect in Rowcast itself.
    Internal = "INTERNAL",
}

/// A failure as the user sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What kind of failure it is.
    pub code: Code,
    /// What failed, on which thing, expected and found.
    pub message: String,
    /// What to do about it.
    pub hint: String,
    /// Index of the argument concerned, counting the entries of `arguments` from 0.
    pub argument: Option<usize>,
}

impl Fault {
    /// A failure that concerns no argument in particular.
    pub fn new(code: Code, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { code, message: message.into(), hint: hint.into(), argument: None }
    }

    /// A defect in Rowcast itself; `what` says which expectation did not hold.
    pub fn internal(what: impl fmt::Display) -> Self {
        Self::new(
            Code::Internal,
            format!("Rowcast failed inside: {what}."),
            "This is a defect in Rowcast; please report it with the model and the statement.",
        )
    }

    /// The same failure, said to concern argument `index`.
    #[must_use]
    pub fn at_argument(mut self, index: usize) -> Self {
        self.argument = Some(index);
        self
    }
}

/// The text thrown through DuckDB: `[rowcast:CODE] message`, the hint, and `argument <index>`, a line each.
impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[rowcast:{}] {}\n{}", self.code.as_str(), one_line(&self.message), one_line(&self.hint))?;
        match self.argument {
            Some(index) => write!(f, "\nargument {index}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Fault {}

/// The three-line form is parsed by line, so a foreign message must not bring breaks of its own.
fn one_line(text: &str) -> String {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_code_hint_and_argument_on_their_own_lines() {
        let fault = Fault::new(Code::MissingValue, "first\nsecond", "do this").at_argument(3);
        assert_eq!(fault.to_string(), "[rowcast:MISSING_VALUE] first second\ndo this\nargument 3");
    }
}
