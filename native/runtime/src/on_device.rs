//! Moves a model that the processor has loaded to a device, where that runs its nodes and gives its scores.

use std::path::Path;

use rowcast_kernel::columns::SessionOutput;
use rowcast_kernel::element::Element;
use rowcast_kernel::model_file::ModelFile;
use rowcast_kernel::{Code, Fault};

use crate::batching::Batcher;
use crate::independence::{ROWS, TOLERANCE, scattered_rows};
use crate::library::Library;
use crate::model::{Model, Runner, check_hash};
use crate::output::{Output, OutputValues};
use crate::provider::{Device, Nodes, ProviderReceipt, Wish};
use crate::session::{Operators, Session};

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
            let shapes = model.outputs.iter().map(|(_, shape)| shape);
            model.runner = Runner::Device(session, Batcher::new(&model.plan, shapes));
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
    let difference = same.map_err(|fault| refusal(fault.message))?;
    if difference.is_infinite() {
        return Err(refusal("Some of its predictions are not the processor's.".to_owned()));
    }
    if difference > TOLERANCE {
        return Err(refusal(format!("Its scores differ from the processor's by {difference:.1e}.")));
    }
    let (asked, why, largest_difference) = (wish.asked.clone(), left, Some(difference));
    Ok((session, ProviderReceipt { asked, ran: device.name(), why, nodes, largest_difference }))
}

/// How far the scores of `session` are from the processor's for rows of numbers that look random, relative beyond 1;
/// infinite where what has to be the same is not.
///
/// # Errors
/// `RUN_FAILED` where there is nothing to compare with, or the device does not score these rows.
fn largest_difference(
    model: &Model,
    session: &Session,
    outputs: &[SessionOutput],
    library: &Library,
    (file, bytes, path): (&ModelFile, &[u8], &Path),
) -> Result<f64, Fault> {
    let names = outputs.iter().map(|output| output.tensor.as_str());
    let original = Session::new(
        library,
        bytes,
        path,
        &model.plan.model,
        &model.plan.inputs,
        names,
        Operators::default(),
    )?;
    let expected = scattered_rows(&original, file, &model.plan, false).map_err(|fault| {
        let why =
            format!("The processor scores no rows of random numbers to compare with: {}", fault.message);
        Fault::new(Code::RunFailed, why, fault.hint)
    })?;
    let found = scattered_rows(session, file, &model.plan, false)?;
    model.check_shapes(&found, ROWS)?;
    farthest(&found, &expected)
}

/// The largest difference of any two outputs of the same place.
fn farthest(found: &[Output], expected: &[Output]) -> Result<f64, Fault> {
    let has_scores = expected.iter().any(is_real);
    let mut largest: f64 = if found.len() == expected.len() { 0.0 } else { f64::INFINITY };
    for (found, expected) in found.iter().zip(expected) {
        // A label changes with the last bit of the scores that it is chosen by, which are compared themselves.
        let is_label = has_scores && expected.width() == 1 && !is_real(expected);
        if !is_label || found.element != expected.element {
            largest = largest.max(difference(found, expected)?);
        }
    }
    Ok(largest)
}

fn is_real(output: &Output) -> bool {
    matches!(output.element, Element::Float | Element::Double | Element::Float16)
}

/// The largest difference of two outputs' values; infinite where texts or truth values, types or lengths are not the same.
fn difference(found: &Output, expected: &Output) -> Result<f64, Fault> {
    let (found, expected) = (found.values()?, expected.values()?);
    macro_rules! compare {
        ($($kind:ident $apart:expr;)*) => {
            match (&found, &expected) {
                $((OutputValues::$kind(found), OutputValues::$kind(expected)) if found.len() == expected.len() => {
                    found.iter().zip(expected.iter()).map($apart).fold(0.0, f64::max)
                })*
                _ => f64::INFINITY,
            }
        };
    }
    Ok(compare! {
        Float |(a, b)| apart(f64::from(*a), f64::from(*b));
        Double |(a, b)| apart(*a, *b);
        Float16 |(a, b)| apart(f64::from(*a), f64::from(*b));
        Int8 |(a, b)| apart(f64::from(*a), f64::from(*b));
        Int16 |(a, b)| apart(f64::from(*a), f64::from(*b));
        Int32 |(a, b)| apart(f64::from(*a), f64::from(*b));
        Int64 |(a, b)| apart(*a as f64, *b as f64);
        Uint8 |(a, b)| apart(f64::from(*a), f64::from(*b));
        Uint16 |(a, b)| apart(f64::from(*a), f64::from(*b));
        Uint32 |(a, b)| apart(f64::from(*a), f64::from(*b));
        Uint64 |(a, b)| apart(*a as f64, *b as f64);
        Bool |(a, b)| apart(f64::from(u8::from(*a)), f64::from(u8::from(*b)));
        String |(a, b)| if a == b { 0.0 } else { f64::INFINITY };
    })
}

fn apart(found: f64, expected: f64) -> f64 {
    if found == expected || (found.is_nan() && expected.is_nan()) {
        return 0.0;
    }
    let difference = (found - expected).abs() / expected.abs().max(1.0);
    if difference.is_nan() { f64::INFINITY } else { difference }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;
    use crate::output::OwnValues;

    fn column(values: OwnValues, rows: i64) -> Output {
        Output::own(values, vec![rows, 1])
    }

    fn scores(last: f32) -> Output {
        column(OwnValues::Float(vec![0.25, last]), 2)
    }

    fn texts(last: &str) -> Output {
        column(OwnValues::String(vec!["a".to_owned(), last.to_owned()]), 2)
    }

    fn counts(last: i64) -> Output {
        column(OwnValues::Int64(vec![1, last]), 2)
    }

    #[test]
    fn values_that_are_no_scores_count_where_they_are_all_there_is() {
        assert_eq!(farthest(&[counts(4)], &[counts(2)]).unwrap(), 1.0);
        assert_eq!(farthest(&[counts(2)], &[counts(2)]).unwrap(), 0.0);
        assert_eq!(farthest(&[texts("b")], &[texts("c")]).unwrap(), f64::INFINITY);
        assert_eq!(farthest(&[texts("b")], &[texts("b")]).unwrap(), 0.0);
        let truth = |last| column(OwnValues::Bool(vec![true, last]), 2);
        assert_eq!(farthest(&[truth(true)], &[truth(false)]).unwrap(), 1.0);
    }

    #[test]
    fn labels_are_excused_beside_scores_which_are_not() {
        assert_eq!(farthest(&[texts("b"), scores(0.5)], &[texts("c"), scores(0.5)]).unwrap(), 0.0);
        assert_eq!(farthest(&[counts(1), scores(0.5)], &[counts(0), scores(0.75)]).unwrap(), 0.25);
        let two = |last| Output::own(OwnValues::Int64(vec![1, last]), vec![1, 2]);
        assert_eq!(farthest(&[two(4), scores(0.5)], &[two(2), scores(0.5)]).unwrap(), 1.0);
    }

    #[test]
    fn other_types_and_lengths_are_not_the_same() {
        let longer = column(OwnValues::Float(vec![0.25, 0.5, 1.0]), 3);
        assert_eq!(farthest(&[longer], &[scores(0.5)]).unwrap(), f64::INFINITY);
        assert_eq!(farthest(&[counts(1)], &[scores(0.5)]).unwrap(), f64::INFINITY);
        assert_eq!(farthest(&[scores(0.5), counts(1)], &[scores(0.5), texts("a")]).unwrap(), f64::INFINITY);
        assert_eq!(farthest(&[], &[scores(0.5)]).unwrap(), f64::INFINITY);
    }
}
