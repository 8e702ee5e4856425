//! Sessions that score on the caller's thread: one operator at a time, the same bits however rows are batched.

use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use ort::operator::OperatorDomain;
use ort::session::builder::GraphOptimizationLevel;
use ort::session::{RunOptions, SessionInputValue};
use ort::value::{TensorRef, ValueType};
use ort::{Error, ErrorCode};
use rowcast_kernel::card::external_data::folder;
use rowcast_kernel::plan::{InputPlan, ModelPlan};
use rowcast_kernel::signature::Rows;
use rowcast_kernel::tensor::TensorBuffer;
use rowcast_kernel::{Code, Fault};

use crate::concurrent_run::{self, TensorNames};
use crate::device_words;
use crate::library::{LOG_LEVEL, Library};
use crate::output::Output;
use crate::placement::Placement;
use crate::provider::{Device, Nodes};
use crate::steps::Steps;

/// Held while a session with a device is made, run or dropped: ONNX Runtime crashes where two of them use WebGPU at once
/// (microsoft/onnxruntime#32561), and its sessions on other devices would wait for each other anyway.
static DEVICES: Mutex<()> = Mutex::new(());

fn turn(device: Option<Device>) -> Option<MutexGuard<'static, ()>> {
    device.map(|_| DEVICES.lock().unwrap_or_else(PoisonError::into_inner))
}

/// What a model's operators are made of besides those of ONNX Runtime.
#[derive(Default)]
pub struct Operators<'l> {
    /// Rowcast's own.
    pub own: Option<OperatorDomain>,
    /// Shared libraries of the user's.
    pub libraries: &'l [PathBuf],
}

/// A model that is ready to run; any number of threads may run it at once.
pub struct Session {
    session: ManuallyDrop<ort::session::Session>,
    /// What runs nodes besides the processor.
    device: Option<Device>,
    placement: Placement,
    /// For runs of a session that has logged all about its making.
    quiet: Option<RunOptions>,
    inputs: TensorNames,
    outputs: TensorNames,
    model: String,
}

