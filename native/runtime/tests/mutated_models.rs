//! Damaged models through ONNX Runtime, in a process of their own with limits of time and memory: each is scored or refused
//! in words, and Rowcast itself never panics. What ends the process anyway is ONNX Runtime's, and is counted aloud.

#![cfg(unix)]
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "../../kernel/tests/mutation/mod.rs"]
mod mutation;

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use mutation::{Numbers, models, mutated};
use rowcast_kernel::Fault;
use rowcast_kernel::column::{ArgumentColumn, Column, StoredBool, TextColumn, Validity};
use rowcast_kernel::options::LoadOptions;
use rowcast_kernel::sql_type::{ColumnType, SqlType};
use rowcast_runtime::library::{self, PATH_VARIABLE};
use rowcast_runtime::model::{Candidate, Model};

/// How many models are damaged; `ROWCAST_MUTATIONS` says another number.
const MUTATIONS: u64 = 2_000;
const FIRST_SEED: &str = "ROWCAST_FIRST_SEED";
const LAST_SEED: &str = "ROWCAST_LAST_SEED";
const MEMORY_KIB: u64 = 6_000_000;
const LONGEST: Duration = Duration::from_secs(30);
const ROWS: usize = 3;

/// How a process that scored damaged models ended: the seed that it was at, and whether it was stopped.
struct Ended {
    at: u64,
    stopped: bool,
    words: String,
}

#[test]
fn damaged_models_are_scored_or_refused_in_words() {
    if std::env::var_os(PATH_VARIABLE).is_none() {
        eprintln!("skipped: {PATH_VARIABLE} names no ONNX Runtime");
        return;
    }
    let said = std::env::var("ROWCAST_MUTATIONS").ok().and_then(|text| text.parse().ok());
    let (mut next, last) = (1, said.unwrap_or(MUTATIONS));
    let mut ended: Vec<Ended> = Vec::new();
    while next <= last {
        let Some(end) = score_in_a_process(next, last) else { break };
        assert!(!end.words.contains("panicked at"), "seed {}: {}", end.at, end.words);
        assert!(!end.words.contains("[rowcast:INTERNAL]"), "seed {}: {}", end.at, end.words);
        next = end.at + 1;
        ended.push(end);
    }
    for end in &ended {
        let how = if end.stopped { "did not end in time" } else { "ended the process" };
        println!("seed {} {how}: {}", end.at, end.words.lines().last().unwrap_or_default());
    }
    println!("{} of {last} damaged models ended in ONNX Runtime", ended.len());
    assert!((ended.len() as u64) < last / 10, "too many ended the process to have tried the rest");
}

/// `None` where all seeds came to an end in words.
fn score_in_a_process(first: u64, last: u64) -> Option<Ended> {
    let own = std::env::current_exe().unwrap();
    let script = format!(
        "ulimit -v {MEMORY_KIB}; ulimit -c 0; exec \"$0\" --exact scores_from_seed_to_seed --nocapture"
    );
    let mut child = Command::new("sh")
        .args(["-c", &script])
        .arg(own)
        .envs([(FIRST_SEED, first.to_string()), (LAST_SEED, last.to_string())])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let (sender, lines) = channel();
    let stdout = BufReader::new(child.stdout.take().unwrap());
    let reader = std::thread::spawn(move || {
        stdout.lines().map_while(Result::ok).for_each(|line| drop(sender.send(line)));
    });
    let stderr = child.stderr.take().unwrap();
    let words = std::thread::spawn(move || std::io::read_to_string(stderr).unwrap_or_default());
    let (mut at, mut stopped) = (first, false);
    loop {
        match lines.recv_timeout(LONGEST) {
            Ok(line) => {
                // The line may begin with what the test harness printed before it.
                let seed = line.rsplit_once("seed ").and_then(|(_, seed)| seed.parse().ok());
                at = seed.unwrap_or(at);
            }
            Err(RecvTimeoutError::Timeout) => {
                stopped = true;
                child.kill().unwrap();
            }
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
    reader.join().unwrap();
    let status = child.wait().unwrap();
    let words = words.join().unwrap();
    (!status.success()).then(|| Ended { at, stopped, words: format!("{words}\n{status}") })
}

/// What the process does; by itself, where no seeds are given, there is nothing to do.
#[test]
fn scores_from_seed_to_seed() {
    let seed = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let (Some(first), Some(last)) = (seed(FIRST_SEED), seed(LAST_SEED)) else { return };
    let library = library::loaded_or_default().unwrap();
    let folder = std::env::temp_dir().join(format!("rowcast-mutated-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("m.onnx");
    let models = models();
    for seed in first..=last {
        println!("seed {seed}");
        let mut numbers = Numbers::of(seed);
        let (_, original) = &models[numbers.below(models.len())];
        std::fs::write(&path, mutated(original, &mut numbers)).unwrap();
        let scored = Candidate::read(&path, &LoadOptions::default())
            .and_then(|candidate| candidate.load(library, &path))
            .and_then(|model| score(&model));
        if let Err(fault) = scored {
            assert!(fault.code.as_str() != "INTERNAL", "{fault}");
            assert!(!fault.message.is_empty() && fault.hint.ends_with('.'), "{fault}");
        }
    }
    std::fs::remove_dir_all(&folder).unwrap();
}

/// Scores three rows of zeros and ones.
fn score(model: &Model) -> Result<(), Fault> {
    let columns: Vec<ArgumentColumn<'_>> =
        model.plan.arguments.iter().map(|argument| column(argument.sql_type)).collect();
    model.score(&columns, ROWS, |outputs, _| outputs.iter().try_for_each(|output| output.values().map(drop)))
}

fn column(column_type: ColumnType) -> ArgumentColumn<'static> {
    let values = match column_type.of {
        SqlType::Boolean => Column::Boolean(const { &[StoredBool(0), StoredBool(1), StoredBool(0)] }),
        SqlType::TinyInt => Column::TinyInt(&[0, 1, 0]),
        SqlType::SmallInt => Column::SmallInt(&[0, 1, 0]),
        SqlType::Integer => Column::Integer(&[0, 1, 0]),
        SqlType::BigInt => Column::BigInt(&[0, 1, 0]),
        SqlType::UTinyInt => Column::UTinyInt(&[0, 1, 0]),
        SqlType::USmallInt => Column::USmallInt(&[0, 1, 0]),
        SqlType::UInteger => Column::UInteger(&[0, 1, 0]),
        SqlType::UBigInt => Column::UBigInt(&[0, 1, 0]),
        SqlType::Float => Column::Float(&[0.0, 1.0, 0.0]),
        SqlType::Double => Column::Double(&[0.0, 1.0, 0.0]),
        SqlType::Varchar => Column::Varchar(Box::new(Texts)),
    };
    ArgumentColumn { values, validity: Validity(None), presence: None }
}

struct Texts;

impl TextColumn for Texts {
    fn text(&self, _row: usize) -> &str {
        "UA"
    }
}
