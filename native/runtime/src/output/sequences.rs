//! Outputs that are sequences: each tensor of one is an output of its own, and maps of one for each row become a table.

use ort::value::{DynMapValueType, DynSequenceValueType, DynValue, DynValueTypeMarker, ValueType};
use rowcast_kernel::card::classes::ClassLabel;
use rowcast_kernel::{Code, Fault};

use super::{Output, OwnValues, Part, PartOf, not_a_tensor};
use crate::session::sentence;

/// What output `output` of a session, which is a sequence, holds.
///
/// # Errors
/// `OUTPUT_NOT_TENSOR`, `OUTPUT_CHANGED`, `RUN_FAILED`
pub(super) fn outputs(value: DynValue, output: usize, model: &str) -> Result<Vec<Output>, Fault> {
    let failed = |error: ort::Error| {
        Fault::new(
            Code::RunFailed,
            format!("A sequence that model \"{model}\" gave could not be read: {}.", sentence(&error)),
            "Export the model with tensors as outputs.",
        )
    };
    let sequence = value.downcast::<DynSequenceValueType>().map_err(failed)?;
    let elements = sequence.try_extract_sequence::<DynValueTypeMarker>().map_err(failed)?;
    if !matches!(elements.first().map(|element| element.dtype()), Some(ValueType::Map { .. })) {
        let part =
            |(index, element)| Output::new(element, Part { output, of: PartOf::Element(index) }, model);
        return elements.into_iter().enumerate().map(part).collect();
    }
    let mut table = Table::default();
    for element in elements {
        table.add(&key_values(element, model)?, model)?;
    }
    let dimensions = [table.rows, table.keys.len()].map(|length| i64::try_from(length).unwrap_or(i64::MAX));
    let part = Part { output, of: PartOf::Maps(table.keys) };
    Ok(vec![Output::own(OwnValues::Float(table.values), dimensions.to_vec()).with_part(part)])
}

/// The maps of all rows so far.
#[derive(Default)]
struct Table {
    keys: Vec<ClassLabel>,
    values: Vec<f32>,
    rows: usize,
}

impl Table {
    fn add(&mut self, map: &[(ClassLabel, f32)], model: &str) -> Result<(), Fault> {
        if self.rows == 0 {
            self.keys = map.iter().map(|(key, _)| key.clone()).collect();
        }
        self.rows += 1;
        if map.iter().map(|(key, _)| key).eq(&self.keys) {
            self.values.extend(map.iter().map(|(_, value)| value));
            return Ok(());
        }
        Err(Fault::new(
            Code::OutputChanged,
            format!("Model \"{model}\" gave maps that have other keys in one row than in another."),
            "Export the model with tensors as outputs (zipmap off).",
        ))
    }
}

/// A map's entries in the order of its keys; ONNX has maps to floats only where an operator makes them.
fn key_values(value: DynValue, model: &str) -> Result<Vec<(ClassLabel, f32)>, Fault> {
    let map = value.downcast::<DynMapValueType>().map_err(|_| not_a_tensor(model))?;
    let mut entries: Vec<(ClassLabel, f32)> = match map.try_extract_key_values::<i64, f32>() {
        Ok(entries) => entries.into_iter().map(|(key, value)| (ClassLabel::Number(key), value)).collect(),
        Err(_) => {
            let entries = map.try_extract_key_values::<String, f32>().map_err(|_| not_a_tensor(model))?;
            entries.into_iter().map(|(key, value)| (ClassLabel::Name(key), value)).collect()
        }
    };
    entries.sort_by(|(one, _), (other, _)| one.cmp(other));
    Ok(entries)
}
