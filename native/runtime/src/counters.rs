//! Exact counts of what a score function has done, added to once for every vector of rows.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use rowcast_kernel::gather::Counts;
use serde::Serialize;

/// The counters of one loaded model, shared by all threads.
#[derive(Debug)]
pub struct Counters {
    rows: AtomicU64,
    unscored: AtomicU64,
    batches: AtomicU64,
    device_runs: AtomicU64,
    device_rows: AtomicU64,
    nanoseconds: AtomicU64,
    arguments: Vec<ArgumentCounters>,
}

#[derive(Debug, Default)]
struct ArgumentCounters {
    missing: AtomicU64,
    failed: AtomicU64,
    rounded: AtomicU64,
    overflowed: AtomicU64,
}

/// The counters at one moment.
#[derive(Debug, Serialize)]
pub struct CounterValues {
    /// Rows scored, with those that have no scores.
    pub rows: u64,
    /// Rows that have no scores because a value is missing that nothing stands in for.
    pub unscored: u64,
    /// Vectors of rows scored.
    pub batches: u64,
    /// Runs of a device, each of rows that several threads brought.
    #[serde(rename = "deviceRuns")]
    pub device_runs: u64,
    /// Rows of those runs, without padding.
    #[serde(rename = "deviceRows")]
    pub device_rows: u64,
    /// Time spent scoring, added up over threads.
    pub nanoseconds: u64,
    /// What happened to the values of each argument.
    pub arguments: Vec<ArgumentValues>,
    /// Whether the first rows showed that ONNX Runtime has to score the trees after all.
    #[serde(rename = "treesFellBack")]
    pub trees_fell_back: bool,
}

/// What happened to the values of one argument; the four do not overlap.
#[derive(Debug, Serialize)]
pub struct ArgumentValues {
    /// NULLs, and NaNs of FLOAT and DOUBLE columns.
    pub missing: u64,
    /// NULLs that had a value before the cast.
    pub failed: u64,
    /// Values changed by the conversion, other than to infinity.
    pub rounded: u64,
    /// Finite values that became infinite.
    pub overflowed: u64,
}

impl Counters {
    /// Zero for a function of `arguments` arguments.
    pub fn new(arguments: usize) -> Self {
        Self {
            rows: AtomicU64::new(0),
            unscored: AtomicU64::new(0),
            batches: AtomicU64::new(0),
            device_runs: AtomicU64::new(0),
            device_rows: AtomicU64::new(0),
            nanoseconds: AtomicU64::new(0),
            arguments: (0..arguments).map(|_| ArgumentCounters::default()).collect(),
        }
    }

    /// Adds one vector of `rows` rows, `unscored` of them without scores, that took `time`.
    pub fn add(&self, (rows, unscored): (usize, usize), time: Duration, counts: &[Counts]) {
        self.rows.fetch_add(rows as u64, Ordering::Relaxed);
        self.unscored.fetch_add(unscored as u64, Ordering::Relaxed);
        self.batches.fetch_add(1, Ordering::Relaxed);
        let nanoseconds = u64::try_from(time.as_nanos()).unwrap_or(u64::MAX);
        self.nanoseconds.fetch_add(nanoseconds, Ordering::Relaxed);
        for (argument, counts) in self.arguments.iter().zip(counts) {
            argument.add(*counts);
        }
    }

    /// Adds one run of a device.
    pub(crate) fn add_device_run(&self, rows: usize) {
        self.device_runs.fetch_add(1, Ordering::Relaxed);
        self.device_rows.fetch_add(rows as u64, Ordering::Relaxed);
    }

    /// The values now.
    pub fn values(&self) -> CounterValues {
        CounterValues {
            rows: self.rows.load(Ordering::Relaxed),
            unscored: self.unscored.load(Ordering::Relaxed),
            batches: self.batches.load(Ordering::Relaxed),
            device_runs: self.device_runs.load(Ordering::Relaxed),
            device_rows: self.device_rows.load(Ordering::Relaxed),
            nanoseconds: self.nanoseconds.load(Ordering::Relaxed),
            arguments: self.arguments.iter().map(ArgumentCounters::values).collect(),
            trees_fell_back: false,
        }
    }
}

impl ArgumentCounters {
    fn add(&self, counts: Counts) {
        let pairs = [
            (&self.missing, counts.missing),
            (&self.failed, counts.failed),
            (&self.rounded, counts.rounded),
            (&self.overflowed, counts.overflowed),
        ];
        for (counter, count) in pairs.into_iter().filter(|(_, count)| *count > 0) {
            counter.fetch_add(count, Ordering::Relaxed);
        }
    }

    fn values(&self) -> ArgumentValues {
        ArgumentValues {
            missing: self.missing.load(Ordering::Relaxed),
            failed: self.failed.load(Ordering::Relaxed),
            rounded: self.rounded.load(Ordering::Relaxed),
            overflowed: self.overflowed.load(Ordering::Relaxed),
        }
    }
}
