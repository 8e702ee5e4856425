//! Whether a model scores each row on its own: the same rows beside others, and in other places, must give the same.

use half::f16;
use rowcast_kernel::columns::{OutputShape, SessionOutput};
use rowcast_kernel::element::FeedElement;
use rowcast_kernel::model_file::ModelFile;
use rowcast_kernel::plan::{InputPlan, ModelPlan};
use rowcast_kernel::probe_values::known_category;
use rowcast_kernel::signature::Rows;
use rowcast_kernel::tensor::TensorBuffer;
use rowcast_kernel::{Code, Fault};

use crate::output::{Output, OutputValues};
use crate::session::Session;

pub(crate) const ROWS: usize = 64;

/// A row beside others may round otherwise, but not by more than this, relative where it is beyond 1.
pub(crate) const TOLERANCE: f64 = 1e-3;

/// Refuses a model of which a row's scores depend on the rows around it. A trial that fails says nothing.
///
/// # Errors
/// `OUTPUT_NOT_PER_ROW`
pub fn check(
    session: &Session,
    file: &ModelFile,
    plan: &ModelPlan,
    outputs: &[(SessionOutput, OutputShape)],
) -> Result<(), Fault> {
    let run = |changed: bool| scattered_rows(session, file, plan, changed);
    let (Ok(before), Ok(after)) = (run(false), run(true)) else { return Ok(()) };
    let found = outputs.iter().zip(before.iter().zip(&after));
    for ((output, shape), (before, after)) in found {
        if differ(before, after, shape.width())? {
            return Err(Fault::new(
                Code::OutputNotPerRow,
                format!(
                    "Model \"{}\" does not score each row on its own: its output \"{}\" changes with the rows around a row, or from run to run.",
                    plan.model, output.declared.name
                ),
                "Export the model for scoring (with PyTorch, after model.eval()), and without sums, means or random numbers over the rows of a batch.",
            ));
        }
    }
    Ok(())
}

/// What `session` gives for 64 rows of numbers that look random.
pub(crate) fn scattered_rows(
    session: &Session,
    file: &ModelFile,
    plan: &ModelPlan,
    changed: bool,
) -> Result<Vec<Output>, Fault> {
    let fill = |(index, input): (usize, &InputPlan)| rows_of(file, input, index, changed);
    let buffers: Vec<TensorBuffer> = plan.inputs.iter().enumerate().map(fill).collect();
    session.run(plan, &buffers, ROWS)
}

/// 64 rows for an input. Where they are `changed`, rows of even places are found in the places counted from the end, and
/// those between them are others.
fn rows_of(file: &ModelFile, input: &InputPlan, index: usize, changed: bool) -> TensorBuffer {
    let number = |cell: usize| {
        let (row, feature) = (cell / input.width.max(1), cell % input.width.max(1));
        let row = match (input.rows, changed) {
            (Rows::Shared, _) => 0,
            (Rows::Any | Rows::Fixed(_), false) => row,
            (Rows::Any | Rows::Fixed(_), true) if row % 2 == 1 => ROWS - 1 - row,
            (Rows::Any | Rows::Fixed(_), true) => row + ROWS,
        };
        scattered(row, feature, index)
    };
    let cells = 0..ROWS * input.width;
    macro_rules! numbers {
        ($kind:ident, $convert:expr) => {
            TensorBuffer::$kind(cells.map(number).map($convert).collect())
        };
    }
    let whole = |value: u64| value % 4;
    let real = |value: u64| (value % 4_001) as f64 / 1_000.0 - 2.0;
    match input.element {
        FeedElement::Float => numbers!(Float, |value| real(value) as f32),
        FeedElement::Double => numbers!(Double, real),
        FeedElement::Float16 => numbers!(Float16, |value| f16::from_f64(real(value))),
        FeedElement::Int8 => numbers!(Int8, |value| whole(value) as i8),
        FeedElement::Int16 => numbers!(Int16, |value| whole(value) as i16),
        FeedElement::Int32 => numbers!(Int32, |value| whole(value) as i32),
        FeedElement::Int64 => numbers!(Int64, |value| whole(value) as i64),
        FeedElement::Uint8 => numbers!(Uint8, |value| whole(value) as u8),
        FeedElement::Uint16 => numbers!(Uint16, |value| whole(value) as u16),
        FeedElement::Uint32 => numbers!(Uint32, |value| whole(value) as u32),
        FeedElement::Uint64 => numbers!(Uint64, whole),
        FeedElement::Bool => numbers!(Bool, |value| value % 2 == 1),
        FeedElement::String => {
            TensorBuffer::filled(input.element, cells.len(), &known_category(file, &input.name))
        }
    }
}

/// A number that looks random (the finaliser of Steele, Lea and Flood's `SplitMix64`, 2014).
fn scattered(row: usize, feature: usize, input: usize) -> u64 {
    let mut value = (row as u64 * 1_000_003 + feature as u64 * 7_919 + input as u64)
        .wrapping_add(1)
        .wrapping_mul(0x9e37_79b9_7f4a_7c15);
    value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

/// Whether numbers that should be the same are not. Labels may change with the last bit of a score.
fn differ(before: &Output, after: &Output, width: usize) -> Result<bool, Fault> {
    let (before, after) = (before.values()?, after.values()?);
    macro_rules! floats {
        ($before:expr, $after:expr) => {
            pairs(width).any(|(first, second)| {
                match ($before.get(first).copied().map(f64::from), $after.get(second).copied().map(f64::from))
                {
                    (Some(was), Some(is)) => !same(was, is),
                    (None, _) | (_, None) => false,
                }
            })
        };
    }
    Ok(match (&before, &after) {
        (OutputValues::Float(before), OutputValues::Float(after)) => floats!(before, after),
        (OutputValues::Double(before), OutputValues::Double(after)) => floats!(before, after),
        (OutputValues::Float16(before), OutputValues::Float16(after)) => floats!(before, after),
        _ => false,
    })
}

fn same(was: f64, is: f64) -> bool {
    was == is || (was.is_nan() && is.is_nan()) || (was - is).abs() <= TOLERANCE * was.abs().max(1.0)
}

/// The places of the values of rows that are in both runs.
fn pairs(width: usize) -> impl Iterator<Item = (usize, usize)> {
    let row = move |row: usize| (0..width).map(move |at| (row * width + at, (ROWS - 1 - row) * width + at));
    (0..ROWS).step_by(2).flat_map(row)
}
