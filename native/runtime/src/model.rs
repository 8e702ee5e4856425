//! A model from its file to a session that is known to work.

use std::path::{Path, PathBuf};

use rowcast_kernel::card::{ModelCard, external_data};
use rowcast_kernel::columns::{OutputColumn, OutputShape, SessionOutput, output_columns, session_outputs};
use rowcast_kernel::element::FeedElement;
use rowcast_kernel::model_file::ModelFile;
use rowcast_kernel::options::{LoadOptions, OperatorLibrary, TreesOption};
use rowcast_kernel::plan::ModelPlan;
use rowcast_kernel::probe_values::known_category;
use rowcast_kernel::scalar::Scalar;
use rowcast_kernel::signature::{Rows, input_signatures};
use rowcast_kernel::{Code, Fault};

use crate::batching::Batcher;
use crate::counters::{CounterValues, Counters};
use crate::independence;
use crate::library::Library;
use crate::on_device;
use crate::operator_library;
use crate::probe::{self, Tried};
use crate::provider::{ProviderReceipt, Wish};
use crate::session::{Operators, Session};
use crate::trees::{self, Direct, Fast, FirstRows, TreesReceipt};

/// A model that scores rows.
pub struct Model {
    /// How its tensors are made.
    pub plan: ModelPlan,
    /// What it returns, column by column.
    pub columns: Vec<OutputColumn>,
    /// Hash of its file.
    pub sha256: String,
    /// Where it runs.
    pub provider: ProviderReceipt,
    /// What it has done so far.
    pub counters: Counters,
    /// What scores its trees; `None` for a model without any.
    pub trees: Option<TreesReceipt>,
    pub(crate) runner: Runner,
    /// The original model, where the runner is Rowcast's own path.
    pub(crate) first_rows: Option<FirstRows>,
    pub(crate) outputs: Vec<(SessionOutput, OutputShape)>,
}

impl Model {
    /// What it has done so far.
    pub fn counted(&self) -> CounterValues {
        let trees_fell_back = self.first_rows.as_ref().is_some_and(FirstRows::differed);
        CounterValues { trees_fell_back, ..self.counters.values() }
    }
}

/// The operator that finds the range of all rows of a batch: what a row is rounded to depends on the others.
const QUANTISES_BATCHES: &str = "DynamicQuantizeLinear";

/// What scores rows.
pub(crate) enum Runner {
    /// ONNX Runtime, with operators of Rowcast's own or without.
    Session(Session),
    /// A device, with what threads bring put together.
    Device(Session, Batcher),
    /// The model is one ensemble of trees.
    Trees(Direct),
}

/// A model file that was read and planned, but has no session yet.
pub struct Candidate {
    trees: TreesOption,
    outputs: Option<Vec<String>>,
    file: ModelFile,
    card: ModelCard,
    wish: Wish,
    plan: ModelPlan,
    /// Of operators that it may use.
    libraries: Vec<OperatorLibrary>,
}

impl Candidate {
    /// Reads the file at `path` once and checks all that needs no runtime.
    ///
    /// # Errors
    /// Everything that makes a model unfit to score rows, as [`Code`] lists it.
    pub fn read(path: &Path, options: &LoadOptions) -> Result<Self, Fault> {
        let wish = Wish::new(options.provider.as_deref(), options.require_provider)?;
        let file = ModelFile::read(path)?;
        check_hash(&file, options.sha256.as_deref(), path)?;
        let card = ModelCard::new(&file, path);
        external_data::check(&card.external_data, path)?;
        let stem =
            || path.file_stem().map_or_else(|| "model".to_owned(), |stem| stem.to_string_lossy().into());
        let model = options.model.clone().unwrap_or_else(stem);
        let signatures = input_signatures(&card, &model)?;
        let plan = ModelPlan::new(&model, &signatures, options.arguments.as_deref())?;
        let plan = with_known_texts(plan, &file);
        let (outputs, libraries) = (options.outputs.clone(), options.extensions.clone());
        Ok(Self { trees: options.trees, outputs, file, card, wish, plan, libraries })
    }

