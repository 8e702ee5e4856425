//! Rowcast's own trees against ONNX Runtime in one thread, on random ensembles, where ROWCAST_ONNXRUNTIME names one.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "../../kernel/tests/random_node/mod.rs"]
mod random_node;

use std::path::{Path, PathBuf};

use random_node::{Knobs, Mix, delimited, number, random_node};
use rowcast_kernel::column::{ArgumentColumn, Column, Validity};
use rowcast_kernel::options::LoadOptions;
use rowcast_kernel::{Code, Fault};
use rowcast_runtime::library::{self, Library, PATH_VARIABLE};
use rowcast_runtime::model::{Candidate, Model};
use rowcast_runtime::output::OutputValues;

/// Cases; each makes three sessions.
const CASES: u64 = 1_500;

/// Rows of a case, besides the gate's own.
const ROWS: usize = 150;

fn runtime() -> Option<&'static Library> {
    if std::env::var_os(PATH_VARIABLE).is_none() {
        eprintln!("skipped: {PATH_VARIABLE} names no ONNX Runtime");
        return None;
    }
    Some(library::loaded_or_default().expect("ROWCAST_ONNXRUNTIME must name a library that loads"))
}

fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
}

fn load(library: &Library, path: &Path, options: &str) -> Result<Model, Fault> {
    Candidate::read(path, &LoadOptions::parse(options)?)?.load(library, path)
}

fn value_info(name: &str, element: u64, width: Option<usize>) -> Vec<u8> {
    let (mut tensor, mut shape, mut open) = (vec![], vec![], vec![]);
    number(&mut tensor, 1, element);
    delimited(&mut open, 2, b"N");
    delimited(&mut shape, 1, &open);
    if let Some(width) = width {
        let mut fixed = vec![];
        number(&mut fixed, 1, width as u64);
        delimited(&mut shape, 1, &fixed);
        delimited(&mut tensor, 2, &shape);
    }
    let (mut kind, mut value) = (vec![], vec![]);
    delimited(&mut kind, 1, &tensor);
    delimited(&mut value, 1, name.as_bytes());
    delimited(&mut value, 2, &kind);
    value
}

/// A model of the one node `message`; with `behind`, it takes the absolute values of the input, so
/// that the ensemble is no longer alone.
fn model(message: &[u8], knobs: Knobs, text_labels: bool, behind: bool) -> Vec<u8> {
    let element = if knobs.doubles { 11 } else { 1 };
    let score = if knobs.operator == 2 { element } else { 1 };
    let mut graph = vec![];
    if behind {
        let mut before = vec![];
        delimited(&mut before, 1, b"table");
        delimited(&mut before, 2, b"X");
        delimited(&mut before, 4, b"Abs");
        delimited(&mut graph, 1, &before);
    }
    delimited(&mut graph, 1, message);
    delimited(&mut graph, 2, b"random");
    delimited(&mut graph, 11, &value_info(if behind { "table" } else { "X" }, element, Some(knobs.features)));
    if knobs.operator == 0 {
        delimited(&mut graph, 12, &value_info("label", if text_labels { 8 } else { 7 }, None));
    }
    delimited(&mut graph, 12, &value_info("score", score, None));
    if behind {
        delimited(&mut graph, 13, &value_info("X", element, Some(knobs.features)));
    }
    let mut bytes = vec![];
    number(&mut bytes, 1, 8);
    delimited(&mut bytes, 7, &graph);
    for (domain, version) in [("", 17), ("ai.onnx.ml", if knobs.operator == 2 { 5 } else { 3 })] {
        let mut opset = vec![];
        delimited(&mut opset, 1, domain.as_bytes());
        number(&mut opset, 2, version);
        delimited(&mut bytes, 8, &opset);
    }
    bytes
}