impl Session {
    /// A session of the model in `bytes`, which came from `path`, that takes `inputs` and gives `outputs`; `operators`
    /// are those it uses besides ONNX Runtime's.
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
        operators: Operators<'_>,
    ) -> Result<Self, Fault> {
        Self::with(library, bytes, path, model, inputs, outputs, (operators, None))
    }

    /// The same on `device`, as far as that runs its nodes; the processor runs the others.
    ///
    /// # Errors
    /// `PROVIDER_UNAVAILABLE`, `MODEL_REJECTED`
    pub(crate) fn on_device<'n>(
        library: &Library,
        bytes: &[u8],
        path: &Path,
        plan: &ModelPlan,
        outputs: impl Iterator<Item = &'n str>,
        device: Device,
    ) -> Result<Self, Fault> {
        Self::with(
            library,
            bytes,
            path,
            &plan.model,
            &plan.inputs,
            outputs,
            (Operators::default(), Some(device)),
        )
    }

    fn with<'n>(
        library: &Library,
        bytes: &[u8],
        path: &Path,
        model: &str,
        inputs: &[InputPlan],
        outputs: impl Iterator<Item = &'n str>,
        (operators, device): (Operators<'_>, Option<Device>),
    ) -> Result<Self, Fault> {
        let zero = |_| {
            Fault::new(
                Code::ModelRejected,
                format!("Model \"{model}\" has an input or output with a zero byte in its name."),
                "Check whether the model file is damaged; export it again otherwise.",
            )
        };
        let inputs = TensorNames::new(inputs.iter().map(|input| input.name.as_str())).map_err(zero)?;
        let outputs = TensorNames::new(outputs).map_err(zero)?;
        let placement = Placement::default();
        let device_told = device.map(|device| (device, &placement));
        let session =
            build(library, bytes, &folder(path), operators, device_told).map_err(|error| match device {
                Some(device) => unavailable(device, &error),
                None => rejected(&error, model),
            })?;
        let session = ManuallyDrop::new(session);
        let quiet = device.map(|_| quiet()).transpose().map_err(|error| rejected(&error, model))?;
        Ok(Self { session, device, placement, quiet, inputs, outputs, model: model.to_owned() })
    }

    /// Which provider runs which nodes; only a session with a device knows.
    pub(crate) fn placement(&self) -> Vec<Nodes> {
        self.placement.nodes()
    }

    /// A session of the model in `bytes`, which takes the tensor `input` alone.
    ///
    /// # Errors
    /// Those of [`Session::new`].
    pub(crate) fn of_tensor(
        library: &Library,
        bytes: &[u8],
        input: &str,
        outputs: &[&str],
    ) -> Result<Self, Fault> {
        let zero = |_| Fault::internal("a tensor's name has a zero byte inside");
        let inputs = TensorNames::new(std::iter::once(input)).map_err(zero)?;
        let names = TensorNames::new(outputs.iter().copied()).map_err(zero)?;
        let session = build(library, bytes, Path::new("."), Operators::default(), None)
            .map_err(|error| rejected(&error, "trees"))?;
        let session = ManuallyDrop::new(session);
        let placement = Placement::default();
        Ok(Self {
            session,
            device: None,
            placement,
            quiet: None,
            inputs,
            outputs: names,
            model: "trees".to_owned(),
        })
    }

    /// Runs a session of [`Session::of_tensor`] on `rows` rows of `width` values.
    ///
    /// # Errors
    /// `RUN_FAILED`
    pub(crate) fn run_tensor(
        &self,
        buffer: &TensorBuffer,
        rows: usize,
        width: usize,
    ) -> Result<Vec<Output>, Fault> {
        let shape = [rows, width].map(|length| i64::try_from(length).unwrap_or(i64::MAX)).to_vec();
        self.run_tensors(&[view(shape, buffer).map_err(|error| self.failed(&error))?])
    }

    /// The outputs that no column can hold: neither tensors nor sequences of tensors or maps.
    pub(crate) fn unfit_outputs(&self) -> impl Iterator<Item = &str> {
        let outlets = self.session.outputs().iter();
        outlets
            .filter(|outlet| match outlet.dtype() {
                ValueType::Tensor { .. } => false,
                ValueType::Sequence(inner) => {
                    !matches!(**inner, ValueType::Tensor { .. } | ValueType::Map { .. })
                }
                ValueType::Map { .. } | ValueType::Optional(_) => true,
            })
            .map(|outlet| outlet.name())
    }

    /// Runs the model on `rows` rows, in steps where it takes no more; `buffers` has the values of each input of `plan`.
    ///
    /// # Errors
    /// `RUN_FAILED`; `OUTPUT_NOT_PER_ROW` and `OUTPUT_CHANGED` where steps do not fit together.
    pub fn run(&self, plan: &ModelPlan, buffers: &[TensorBuffer], rows: usize) -> Result<Vec<Output>, Fault> {
        let once = |buffers: &[TensorBuffer], rows: usize| self.run_once(&plan.inputs, buffers, rows);
        match Steps::of(plan, buffers, rows) {
            Some(steps) => steps.run(plan, buffers, once),
            None => once(buffers, rows),
        }
    }

    fn run_once(
        &self,
        plans: &[InputPlan],
        buffers: &[TensorBuffer],
        rows: usize,
    ) -> Result<Vec<Output>, Fault> {
        let tensors = plans.iter().zip(buffers).map(|(plan, buffer)| tensor(plan, buffer, rows));
        let tensors: Vec<SessionInputValue<'_>> =
            tensors.collect::<Result<_, _>>().map_err(|error| self.failed(&error))?;
        self.run_tensors(&tensors)
    }

    fn run_tensors(&self, tensors: &[SessionInputValue<'_>]) -> Result<Vec<Output>, Fault> {
        let turn = turn(self.device);
        let values =
            concurrent_run::run(&self.session, &self.inputs, tensors, &self.outputs, self.quiet.as_ref())
                .map_err(|error| self.failed(&error))?;
        drop(turn);
        let mut outputs = Vec::with_capacity(values.len());
        for (index, value) in values.into_iter().enumerate() {
            outputs.extend(Output::all(value, index, &self.model)?);
        }
        Ok(outputs)
    }

    fn failed(&self, error: &Error) -> Fault {
        Fault::new(
            Code::RunFailed,
            format!("ONNX Runtime failed while running model \"{}\": {}.", self.model, sentence(error)),
            "Check that the values are of the kind that the model was trained on.",
        )
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        let _turn = turn(self.device);
        // SAFETY: the session is dropped here alone, and nothing uses it afterwards.
        unsafe { ManuallyDrop::drop(&mut self.session) };
    }
}

fn unavailable(device: Device, error: &Error) -> Fault {
    let hint = "`rowcast providers` tells which providers work on this machine.";
    Fault::new(Code::ProviderUnavailable, device_words::reason(device, error.message()), hint)
}

fn quiet() -> ort::Result<RunOptions> {
    let mut options = RunOptions::new()?;
    options.set_log_level(LOG_LEVEL)?;
    Ok(options)
}

fn build(
    library: &Library,
    bytes: &[u8],
    folder: &Path,
    operators: Operators<'_>,
    device: Option<(Device, &Placement)>,
) -> ort::Result<ort::session::Session> {
    let _turn = turn(device.map(|(device, _)| device));
    let mut builder = ort::session::Session::builder(&library.environment)?;
    if let Some(own) = operators.own {
        builder = builder.with_operators(own)?;
    }
    for path in operators.libraries {
        builder = builder.with_operator_library(path)?;
    }
    let mut level = LOG_LEVEL;
    if let Some((device, placement)) = device {
        builder = builder.with_execution_providers(device.providers())?.with_logger(placement.listener())?;
        level = ort::logging::LogLevel::Verbose;
    }
    builder
        .with_log_level(level)?
        // DuckDB's threads are the parallelism; a second thread inside a run also changes the last bits.
        .with_intra_threads(1)?
        .with_inter_threads(1)?
        .with_parallel_execution(false)?
        .with_optimization_level(GraphOptimizationLevel::All)?
        .with_memory_pattern(false)?
        .with_config_entry("session.model_external_initializers_file_folder_path", folder.to_string_lossy())?
        .commit_from_memory(bytes)
}