    /// Hash of the file, in lower-case hex.
    pub fn sha256(&self) -> &str {
        &self.file.sha256
    }

    /// How its tensors would be made.
    pub fn into_plan(self) -> ModelPlan {
        self.plan
    }

    /// Its file, and how its tensors would be made.
    pub fn into_parts(self) -> (ModelFile, ModelPlan) {
        (self.file, self.plan)
    }

    /// Makes the session and tries it, first on the processor, then on the device that was asked for.
    ///
    /// # Errors
    /// Those of [`Session::new`] and of the trial run; `PROVIDER_UNAVAILABLE` where a device was required.
    pub fn load(self, library: &Library, path: &Path) -> Result<Model, Fault> {
        let outputs = session_outputs(&self.file, &self.card, self.outputs.as_deref(), &self.plan.model)?;
        let wish = self.wish.clone();
        let quantises = self.card.operators.iter().any(|one| one.op == QUANTISES_BATCHES);
        let libraries = operator_library::checked(&self.libraries)?;
        let model = self.load_on_processor(library, path, outputs.clone(), &libraries)?;
        let Some(device) = wish.device else { return Ok(model) };
        match unfit_for_devices(&model, quantises, &libraries) {
            Some(why) => on_device::refused(model, &wish, device, why, Vec::new()),
            None => on_device::moved(model, (&wish, device), &outputs, library, path),
        }
    }

    fn load_on_processor(
        mut self,
        library: &Library,
        path: &Path,
        outputs: Vec<SessionOutput>,
        libraries: &[PathBuf],
    ) -> Result<Model, Fault> {
        // What keeps a large ensemble from being taken over is found again, and told, on the way that all others go.
        if self.trees != TreesOption::Runtime && trees::is_large(&self.file.bytes) {
            if let Ok((runner, tried, receipt)) = self.large(library, path, &outputs, libraries) {
                return Ok(self.finished(runner, None, Some(receipt), tried));
            }
            let expected = self.file.sha256;
            self.file = ModelFile::read(path)?;
            check_hash(&self.file, Some(&expected), path)?;
        }
        self.load_whole(library, path, outputs, libraries)
    }

    /// The way of models whose ensembles are large: ONNX Runtime gets the graph without them.
    fn large(
        &mut self,
        library: &Library,
        path: &Path,
        outputs: &[SessionOutput],
        libraries: &[PathBuf],
    ) -> Result<(Runner, Tried, TreesReceipt), Fault> {
        let Self { trees, file, plan, .. } = self;
        let large = trees::large(library, file, plan, outputs)
            .map_err(|reason| trees::not_fast(&plan.model, &reason.0))?;
        let own = trees::domain(large.operators).map_err(|error| Fault::internal(error.message()))?;
        let operators = Operators { own: Some(own), libraries };
        let names = outputs.iter().map(|output| output.tensor.as_str());
        let session =
            Session::new(library, &large.edited, path, &plan.model, &plan.inputs, names, operators)?;
        let shapes = probe::tried_outputs(&session, file, plan, outputs)?;
        let receipt = TreesReceipt { asked: trees.name(), ran: "fast", why: large.why };
        Ok((large.direct.map_or(Runner::Session(session), Runner::Trees), shapes, receipt))
    }

