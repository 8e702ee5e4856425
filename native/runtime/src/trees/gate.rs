//! Every ensemble against ONNX Runtime before any row is scored: the same rows through both, and the same bits or none.

use rowcast_kernel::element::Element;
use rowcast_kernel::gather::Order;
use rowcast_kernel::tensor::TensorBuffer;
use rowcast_kernel::trees::any_scorer::{AnyScorer, Batch, Scored, Values};
use rowcast_kernel::trees::read::{AnyEnsemble, Operator};
use rowcast_kernel::trees::rewrite::alone;
use rowcast_kernel::trees::scorer::Wanted;
use rowcast_kernel::trees::simd::Level;
use rowcast_kernel::trees::{Labels, Unfit, probe_rows};

use super::plan::Chosen;
use crate::library::Library;
use crate::output::{Output, OutputValues};
use crate::session::Session;

/// Rows that are compared: thresholds of every feature, the numbers next to them, NaN and infinities among them.
pub const ROWS: usize = 1_024;

/// How many of them are scored one by one too.
const ALONE: usize = 64;

/// Compares `chosen` with ONNX Runtime on rows made for it; returns how many there were. `node` is the ensemble's node and
/// the version of its operator.
///
/// # Errors
/// Where they differ, or ONNX Runtime refuses the ensemble.
pub fn pass(library: &Library, node: (&[u8], u64), chosen: &Chosen) -> Result<usize, Unfit> {
    let width = chosen.ensemble.features();
    let rows = ROWS;
    let buffer = rows_for(&chosen.ensemble, chosen.input, width, rows);
    let (model, names) =
        alone(node, chosen.input, width).map_err(|_| Unfit::new("its node cannot be copied"))?;
    let refused = |fault: rowcast_kernel::Fault| {
        Unfit::new(format!("ONNX Runtime refuses it alone: {}", fault.message))
    };
    let session = Session::of_tensor(library, &model, "X", &names).map_err(refused)?;
    drop(model);
    let expected = session.run_tensor(&buffer, rows, width).map_err(refused)?;
    let mut scored = Scored::default();
    let batch = Batch { values: values(&buffer)?, order: Order::Rows, rows };
    chosen.scorer.score(batch, &mut scored).map_err(|fault| Unfit::new(fault.message))?;
    let mut differing = (0..rows).filter(|&row| !same(chosen, (&scored, row), (&expected, row))).count();
    // Few rows at once take another way.
    for row in 0..ALONE {
        let batch = Batch { values: row_of(values(&buffer)?, row, width), order: Order::Rows, rows: 1 };
        chosen.scorer.score(batch, &mut scored).map_err(|fault| Unfit::new(fault.message))?;
        differing += usize::from(!same(chosen, (&scored, 0), (&expected, row)));
    }
    if differing == 0 {
        return Ok(rows);
    }
    Err(Unfit::new(format!("{differing} of {rows} probe rows gave other bits than ONNX Runtime's")))
}

/// Compares `chosen` with a plain walk over its nodes as they were read; returns how many rows there were.
///
/// # Errors
/// Where they differ.
pub fn pass_plain(chosen: &Chosen) -> Result<usize, Unfit> {
    let rows = ROWS / 8;
    let buffer = rows_for(&chosen.ensemble, chosen.input, chosen.ensemble.features(), rows);
    let plain = AnyScorer::new(&chosen.ensemble, chosen.node.operator, Wanted::Reference, Level::Plain);
    let score = |scorer: &AnyScorer| {
        let mut scored = Scored::default();
        let batch = Batch { values: values(&buffer)?, order: Order::Rows, rows };
        scorer.score(batch, &mut scored).map_err(|fault| Unfit::new(fault.message))?;
        let floats: Vec<u32> = scored.floats.iter().map(|x| canonical(*x)).collect();
        let doubles: Vec<u64> =
            scored.doubles().iter().map(|x| if x.is_nan() { u64::MAX } else { x.to_bits() }).collect();
        Ok((floats, doubles, scored.labels))
    };
    if score(&plain)? == score(&chosen.scorer)? {
        return Ok(rows);
    }
    Err(Unfit::new("its layout gave other bits than its nodes as they were read"))
}

