//! A trial run on loading, because what outputs look like is known for sure only when they come back.

use rowcast_kernel::card::{Kind, ModelOutput};
use rowcast_kernel::columns::{OutputShape, SessionOutput, declared_shape, output_shape};
use rowcast_kernel::model_file::ModelFile;
use rowcast_kernel::plan::{InputPlan, ModelPlan};
use rowcast_kernel::probe_values::known_category;
use rowcast_kernel::tensor::TensorBuffer;
use rowcast_kernel::{Code, Fault};

use crate::output::{Output, Part, PartOf};
use crate::session::Session;
use crate::trees::are_same;

/// Two different numbers of rows, so that a dimension that happens to equal one of them is not taken for rows.
const ROWS: [usize; 2] = [64, 128];

/// Each output with what it holds.
pub type Tried = Vec<(SessionOutput, OutputShape)>;

/// What every output of `session` holds, those of a sequence one by one.
///
/// # Errors
/// `OUTPUT_NOT_TENSOR`, `OUTPUT_NOT_PER_ROW`, `UNSUPPORTED_ELEMENT`; `OUTPUT_UNKNOWN` where the trial fails and the file
/// does not declare the shapes either.
pub fn tried_outputs(
    session: &Session,
    file: &ModelFile,
    plan: &ModelPlan,
    outputs: &[SessionOutput],
) -> Result<Tried, Fault> {
    let is_wanted = |name: &&str| outputs.iter().any(|output| output.tensor == *name);
    if let Some(name) = session.unfit_outputs().find(is_wanted) {
        return Err(Fault::new(
            Code::OutputNotTensor,
            format!(
                "Output \"{name}\" of model \"{}\" is a map or optional; expected a tensor, or a sequence of tensors.",
                plan.model
            ),
            "Export the model with tensors as outputs, or remove this output.",
        ));
    }
    let [fewer, more] = ROWS.map(|rows| trial(session, file, plan, rows));
    match (fewer, more) {
        (Ok(fewer), Ok(more)) => {
            check_parts(outputs, &fewer, &more, &plan.model)?;
            let found = fewer.iter().zip(&more);
            found.map(|(fewer, more)| agreed(outputs, fewer, more, &plan.model)).collect()
        }
        (Err(fault), _) | (_, Err(fault)) => declared_shapes(outputs, &plan.model, &fault),
    }
}

/// Refuses a sequence whose length, or maps whose keys, depend on the rows.
fn check_parts(
    outputs: &[SessionOutput],
    fewer: &[Output],
    more: &[Output],
    model: &str,
) -> Result<(), Fault> {
    for (index, output) in outputs.iter().enumerate() {
        let parts = |found: &[Output]| -> Vec<Part> {
            let own = found.iter().map(|output| &output.part);
            own.filter(|part| part.output == index).cloned().collect()
        };
        let found = parts(fewer);
        if found.is_empty() || found != parts(more) {
            return Err(Fault::new(
                Code::OutputNotPerRow,
                format!(
                    "Output \"{}\" of model \"{model}\" is a sequence of {} for {} rows and of {} for {}; expected the same.",
                    output.declared.name,
                    found.len(),
                    ROWS[0],
                    parts(more).len(),
                    ROWS[1]
                ),
                "Export the model with tensors as outputs, or remove this output.",
            ));
        }
    }
    Ok(())
}

fn trial(session: &Session, file: &ModelFile, plan: &ModelPlan, rows: usize) -> Result<Vec<Output>, Fault> {
    let fill = |input: &InputPlan| {
        let category = known_category(file, &input.name);
        TensorBuffer::filled(input.element, rows * input.width, &category)
    };
    let buffers: Vec<TensorBuffer> = plan.inputs.iter().map(fill).collect();
    session.run(plan, &buffers, rows)
}

/// Whether `edited` gives the outputs of `original` for a trial's rows; a trial that `original` cannot run says nothing.
///
/// # Errors
/// `RUN_FAILED` where `edited` fails, `OUTPUT_CHANGED` where it gives something else.
pub fn agree(original: &Session, edited: &Session, file: &ModelFile, plan: &ModelPlan) -> Result<(), Fault> {
    let [_, rows] = ROWS;
    let Ok(expected) = trial(original, file, plan, rows) else { return Ok(()) };
    let found = trial(edited, file, plan, rows)?;
    if are_same(&found, &expected, rows)? {
        return Ok(());
    }
    Err(Fault::new(
        Code::OutputChanged,
        format!("Model \"{}\" gives other scores with Rowcast's trees in it than without.", plan.model),
        "Leave the choice of trees to Rowcast, or choose runtime.",
    ))
}

fn agreed(
    outputs: &[SessionOutput],
    fewer: &Output,
    more: &Output,
    model: &str,
) -> Result<(SessionOutput, OutputShape), Fault> {
    let output = outputs.get(fewer.part.output).ok_or_else(|| Fault::internal("an output has no name"))?;
    let output = match &fewer.part.of {
        PartOf::Tensor => output.clone(),
        PartOf::Element(index) => SessionOutput { part: Some(*index), ..output.clone() },
        PartOf::Maps(keys) => {
            let declared =
                ModelOutput { classes: Some(keys.clone()), zipmap: true, ..output.declared.clone() };
            SessionOutput { declared, maps: true, ..output.clone() }
        }
    };
    let name = &output.declared.name;
    let [few, many] = ROWS;
    let first = output_shape(name, fewer.element, &fewer.dimensions, few, model)?;
    let second = output_shape(name, more.element, &more.dimensions, many, model)?;
    if first == second {
        return Ok((output, first));
    }
    Err(Fault::new(
        Code::OutputNotPerRow,
        format!(
            "Output \"{name}\" of model \"{model}\" has shape {:?} for {few} rows and {:?} for {many}; expected the same width.",
            fewer.dimensions, more.dimensions
        ),
        "Export the model so that it scores each row on its own, or remove this output.",
    ))
}

fn declared_shapes(outputs: &[SessionOutput], model: &str, trial: &Fault) -> Result<Tried, Fault> {
    let shape = |output: &SessionOutput| {
        let is_tensor = output.declared.r#type.kind == Kind::Tensor || output.declared.zipmap;
        let shape = declared_shape(&output.declared).filter(|_| is_tensor);
        shape.map(|shape| (output.clone(), shape)).ok_or_else(|| {
            Fault::new(
                Code::OutputUnknown,
                format!(
                    "Model \"{model}\" does not declare the shape of output \"{}\", and a trial run failed: {}",
                    output.declared.name, trial.message
                ),
                "Export the model with declared output shapes, or make it accept zeros.",
            )
        })
    };
    outputs.iter().map(shape).collect()
}
