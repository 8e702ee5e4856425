//! A model of a million nodes, where ROWCAST_ONNXRUNTIME names an ONNX Runtime: how long it loads, and what it takes.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "../../kernel/tests/random_node/mod.rs"]
#[allow(dead_code, reason = "of it the wire form alone is used here")]
mod random_node;

use std::time::{Duration, Instant};

use random_node::{delimited, number};
use rowcast_kernel::column::{ArgumentColumn, Column, Validity};
use rowcast_kernel::options::LoadOptions;
use rowcast_runtime::library::{self, PATH_VARIABLE};
use rowcast_runtime::model::{Candidate, Model};
use rowcast_runtime::output::OutputValues;

const FEATURES: usize = 28;
const TREES: usize = 62;
const DEPTH: u32 = 13;
const NODES: usize = (1 << (DEPTH + 1)) - 1;
const INNER: usize = (1 << DEPTH) - 1;

/// The goal is a second on a quiet machine; tests run on busy ones, and without optimisation.
const SLOWEST: Duration = Duration::from_secs(if cfg!(debug_assertions) { 60 } else { 4 });

/// In sizes of the model file, and with what ONNX Runtime takes for its first session. The goal is 2.
const MOST_MEMORY: f64 = 2.5;

fn attribute(name: &str, kind: u64, fill: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
    let mut attribute = vec![];
    delimited(&mut attribute, 1, name.as_bytes());
    fill(&mut attribute);
    number(&mut attribute, 20, kind);
    attribute
}

fn ints(name: &str, values: impl Iterator<Item = usize>) -> Vec<u8> {
    attribute(name, 7, |out| values.for_each(|value| number(out, 8, value as u64)))
}

fn floats(name: &str, values: impl Iterator<Item = f32>) -> Vec<u8> {
    attribute(name, 6, |out| {
        values.for_each(|value| {
            // Field 7, of the wire form of four bytes.
            out.push(7 << 3 | 5);
            out.extend_from_slice(&value.to_le_bytes());
        })
    })
}

/// A number between -1 and 1, the same for the same place.
fn scattered(place: usize) -> f32 {
    (place as u32).wrapping_mul(2_654_435_769) as i32 as f32 / 2_147_483_648.0
}

/// Full trees, each numbered level by level.
fn node() -> Vec<u8> {
    let all = || 0..TREES * NODES;
    let leaves = || all().filter(|place| place % NODES >= INNER);
    let child = |place: usize, side: usize| {
        let at = place % NODES;
        if at < INNER { 2 * at + side } else { 0 }
    };
    let modes = |out: &mut Vec<u8>| {
        for place in all() {
            let mode = if place % NODES < INNER { "BRANCH_LEQ" } else { "LEAF" };
            delimited(out, 9, mode.as_bytes());
        }
    };
    let mut node = vec![];
    delimited(&mut node, 1, b"X");
    delimited(&mut node, 2, b"score");
    delimited(&mut node, 4, b"TreeEnsembleRegressor");
    delimited(&mut node, 7, b"ai.onnx.ml");
    for attribute in [
        attribute("n_targets", 2, |out| number(out, 3, 1)),
        ints("nodes_treeids", all().map(|place| place / NODES)),
        ints("nodes_nodeids", all().map(|place| place % NODES)),
        ints("nodes_featureids", all().map(|place| place % FEATURES)),
        ints("nodes_truenodeids", all().map(|place| child(place, 1))),
        ints("nodes_falsenodeids", all().map(|place| child(place, 2))),
        ints("nodes_missing_value_tracks_true", all().map(|place| place % 2)),
        floats("nodes_values", all().map(scattered)),
        attribute("nodes_modes", 8, modes),
        ints("target_treeids", leaves().map(|place| place / NODES)),
        ints("target_nodeids", leaves().map(|place| place % NODES)),
        ints("target_ids", leaves().map(|_| 0)),
        floats("target_weights", leaves().map(|place| scattered(place + 1))),
    ] {
        delimited(&mut node, 5, &attribute);
    }
    node
}