fn rows_for(ensemble: &AnyEnsemble, element: Element, width: usize, rows: usize) -> TensorBuffer {
    match (ensemble, element) {
        (AnyEnsemble::Double(ensemble), _) => TensorBuffer::Double(probe_rows(ensemble, width, rows)),
        (AnyEnsemble::Single(ensemble), Element::Int32) => {
            TensorBuffer::Int32(probe_rows(ensemble, width, rows).into_iter().map(|x| x as i32).collect())
        }
        (AnyEnsemble::Single(ensemble), Element::Int64) => {
            TensorBuffer::Int64(probe_rows(ensemble, width, rows).into_iter().map(|x| x as i64).collect())
        }
        (AnyEnsemble::Single(ensemble), _) => TensorBuffer::Float(probe_rows(ensemble, width, rows)),
    }
}

fn values(buffer: &TensorBuffer) -> Result<Values<'_>, Unfit> {
    match buffer {
        TensorBuffer::Float(values) => Ok(Values::Float(values)),
        TensorBuffer::Double(values) => Ok(Values::Double(values)),
        TensorBuffer::Int32(values) => Ok(Values::Int32(values)),
        TensorBuffer::Int64(values) => Ok(Values::Int64(values)),
        _ => Err(Unfit::new("its input is of another type")),
    }
}

/// Row `row` of row-major `values`.
fn row_of(values: Values<'_>, row: usize, width: usize) -> Values<'_> {
    fn part<T>(values: &[T], row: usize, width: usize) -> &[T] {
        values.get(row * width..(row + 1) * width).unwrap_or_default()
    }
    match values {
        Values::Float(values) => Values::Float(part(values, row, width)),
        Values::Double(values) => Values::Double(part(values, row, width)),
        Values::Int32(values) => Values::Int32(part(values, row, width)),
        Values::Int64(values) => Values::Int64(part(values, row, width)),
    }
}

/// Whether a row of what was scored has the bits of a row of what was expected.
fn same(chosen: &Chosen, (scored, at): (&Scored, usize), (expected, row): (&[Output], usize)) -> bool {
    let width = chosen.scorer.targets();
    let span = |row: usize| row * width..(row + 1) * width;
    let is_classifier = chosen.node.operator == Operator::Classifier;
    let label = || match expected.first().map(Output::values) {
        Some(Ok(OutputValues::Int64(labels))) => labels.get(row) == scored.labels.get(at),
        Some(Ok(OutputValues::String(labels))) => match chosen.scorer.labels() {
            Some(Labels::Texts(texts)) => {
                let index = scored.labels.get(at).and_then(|&index| usize::try_from(index).ok());
                index.and_then(|index| texts.get(index)) == labels.get(row)
            }
            _ => false,
        },
        _ => false,
    };
    let scores = || match expected.last().map(Output::values) {
        Some(Ok(OutputValues::Float(values))) => {
            let bits = |values: &[f32], row: usize| {
                values.get(span(row)).map(|values| values.iter().map(|x| canonical(*x)).collect::<Vec<_>>())
            };
            bits(values, row) == bits(&scored.floats, at)
        }
        Some(Ok(OutputValues::Double(values))) => {
            let bits = |values: &[f64], row: usize| {
                values.get(span(row)).map(|values| {
                    values.iter().map(|x| if x.is_nan() { u64::MAX } else { x.to_bits() }).collect::<Vec<_>>()
                })
            };
            bits(values, row) == bits(scored.doubles(), at)
        }
        _ => false,
    };
    (!is_classifier || label()) && scores()
}

/// A float's bits; all NaNs are one, because which of them comes out of a sum is the processor's choice.
fn canonical(x: f32) -> u32 {
    if x.is_nan() { u32::MAX } else { x.to_bits() }
}