/// ONNX Runtime's words for what it has no code of its own for.
const UNKNOWN_OPERATOR: &[&str] =
    &["is not a registered function/op", "No Op registered", "Could not find an implementation"];
const TOO_NEW: &[&str] = &["Unsupported model IR version", "is under development and support"];

fn rejected(error: &Error, model: &str) -> Fault {
    let says = |words: &[&str]| words.iter().any(|words| error.message().contains(words));
    let reason = sentence(error);
    if let Some((domain, operator)) = foreign_operator(error.message()) {
        return Fault::new(
            Code::UnknownOperator,
            format!(
                "Model \"{model}\" uses the operator \"{operator}\" of \"{domain}\", which this ONNX Runtime does not know."
            ),
            foreign_hint(domain),
        );
    }
    if error.code() == ErrorCode::NotImplemented || says(UNKNOWN_OPERATOR) {
        return Fault::new(
            Code::UnknownOperator,
            format!("Model \"{model}\" uses an operator that this ONNX Runtime does not know: {reason}."),
            "Export the model with standard operators, or for an operator set that this ONNX Runtime has.",
        );
    }
    if says(TOO_NEW) {
        // The last sentence tells which version is supported; those before it are a disclaimer.
        let reason = reason.rsplit_once(". ").map_or(reason.as_str(), |(_, last)| last);
        return Fault::new(
            Code::ModelTooNew,
            format!("Model \"{model}\" was written for a newer ONNX than this ONNX Runtime has: {reason}."),
            "Export the model for an older operator set (target_opset), or use a newer ONNX Runtime.",
        );
    }
    if let Some(locale) = missing_locale(error.message()) {
        return Fault::new(
            Code::ModelRejected,
            format!(
                "Model \"{model}\" compares text in the locale \"{locale}\", which this system does not have."
            ),
            "Install that locale, or export the model with locale=\"C\".",
        );
    }
    Fault::new(
        Code::ModelRejected,
        format!("ONNX Runtime refused model \"{model}\": {reason}."),
        "Export the model again and check it with onnx.checker.",
    )
}

/// The domain and name of an operator that is not the standard's own, in ONNX Runtime's words `domain:Name(version) is not …`.
fn foreign_operator(text: &str) -> Option<(&str, &str)> {
    let (before, _) = text.split_once(") is not a registered function/op")?;
    let (named, _version) = before.rsplit_once('(')?;
    let (domain, operator) = named.rsplit_once(' ').map_or(named, |(_, last)| last).split_once(':')?;
    (!domain.is_empty() && domain != "ai.onnx").then_some((domain, operator))
}

/// The locale that a StringNormalizer wants and the system lacks, in ONNX Runtime's words.
fn missing_locale(text: &str) -> Option<&str> {
    let (_, after) = text.split_once("Failed to construct locale with name:")?;
    after.split(':').next().filter(|locale| !locale.is_empty())
}

fn foreign_hint(domain: &str) -> &'static str {
    if domain == "ai.onnx.contrib" {
        return "It belongs to onnxruntime-extensions: name its shared library (libortextensions) with --extensions, or do that step before the model and export the rest.";
    }
    "Name the shared library that has it with --extensions, or export the model with standard operators."
}

/// ONNX Runtime's message without the source line it comes from.
pub(crate) fn sentence(error: &Error) -> String {
    let text = error.message();
    let cut =
        text.rsplit_once(") ").filter(|(before, _)| before.starts_with('/')).map_or(text, |(_, rest)| rest);
    cut.trim().trim_end_matches('.').to_owned()
}

fn tensor<'b>(plan: &InputPlan, buffer: &'b TensorBuffer, rows: usize) -> ort::Result<SessionInputValue<'b>> {
    let rows = if plan.rows == Rows::Shared { 1 } else { rows };
    let all = [rows, plan.width].map(|length| i64::try_from(length).unwrap_or(i64::MAX));
    view(all.into_iter().take(plan.rank).collect(), buffer)
}

fn view(shape: Vec<i64>, buffer: &TensorBuffer) -> ort::Result<SessionInputValue<'_>> {
    macro_rules! view {
        ($values:expr) => {
            TensorRef::from_array_view((shape, $values.as_slice()))?.into()
        };
    }
    Ok(match buffer {
        TensorBuffer::Float(values) => view!(values),
        TensorBuffer::Double(values) => view!(values),
        TensorBuffer::Float16(values) => view!(values),
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
