//! Moves a model that the processor has loaded to a device, where that runs its nodes and gives its scores.

use std::path::Path;

use rowcast_kernel::columns::SessionOutput;
use rowcast_kernel::model_file::ModelFile;
use rowcast_kernel::{Code, Fault};

use crate::batching::Batcher;
use crate::independence::{ROWS, TOLERANCE, scattered_rows};
use crate::library::Library;
use crate::model::{Model, Runner, check_hash};
use crate::output::{Output, OutputValues};
use crate::provider::{Device, Nodes, ProviderReceipt, Wish};
use crate::session::Session;

/// What keeps a device from running a model, with the nodes where they are known.
struct Refusal {
    /// A sentence.
    why: String,
    nodes: Vec<Nodes>,
}

/// `model` on the device; where that cannot be, the model as it was, with the reason in its receipt.
///
/// # Errors
/// `PROVIDER_UNAVAILABLE` where the device was required; `MODEL_CHANGED`.
pub(crate) fn moved(
    mut model: Model,
    (wish, device): (&Wish, Device),
    outputs: &[SessionOutput],
    library: &Library,
    path: &Path,
) -> Result<Model, Fault> {
    let file = ModelFile::read(path)?;
    check_hash(&file, Some(&model.sha256), path)?;
    match tried(&model, (wish, device), outputs, library, (&file, path)) {
        Ok((session, receipt)) => {
            model.provider = receipt;
            model.runner = Runner::Device(session, Batcher::new(&model.plan));
            model.first_rows = None;
            Ok(model)
        }
        Err(Refusal { why, nodes }) => refused(model, wish, device, &why, nodes),
    }
}

/// The model as it was, or a fault where the device was required, for the sentence `why`.
///
/// # Errors
/// `PROVIDER_UNAVAILABLE`
pub(crate) fn refused(
    mut model: Model,
    wish: &Wish,
    device: Device,
    why: &str,
    nodes: Vec<Nodes>,
) -> Result<Model, Fault> {
    if wish.required {
        return Err(Fault::new(
            Code::ProviderUnavailable,
            format!(
                "Model \"{}\" cannot run on {} alone, which was required. {why}",
                model.plan.model,
                device.name()
            ),
            "Leave out --require-provider to let the processor do it; `rowcast providers` tells what works on this machine.",
        ));
    }
    model.provider = ProviderReceipt::processor(wish, Some(why.to_owned()), nodes);
    Ok(model)
}

fn tried(
    model: &Model,
    (wish, device): (&Wish, Device),
    outputs: &[SessionOutput],
    library: &Library,
    (file, path): (&ModelFile, &Path),
) -> Result<(Session, ProviderReceipt), Refusal> {
    let refusal = |fault: Fault| Refusal { why: fault.message, nodes: Vec::new() };
    let bytes = file.session_bytes().map_err(refusal)?;
    let names = || outputs.iter().map(|output| output.tensor.as_str());
    let session = Session::on_device(library, &bytes, path, &model.plan, names(), device).map_err(refusal)?;
    let nodes = session.placement();
    let on_processor = nodes.iter().find(|nodes| nodes.provider == "cpu");
    let others = nodes.iter().filter(|nodes| nodes.provider != "cpu").map(|nodes| nodes.count).sum::<usize>();
    let left = on_processor.map(|left| {
        let all = others + left.count;
        format!("The processor runs {} of its {all} nodes: {left}.", left.count)
    });
    if nodes.is_empty() {
        return Err(Refusal { why: "ONNX Runtime did not tell which nodes run there.".to_owned(), nodes });
    }
    if let Some(why) = left.clone().filter(|_| others == 0 || wish.required) {
        return Err(Refusal { why, nodes });
    }
    let same = largest_difference(model, &session, outputs, library, (file, &bytes, path));
    let refusal = |why: String| Refusal { why, nodes: nodes.clone() };
    let largest_difference = same.map_err(|fault| refusal(fault.message))?;
    if let Some(difference) = largest_difference.filter(|difference| *difference > TOLERANCE) {
        return Err(refusal(format!("Its scores differ from the processor's by {difference:.1e}.")));
    }
    let (asked, why) = (wish.asked.clone(), left);
    Ok((session, ProviderReceipt { asked, ran: device.name(), why, nodes, largest_difference }))
}

/// How far the scores of `session` are from the processor's for rows of numbers that look random, relative beyond 1;
/// `None` where the processor cannot score such rows.
fn largest_difference(
    model: &Model,
    session: &Session,
    outputs: &[SessionOutput],
    library: &Library,
    (file, bytes, path): (&ModelFile, &[u8], &Path),
) -> Result<Option<f64>, Fault> {
    let names = outputs.iter().map(|output| output.tensor.as_str());
    let original = Session::new(library, bytes, path, &model.plan.model, &model.plan.inputs, names, None)?;
    let Ok(expected) = scattered_rows(&original, file, &model.plan, false) else { return Ok(None) };
    let found = scattered_rows(session, file, &model.plan, false)?;
    model.check_shapes(&found, ROWS)?;
    let mut largest: f64 = 0.0;
    for (found, expected) in found.iter().zip(&expected) {
        largest = largest.max(difference(found, expected)?);
    }
    Ok(Some(largest))
}

/// The largest difference of two outputs' numbers. Labels may change with the last bit of a score, and count as none.
fn difference(found: &Output, expected: &Output) -> Result<f64, Fault> {
    let (found, expected) = (found.values()?, expected.values()?);
    macro_rules! floats {
        ($found:expr, $expected:expr) => {
            $found
                .iter()
                .zip(*$expected)
                .map(|(a, b)| apart(f64::from(*a), f64::from(*b)))
                .fold(0.0, f64::max)
        };
    }
    Ok(match (&found, &expected) {
        (OutputValues::Float(found), OutputValues::Float(expected)) => floats!(found, expected),
        (OutputValues::Double(found), OutputValues::Double(expected)) => floats!(found, expected),
        (OutputValues::Float16(found), OutputValues::Float16(expected)) => floats!(found, expected),
        _ => 0.0,
    })
}

fn apart(found: f64, expected: f64) -> f64 {
    if found == expected || (found.is_nan() && expected.is_nan()) {
        return 0.0;
    }
    let difference = (found - expected).abs() / expected.abs().max(1.0);
    if difference.is_nan() { f64::INFINITY } else { difference }
}
