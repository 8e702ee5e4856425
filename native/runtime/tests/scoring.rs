//! Scores the fixture models with a real ONNX Runtime, where ROWCAST_ONNXRUNTIME names one.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::{Path, PathBuf};

use rowcast_kernel::column::{ArgumentColumn, Column, Validity};
use rowcast_kernel::options::LoadOptions;
use rowcast_kernel::{Code, Fault};
use rowcast_runtime::library::{self, Library, PATH_VARIABLE};
use rowcast_runtime::model::{Candidate, Model};
use rowcast_runtime::output::OutputValues;

/// The runtime; `None`, said aloud, where none is named. One that is named must load.
fn runtime() -> Option<&'static Library> {
    if std::env::var_os(PATH_VARIABLE).is_none() {
        eprintln!("skipped: {PATH_VARIABLE} names no ONNX Runtime");
        return None;
    }
    Some(
        library::loaded_or_default()
            .expect("ROWCAST_ONNXRUNTIME is set, so it must name a library that loads"),
    )
}

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/models").join(name)
}

fn load(library: &Library, name: &str, options: &str) -> Result<Model, Fault> {
    let path = fixture(name);
    Candidate::read(&path, &LoadOptions::parse(options)?)?.load(library, &path)
}

fn columns(values: &[Vec<f32>]) -> Vec<ArgumentColumn<'_>> {
    let column =
        |values| ArgumentColumn { values: Column::Float(values), validity: Validity(None), presence: None };
    values.iter().map(|values| column(values)).collect()
}

/// The last output's values for the rows scored.
fn score(model: &Model, values: &[Vec<f32>]) -> Result<Vec<f32>, Fault> {
    let rows = values[0].len();
    let mut scores = Vec::new();
    model.score(&columns(values), rows, |outputs, _| {
        let output = outputs.last().unwrap();
        let OutputValues::Float(values) = output.values()? else { panic!("expected floats") };
        scores.extend_from_slice(&values[..rows * output.width()]);
        Ok(())
    })?;
    Ok(scores)
}

fn features(rows: u16) -> Vec<Vec<f32>> {
    let value = |feature: u16, row: u16| f32::from(row % 97) / 7.0 + f32::from(feature);
    (0..3).map(|feature| (0..rows).map(|row| value(feature, row)).collect()).collect()
}

fn code(library: &Library, name: &str) -> Code {
    load(library, name, "{}").map(|_| ()).unwrap_err().code
}

#[test]
fn one_session_scores_on_many_threads_at_once() {
    let Some(library) = runtime() else { return };
    let model = load(library, "float-matrix.onnx", "{}").unwrap();
    let values = features(2_048);
    let expected = score(&model, &values).unwrap();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| (0..50).for_each(|_| assert_eq!(score(&model, &values).unwrap(), expected)));
        }
    });
    assert_eq!(model.counters.values().rows, 201 * 2_048);
}

#[test]
fn scores_do_not_depend_on_how_rows_are_cut() {
    let Some(library) = runtime() else { return };
    let model = load(library, "zipmap-int64-keys.onnx", "{}").unwrap();
    let values = features(1_000);
    let whole = score(&model, &values).unwrap();
    for size in [1, 7, 63, 64, 65, 333] {
        let mut parts = Vec::new();
        for start in (0..1_000).step_by(size) {
            let part: Vec<Vec<f32>> =
                values.iter().map(|column| column[start..(start + size).min(1_000)].to_vec()).collect();
            parts.extend(score(&model, &part).unwrap());
        }
        assert_eq!(parts, whole, "in pieces of {size}");
    }
}

#[test]
fn a_zip_map_becomes_a_column_for_each_class() {
    let Some(library) = runtime() else { return };
    let names = |file: &str| {
        let model = load(library, file, "{}").unwrap();
        model.columns.into_iter().map(|column| column.name).collect::<Vec<_>>()
    };
    assert_eq!(names("zipmap-string-keys.onnx"), ["label", "chance_no", "chance_yes"]);
    assert_eq!(names("declares-one-returns-rows.onnx"), ["label", "scores_3", "scores_7"]);
}

#[test]
fn outputs_beyond_matrices_are_columns_too() {
    let Some(library) = runtime() else { return };
    for name in ["rank3-output.onnx", "sequence-output.onnx"] {
        let columns = load(library, name, "{}").unwrap().columns;
        assert!(!columns.is_empty(), "{name}");
    }
}

#[test]
fn external_data_is_found_beside_the_model() {
    let Some(library) = runtime() else { return };
    let model = load(library, "external-data.onnx", "{}").unwrap();
    assert_eq!(score(&model, &[vec![1.0], vec![2.0], vec![3.0]]).unwrap(), [321.0]);
}

#[test]
fn weights_listed_as_input_are_no_arguments() {
    let Some(library) = runtime() else { return };
    let model = load(library, "weights-listed-as-input.onnx", "{}").unwrap();
    assert_eq!(model.plan.parameters.len(), 3);
}

#[test]
fn refusals_have_codes_of_their_own() {
    let Some(library) = runtime() else { return };
    for (name, expected) in [
        ("empty.onnx", Code::ModelEmpty),
        ("truncated.onnx", Code::ModelTruncated),
        ("not-onnx.onnx", Code::NotOnnx),
        ("no-such-file.onnx", Code::ModelNotFound),
        ("unknown-operator.onnx", Code::UnknownOperator),
        ("ir-too-new.onnx", Code::ModelTooNew),
        ("opset-too-new.onnx", Code::ModelTooNew),
        ("external-data-missing.onnx", Code::ExternalDataMissing),
        ("scalar-output.onnx", Code::OutputNotPerRow),
        ("width-not-declared.onnx", Code::ArgumentCount),
    ] {
        assert_eq!(code(library, name), expected, "{name}");
    }
}

#[test]
fn loading_another_library_is_refused() {
    let Some(_) = runtime() else { return };
    let fault = library::load(Path::new("/no/such/library.so")).map(|_| ()).unwrap_err();
    assert_eq!(fault.code, Code::RuntimeAlreadyLoaded);
}