fn value_info(name: &str, width: usize) -> Vec<u8> {
    let (mut shape, mut tensor, mut kind, mut value) = (vec![], vec![], vec![], vec![]);
    let (mut rows, mut columns) = (vec![], vec![]);
    delimited(&mut rows, 2, b"N");
    number(&mut columns, 1, width as u64);
    delimited(&mut shape, 1, &rows);
    delimited(&mut shape, 1, &columns);
    number(&mut tensor, 1, 1);
    delimited(&mut tensor, 2, &shape);
    delimited(&mut kind, 1, &tensor);
    delimited(&mut value, 1, name.as_bytes());
    delimited(&mut value, 2, &kind);
    value
}

fn model() -> Vec<u8> {
    let (mut graph, mut model) = (vec![], vec![]);
    delimited(&mut graph, 1, &node());
    delimited(&mut graph, 2, b"large");
    delimited(&mut graph, 11, &value_info("X", FEATURES));
    delimited(&mut graph, 12, &value_info("score", 1));
    number(&mut model, 1, 8);
    delimited(&mut model, 7, &graph);
    for (domain, version) in [("", 17), ("ai.onnx.ml", 3)] {
        let mut opset = vec![];
        delimited(&mut opset, 1, domain.as_bytes());
        number(&mut opset, 2, version);
        delimited(&mut model, 8, &opset);
    }
    model
}

/// Bytes of memory that the process holds, or has held at most; 0 where the system does not say.
fn memory(line: &str) -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let found = status.lines().find_map(|found| found.strip_prefix(line));
    found.and_then(|rest| rest.split_whitespace().next()?.parse::<f64>().ok()).unwrap_or(0.0) * 1024.0
}

fn scores(model: &Model, columns: &[Vec<f32>]) -> Vec<u32> {
    let arguments: Vec<ArgumentColumn<'_>> = columns
        .iter()
        .map(|values| ArgumentColumn {
            values: Column::Float(values),
            validity: Validity(None),
            presence: None,
        })
        .collect();
    let mut found = vec![];
    let rows = columns[0].len();
    model
        .score(&arguments, rows, |outputs, _| {
            if let OutputValues::Float(values) = outputs[0].values()? {
                found.extend(values[..rows].iter().map(|x| x.to_bits()));
            }
            Ok(())
        })
        .unwrap();
    found
}

#[test]
fn a_million_nodes_load_in_seconds_and_in_little_more_than_twice_the_file() {
    if std::env::var_os(PATH_VARIABLE).is_none() {
        eprintln!("skipped: {PATH_VARIABLE} names no ONNX Runtime");
        return;
    }
    let library = library::loaded_or_default().expect("ROWCAST_ONNXRUNTIME must name a library that loads");
    let path = std::env::temp_dir().join(format!("rowcast-large-{}.onnx", std::process::id()));
    let bytes = model();
    let size = bytes.len() as f64;
    std::fs::write(&path, bytes).unwrap();
    let load = |options: &str| {
        Candidate::read(&path, &LoadOptions::parse(options).unwrap()).unwrap().load(library, &path).unwrap()
    };
    // 5 sets the highest amount of memory back to what is held now.
    let resets = std::fs::write("/proc/self/clear_refs", "5").is_ok();
    let (before, start) = (memory("VmRSS:"), Instant::now());
    let fast = load("{}");
    let (took, most) = (start.elapsed(), (memory("VmHWM:") - before) / size);
    let receipt = fast.trees.clone().unwrap();
    println!("{:.0} MB in {took:.2?} with {most:.2} times the file: {}", size / 1e6, receipt.why);
    assert_eq!(receipt.ran, "fast", "{}", receipt.why);
    assert!(took < SLOWEST, "loading took {took:?}");
    assert!(!resets || most < MOST_MEMORY, "loading took {most:.2} times the file");

    let columns: Vec<Vec<f32>> = (0..FEATURES)
        .map(|feature| (0..200).map(|row| scattered(row * FEATURES + feature)).collect())
        .collect();
    let found = scores(&fast, &columns);
    drop(fast);
    assert_eq!(found, scores(&load(r#"{"trees": "runtime"}"#), &columns));
    std::fs::remove_file(&path).unwrap();
}
