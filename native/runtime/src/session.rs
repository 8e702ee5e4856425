//! Sessions that score on the caller's thread: one operator at a time, the same bits however rows are batched.

use std::path::Path;

use ort::session::SessionInputValue;
use ort::session::builder::GraphOptimizationLevel;
use ort::value::{DynValue, TensorElementType, TensorRef, ValueType};
use ort::{Error, ErrorCode};
use rowcast_kernel::card::external_data::folder;
use rowcast_kernel::element::Element;
use rowcast_kernel::plan::InputPlan;
use rowcast_kernel::tensor::TensorBuffer;
use rowcast_kernel::{Code, Fault};

use crate::concurrent_run::{self, TensorNames};
use crate::library::Library;

/// A model that is ready to run; any number of threads may run it at once.
pub struct Session {
    session: ort::session::Session,
    inputs: TensorNames,
    outputs: TensorNames,
    model: String,
}

/// One output of a run.
pub struct Output {
    value: DynValue,
    /// Its element type.
    pub element: Element,
    /// Its dimensions.
    pub dimensions: Vec<i64>,
}

/// An output's values in row-major order.
#[allow(missing_docs, reason = "the names are the standard's own")]
pub enum OutputValues<'o> {
    Float(&'o [f32]),
    Double(&'o [f64]),
    Float16(&'o [half::f16]),
    Int8(&'o [i8]),
    Int16(&'o [i16]),
    Int32(&'o [i32]),
    Int64(&'o [i64]),
    Uint8(&'o [u8]),
    Uint16(&'o [u16]),
    Uint32(&'o [u32]),
    Uint64(&'o [u64]),
    Bool(&'o [bool]),
    String(Vec<String>),
}

impl Session {
    /// A session of the model in `bytes`, which came from `path`, that takes `inputs` and gives `outputs`.
    ///
    /// # Errors
    /// `UNKNOWN_OPERATOR`, `MODEL_REJECTED`
    pub fn new<'n>(
        library: &Library,
        bytes: &[u8],
        path: &Path,
        model: &str,
        inputs: &[InputPlan],
        outputs: impl Iterator<Item = &'n str>,
    ) -> Result<Self, Fault> {
        let zero = |_| Fault::internal("a tensor's name has a zero byte inside");
        let inputs = TensorNames::new(inputs.iter().map(|input| input.name.as_str())).map_err(zero)?;
        let outputs = TensorNames::new(outputs).map_err(zero)?;
        let session = build(library, bytes, &folder(path)).map_err(|error| rejected(&error, model))?;
        Ok(Self { session, inputs, outputs, model: model.to_owned() })
    }

    /// The outputs that no column can hold because they are not tensors.
    pub(crate) fn outputs_besides_tensors(&self) -> impl Iterator<Item = &str> {
        let outlets = self.session.outputs().iter();
        outlets.filter(|outlet| !matches!(outlet.dtype(), ValueType::Tensor { .. })).map(|outlet| outlet.name())
    }

    /// Runs the model on `rows` rows; `buffers` has the values of each input of `plans`.
    ///
    /// # Errors
    /// `RUN_FAILED`
    pub fn run(&self, plans: &[InputPlan], buffers: &[TensorBuffer], rows: usize) -> Result<Vec<Output>, Fault> {
        let failed = |error: Error| {
            Fault::new(
                Code::RunFailed,
                format!("ONNX Runtime failed while running model {}: {}.", self.model, sentence(&error)),
                "Check that the values are of the kind that the model was trained on.",
            )
        };
        let tensors = plans.iter().zip(buffers).map(|(plan, buffer)| tensor(plan, buffer, rows));
        let tensors: Vec<SessionInputValue<'_>> = tensors.collect::<Result<_, _>>().map_err(failed)?;
        let values = concurrent_run::run(&self.session, &self.inputs, &tensors, &self.outputs).map_err(failed)?;
        values.into_iter().map(|value| Output::new(value, &self.model)).collect()
    }
}

fn build(library: &Library, bytes: &[u8], folder: &Path) -> ort::Result<ort::session::Session> {
    ort::session::Session::builder(&library.environment)?
        .with_log_level(ort::logging::LogLevel::Error)?
        // DuckDB's threads are the parallelism; a second thread inside a run also changes the last bits.
        .with_intra_threads(1)?
        .with_inter_threads(1)?
        .with_parallel_execution(false)?
        .with_optimization_level(GraphOptimizationLevel::All)?
        .with_memory_pattern(false)?
        .with_config_entry("session.model_external_initializers_file_folder_path", folder.to_string_lossy())?
        .commit_from_memory(bytes)
}

/// ONNX Runtime has no code of its own for a missing operator, so its words decide.
fn rejected(error: &Error, model: &str) -> Fault {
    let text = error.message();
    let unknown = ["is not a registered function/op", "Could not find an implementation", "No opset import for domain", "is not supported", "No Op registered"];
    if error.code() == ErrorCode::NotImplemented || unknown.iter().any(|words| text.contains(words)) {
        return Fault::new(
            Code::UnknownOperator,
            format!("Model {model} uses an operator that ONNX Runtime does not know: {}.", sentence(error)),
            "Export the model with standard operators, or for an operator set that this ONNX Runtime has.",
        );
    }
    Fault::new(
        Code::ModelRejected,
        format!("ONNX Runtime refused model {model}: {}.", sentence(error)),
        "Export the model again and check it with onnx.checker.",
    )
}

/// ONNX Runtime's message without the source line it comes from.
fn sentence(error: &Error) -> String {
    let text = error.message();
    let cut = text.rsplit_once(") ").filter(|(before, _)| before.starts_with('/')).map_or(text, |(_, rest)| rest);
    cut.trim().trim_end_matches('.').to_owned()
}

fn tensor<'b>(plan: &InputPlan, buffer: &'b TensorBuffer, rows: usize) -> ort::Result<SessionInputValue<'b>> {
    let rows = i64::try_from(rows).unwrap_or(i64::MAX);
    let width = i64::try_from(plan.arguments.len()).unwrap_or(i64::MAX);
    let shape: Vec<i64> = if plan.has_features { vec![rows, width] } else { vec![rows] };
    macro_rules! view {
        ($values:expr) => {
            TensorRef::from_array_view((shape, $values.as_slice()))?.into()
        };
    }
    Ok(match buffer {
        TensorBuffer::Float(values) => view!(values),
        TensorBuffer::Double(values) => view!(values),
        TensorBuffer::Int8(values) => view!(values),
        TensorBuffer::Int16(values) => view!(values),
        TensorBuffer::Int32(values) => view!(values),
        TensorBuffer::Int64(values) => view!(values),
        TensorBuffer::Uint8(values) => view!(values),
        TensorBuffer::Uint16(values) => view!(values),
        TensorBuffer::Uint32(values) => view!(values),
        TensorBuffer::Uint64(values) => view!(values),
        TensorBuffer::Bool(values) => view!(values),
        TensorBuffer::String(texts) => concurrent_run::string_tensor(&shape, texts)?.into(),
    })
}

impl Output {
    fn new(value: DynValue, model: &str) -> Result<Self, Fault> {
        let ValueType::Tensor { ty, shape, .. } = value.dtype() else {
            return Err(Fault::new(
                Code::OutputNotTensor,
                format!("Model {model} gave something other than a tensor."),
                "Export the model with tensors as outputs.",
            ));
        };
        let (element, dimensions) = (element(*ty), shape.to_vec());
        let Some(element) = element else {
            return Err(Fault::new(
                Code::UnsupportedElement,
                format!("Model {model} gave an output of {ty}, which no column can hold."),
                "Export the model with float outputs.",
            ));
        };
        Ok(Self { value, element, dimensions })
    }

    /// Number of values for each row.
    pub fn width(&self) -> usize {
        self.dimensions.get(1).map_or(1, |&width| usize::try_from(width).unwrap_or(0))
    }

    /// The output's values.
    ///
    /// # Errors
    /// `RUN_FAILED` for strings that are not UTF-8; `UNSUPPORTED_ELEMENT`
    pub fn values(&self) -> Result<OutputValues<'_>, Fault> {
        let failed = |error: Error| {
            Fault::new(
                Code::RunFailed,
                format!("An output could not be read: {}.", sentence(&error)),
                "Check that the model gives numbers or readable text.",
            )
        };
        let unsupported = || Fault::internal(format_args!("outputs of {} are refused on loading", self.element.name()));
        macro_rules! read {
            ($kind:ident) => {
                self.value.try_extract_tensor().map(|(_, values)| OutputValues::$kind(values)).map_err(failed)
            };
        }
        match self.element {
            Element::Float => read!(Float),
            Element::Double => read!(Double),
            Element::Float16 => read!(Float16),
            Element::Int8 => read!(Int8),
            Element::Int16 => read!(Int16),
            Element::Int32 => read!(Int32),
            Element::Int64 => read!(Int64),
            Element::Uint8 => read!(Uint8),
            Element::Uint16 => read!(Uint16),
            Element::Uint32 => read!(Uint32),
            Element::Uint64 => read!(Uint64),
            Element::Bool => read!(Bool),
            Element::String => {
                self.value.try_extract_strings().map(|(_, texts)| OutputValues::String(texts)).map_err(failed)
            }
            Element::Complex64
            | Element::Complex128
            | Element::Bfloat16
            | Element::Float8E4M3Fn
            | Element::Float8E4M3Fnuz
            | Element::Float8E5M2
            | Element::Float8E5M2Fnuz
            | Element::Uint4
            | Element::Int4
            | Element::Float4E2M1
            | Element::Float8E8M0
            | Element::Uint2
            | Element::Int2 => Err(unsupported()),
        }
    }
}

/// ort's element type as the kernel's; `None` for one that neither names.
fn element(element: TensorElementType) -> Option<Element> {
    let number: ort::sys::ONNXTensorElementDataType = element.into();
    // ONNX Runtime numbers its element types as the standard does.
    Element::from_onnx(number as i32)
}