/// All outputs as text, each float by its bits.
fn scores(model: &Model, columns: &[ArgumentColumn<'_>], rows: usize) -> Vec<String> {
    let mut found = vec![];
    model
        .score(columns, rows, |outputs, _| {
            for output in outputs {
                let count = rows * output.width();
                match output.values()? {
                    OutputValues::Float(values) => found.extend(
                        values[..count]
                            .iter()
                            .map(|x| if x.is_nan() { "NaN".into() } else { format!("{:08x}", x.to_bits()) }),
                    ),
                    OutputValues::Double(values) => found.extend(
                        values[..count]
                            .iter()
                            .map(|x| if x.is_nan() { "NaN".into() } else { format!("{:016x}", x.to_bits()) }),
                    ),
                    OutputValues::Int64(values) => {
                        found.extend(values[..count].iter().map(ToString::to_string))
                    }
                    OutputValues::String(values) => found.extend_from_slice(&values[..count]),
                    _ => panic!("unexpected type"),
                }
            }
            Ok(())
        })
        .unwrap();
    found
}

#[test]
fn random_ensembles_score_to_the_bits_of_the_runtime() {
    let Some(library) = runtime() else { return };
    let folder = std::env::temp_dir().join(format!("rowcast-trees-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("random.onnx");
    let (mut fast, mut reasons) = (0, std::collections::BTreeMap::<String, u32>::new());
    for seed in 0..CASES {
        let mut mix = Mix(seed ^ 0x5eed);
        let knobs = Knobs {
            seed,
            trees: 1 + mix.below(12),
            depth: mix.below(7),
            features: 1 + mix.below(5),
            operator: mix.below(3),
            targets: 1 + mix.below(4),
            doubles: mix.chance(3),
        };
        let knobs =
            if knobs.operator == 0 { Knobs { targets: knobs.targets.max(2), ..knobs } } else { knobs };
        let case = random_node(knobs, ROWS);
        let behind = mix.chance(4);
        std::fs::write(&path, model(&case.message, knobs, case.text_labels, behind)).unwrap();
        let original = match load(library, &path, r#"{"trees": "runtime"}"#) {
            Ok(original) => original,
            // PROBIT leaves some scores as the memory was.
            Err(fault) if fault.code == Code::OutputNotPerRow => {
                *reasons.entry("numbers that the runtime leaves undefined".into()).or_default() += 1;
                continue;
            }
            Err(fault) => {
                assert!(case.has_fractions, "{knobs:?}: {}", fault.message);
                *reasons
                    .entry("members that are no integers, which the runtime refuses".into())
                    .or_default() += 1;
                continue;
            }
        };
        let ours = load(library, &path, r#"{"trees": "auto"}"#).unwrap();
        let receipt = ours.trees.clone().unwrap();
        if receipt.ran != "fast" {
            *reasons.entry(format!("{} ({})", receipt.why, knobs.operator)).or_default() += 1;
            continue;
        }
        fast += 1;
        let doubles: Vec<Vec<f64>> = (0..knobs.features)
            .map(|feature| case.rows.iter().skip(feature).step_by(knobs.features).copied().collect())
            .collect();
        let singles: Vec<Vec<f32>> =
            doubles.iter().map(|column| column.iter().map(|x| *x as f32).collect()).collect();
        let columns: Vec<ArgumentColumn<'_>> = (0..knobs.features)
            .map(|feature| {
                let values = if knobs.doubles {
                    Column::Double(&doubles[feature])
                } else {
                    Column::Float(&singles[feature])
                };
                ArgumentColumn { values, validity: Validity(None), presence: None }
            })
            .collect();
        let expected = scores(&original, &columns, ROWS);
        for _ in 0..2 {
            assert_eq!(scores(&ours, &columns, ROWS), expected, "{knobs:?}");
        }
        assert!(!ours.counted().trees_fell_back, "{knobs:?}");
    }
    std::fs::remove_dir_all(&folder).unwrap();
    println!("{fast} of {CASES} on the fast path; others: {reasons:#?}");
    let differing: Vec<&String> = reasons.keys().filter(|reason| reason.contains("other bits")).collect();
    assert!(differing.is_empty(), "the gate found differences: {differing:?}");
    assert!(fast > CASES / 2, "only {fast} cases were fast");
}

#[test]
fn a_model_without_trees_says_nothing_of_them_and_refuses_fast() {
    let Some(library) = runtime() else { return };
    let path = repository("tests/fixtures/models/float-matrix.onnx");
    assert!(load(library, &path, "{}").unwrap().trees.is_none());
    let refused = load(library, &path, r#"{"trees": "fast"}"#).map(|_| ()).unwrap_err();
    assert_eq!(refused.code, Code::TreesNotFast);
}

#[test]
fn the_sample_models_take_the_fast_path() {
    let Some(library) = runtime() else { return };
    for name in ["late-v1", "late-v2", "arrival-delay", "bench/trees"] {
        let model = load(library, &repository(&format!("models/{name}.onnx")), "{}").unwrap();
        let receipt = model.trees.unwrap();
        assert_eq!((name, receipt.ran), (name, "fast"), "{}", receipt.why);
    }
}