    fn load_whole(
        mut self,
        library: &Library,
        path: &Path,
        outputs: Vec<SessionOutput>,
        libraries: &[PathBuf],
    ) -> Result<Model, Fault> {
        let Self { trees, file, card, plan, .. } = &mut self;
        let (trees, file) = (*trees, &*file);
        let bytes = file.session_bytes()?;
        let (inputs, model) = (plan.inputs.clone(), plan.model.clone());
        let session = |bytes: &[u8], own| {
            let names = outputs.iter().map(|output| output.tensor.as_str());
            Session::new(library, bytes, path, &model, &inputs, names, Operators { own, libraries })
        };
        let original = session(&bytes, None)?;
        let tried = probe::tried_outputs(&original, file, plan, &outputs)?;
        match independence::check(&original, file, plan, &tried) {
            Err(_) if quantises_batches(card, plan) => plan.one_by_one(),
            checked => checked?,
        }
        let plan = &*plan;
        let (fast, mut receipt) = trees::choose(library, trees, (file, &bytes), plan, &outputs)?;
        let own = match fast {
            Some(Fast::Whole(direct)) => Some(Runner::Trees(direct)),
            Some(Fast::Inside(edited, operators)) => {
                let made = trees::domain(operators)
                    .map_err(|error| Fault::internal(error.message()))
                    .and_then(|operators| session(&edited, Some(operators)))
                    .and_then(|edited| probe::agree(&original, &edited, file, plan).map(|()| edited));
                match made {
                    Ok(edited) => Some(Runner::Session(edited)),
                    Err(fault) if trees == TreesOption::Fast => {
                        return Err(trees::not_fast(&plan.model, fault.message.trim_end_matches('.')));
                    }
                    Err(fault) => {
                        receipt = receipt.map(|receipt| receipt.fell_back(fault.message));
                        None
                    }
                }
            }
            None => None,
        };
        let (runner, first_rows) = match own {
            Some(own) => (own, Some(FirstRows::new(original))),
            None => (Runner::Session(original), None),
        };
        Ok(self.finished(runner, first_rows, receipt, tried))
    }

    fn finished(
        self,
        runner: Runner,
        first_rows: Option<FirstRows>,
        trees: Option<TreesReceipt>,
        outputs: Tried,
    ) -> Model {
        let Self { file, wish, plan, .. } = self;
        let columns = output_columns(&outputs);
        let counters = Counters::new(plan.arguments.len());
        let sha256 = file.sha256;
        let provider = ProviderReceipt::processor(&wish, None, Vec::new());
        Model { plan, columns, sha256, provider, counters, trees, runner, first_rows, outputs }
    }
}

/// Why a model is left to the processor whatever the device, in a sentence.
fn unfit_for_devices(model: &Model, quantises: bool, libraries: &[PathBuf]) -> Option<&'static str> {
    let is_fixed = model.plan.inputs.iter().any(|input| matches!(input.rows, Rows::Fixed(_)));
    // Of the sessions of a device one runs at a time: its trees would be scored by one thread.
    if model.trees.is_some() {
        Some("It has trees, which no device has an operator for.")
    } else if !libraries.is_empty() {
        Some("It comes with a library of operators, which the processor runs.")
    } else if quantises {
        Some(
            "How it rounds a row depends on the rows beside it (DynamicQuantizeLinear), and a device gets the rows of several threads.",
        )
    } else if is_fixed {
        Some("Its file fixes how many rows go into a run, and a device gets the rows of several threads.")
    } else {
        None
    }
}

/// Whether the rows of a batch depend on each other because of how numbers are rounded while the model runs, and need not.
fn quantises_batches(card: &ModelCard, plan: &ModelPlan) -> bool {
    let is_open = plan.inputs.iter().all(|input| !matches!(input.rows, Rows::Fixed(_)));
    is_open && card.operators.iter().any(|one| one.op == QUANTISES_BATCHES)
}

/// A text that stands in for a missing one in a row without scores has to be one that the model takes.
fn with_known_texts(mut plan: ModelPlan, file: &ModelFile) -> ModelPlan {
    for argument in plan.arguments.iter_mut().filter(|argument| argument.unscored) {
        let input = plan.inputs.get(argument.input).filter(|input| input.element == FeedElement::String);
        if let Some(input) = input {
            argument.missing = Some(Scalar::String(known_category(file, &input.name)));
        }
    }
    plan
}

pub(crate) fn check_hash(file: &ModelFile, expected: Option<&str>, path: &Path) -> Result<(), Fault> {
    match expected {
        Some(expected) if !expected.eq_ignore_ascii_case(&file.sha256) => Err(Fault::new(
            Code::ModelChanged,
            format!(
                "Model file \"{}\" has changed: expected sha256 {expected}, found {}.",
                path.display(),
                file.sha256
            ),
            "Put the file back that was there before, or choose the model again.",
        )),
        Some(_) | None => Ok(()),
    }
}
