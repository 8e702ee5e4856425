//! Rows of several threads in one run: a device is fast with tens of thousands of rows, and each thread of DuckDB brings 2,048.

use std::collections::{HashMap, VecDeque};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use rowcast_kernel::Fault;
use rowcast_kernel::columns::OutputShape;
use rowcast_kernel::plan::ModelPlan;
use rowcast_kernel::tensor::TensorBuffer;

use crate::output::Output;

/// Most rows of one run.
const MOST_ROWS: usize = 65_536;
/// Fewest that a run may be limited to: what one thread brings.
pub(crate) const FEWEST_ROWS: usize = 2_048;
/// Most values that go into one run, and that come out of one: 64 MiB of floats, 128 of doubles.
const MOST_VALUES: usize = 16 << 20;
/// Longest that a run waits for threads that came to the one before.
const PATIENCE: Duration = Duration::from_millis(5);

type Scores = Result<Vec<Output>, Fault>;

/// Gathers what threads bring; one of them runs it for all.
pub(crate) struct Batcher {
    state: Mutex<State>,
    changed: Condvar,
}

struct State {
    waiting: VecDeque<Request>,
    scores: HashMap<u64, Scores>,
    next: u64,
    /// Whether a thread gathers or runs.
    is_led: bool,
    /// How many threads are likely to come.
    expected: usize,
    most_rows: usize,
}

struct Request {
    id: u64,
    buffers: Vec<TensorBuffer>,
    rows: usize,
}

impl Batcher {
    /// For a model of this plan with outputs of these shapes.
    pub(crate) fn new<'o>(plan: &ModelPlan, outputs: impl Iterator<Item = &'o OutputShape>) -> Self {
        let taken = plan.inputs.iter().map(|input| input.width).sum();
        Self::of_width(taken, outputs.map(OutputShape::width).sum())
    }

    /// For rows of `taken` values, for each of which the model gives `given`.
    fn of_width(taken: usize, given: usize) -> Self {
        let most_rows = (MOST_VALUES / taken.max(given).max(1)).clamp(FEWEST_ROWS, MOST_ROWS);
        let state = State {
            waiting: VecDeque::new(),
            scores: HashMap::new(),
            next: 0,
            is_led: false,
            expected: 0,
            most_rows,
        };
        Self { state: Mutex::new(state), changed: Condvar::new() }
    }

    /// What `run` gives for these rows. `run` gets the rows of as many threads as are there, in any order, and the number of
    /// them; it is called by one thread at a time.
    ///
    /// # Errors
    /// What `run` returns.
    pub(crate) fn run(
        &self,
        buffers: Vec<TensorBuffer>,
        rows: usize,
        run: impl Fn(Vec<TensorBuffer>, usize) -> Scores,
    ) -> Scores {
        let mut state = self.lock();
        let id = state.next;
        state.next += 1;
        state.waiting.push_back(Request { id, buffers, rows });
        self.changed.notify_all();
        loop {
            if let Some(scores) = state.scores.remove(&id) {
                return scores;
            }
            if state.is_led {
                state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
                continue;
            }
            state.is_led = true;
            state = self.gather(state);
            let batch = state.take();
            drop(state);
            let lead = Lead { batcher: self, ids: batch.iter().map(|request| request.id).collect() };
            let (scores, was_too_large) = scored(&batch, run_for_all(&run));
            state = lead.end(scores, was_too_large);
        }
    }

    /// Waits for the threads that came to the run before.
    fn gather<'s>(&'s self, mut state: MutexGuard<'s, State>) -> MutexGuard<'s, State> {
        let deadline = Instant::now() + PATIENCE;
        while state.waiting.len() < state.expected && state.waiting_rows() < state.most_rows {
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                break;
            }
            state = self.changed.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0;
        }
        state
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn waiting_rows(&self) -> usize {
        self.waiting.iter().map(|request| request.rows).sum()
    }

    /// The first of those that wait, as many as go into one run, but at least one.
    fn take(&mut self) -> Vec<Request> {
        let mut batch = Vec::new();
        let mut rows = 0;
        while let Some(request) = self.waiting.pop_front() {
            rows += request.rows;
            if rows > self.most_rows && !batch.is_empty() {
                self.waiting.push_front(request);
                break;
            }
            batch.push(request);
        }
        batch
    }
}

/// The thread that runs a batch; where it unwinds, the others are told.
struct Lead<'b> {
    batcher: &'b Batcher,
    ids: Vec<u64>,
}

impl<'b> Lead<'b> {
    /// Hands out the scores; a batch that was too large makes the next ones smaller.
    fn end(mut self, scores: Vec<(u64, Scores)>, was_too_large: bool) -> MutexGuard<'b, State> {
        let batcher = self.batcher;
        let mut state = batcher.lock();
        state.expected = self.ids.len() + state.waiting.len();
        if was_too_large {
            state.most_rows = (state.most_rows / 2).max(FEWEST_ROWS);
        }
        self.ids.clear();
        state.scores.extend(scores);
        state.is_led = false;
        batcher.changed.notify_all();
        state
    }
}

impl Drop for Lead<'_> {
    fn drop(&mut self) {
        if self.ids.is_empty() {
            return;
        }
        let mut state = self.batcher.lock();
        let lost = || Err(Fault::internal("the thread that ran a batch has gone"));
        state.scores.extend(self.ids.drain(..).map(|id| (id, lost())));
        state.is_led = false;
        self.batcher.changed.notify_all();
    }
}

fn run_for_all(run: &impl Fn(Vec<TensorBuffer>, usize) -> Scores) -> impl Fn(&[&Request]) -> Scores + '_ {
    |requests| {
        let rows = requests.iter().map(|request| request.rows).sum();
        let mut requests = requests.iter();
        let mut all = requests.next().map(|first| first.buffers.clone()).unwrap_or_default();
        for request in requests {
            for (all, more) in all.iter_mut().zip(&request.buffers) {
                if !all.append(more) {
                    return Err(Fault::internal("rows of one model are of several types"));
                }
            }
        }
        run(all, rows)
    }
}

/// Each request's scores, and whether the batch was too large, as where a device has too little memory: it fails as a whole
/// and no request does by itself. Where one does, its rows are the cause, and smaller batches would fail as well.
fn scored(batch: &[Request], run: impl Fn(&[&Request]) -> Scores) -> (Vec<(u64, Scores)>, bool) {
    let all: Vec<&Request> = batch.iter().collect();
    let outputs = match run(&all) {
        Ok(outputs) => outputs,
        Err(_) if all.len() > 1 => {
            let scores: Vec<_> = all.iter().map(|request| (request.id, run(&[request]))).collect();
            let was_too_large = scores.iter().all(|(_, scores)| scores.is_ok());
            return (scores, was_too_large);
        }
        Err(fault) => return (all.iter().map(|request| (request.id, Err(fault.clone()))).collect(), false),
    };
    if let [only] = all.as_slice() {
        return (vec![(only.id, Ok(outputs))], false);
    }
    let mut from = 0;
    let scores = all.iter().map(|request| {
        let own = from..from + request.rows;
        from = own.end;
        (request.id, outputs.iter().map(|output| output.rows(own.clone())).collect())
    });
    (scores.collect(), false)
}

#[cfg(test)]
#[allow(clippy::expect_used, clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::thread;

    use rowcast_kernel::Code;

    use super::*;
    use crate::output::{OutputValues, OwnValues};

    /// For a model of one feature.
    fn batcher() -> Batcher {
        Batcher::of_width(1, 1)
    }

    fn doubled(buffers: &[TensorBuffer]) -> Vec<Output> {
        let TensorBuffer::Float(values) = &buffers[0] else { panic!("expected floats") };
        let rows = i64::try_from(values.len()).unwrap();
        vec![Output::own(OwnValues::Float(values.iter().map(|value| value * 2.0).collect()), vec![rows, 1])]
    }

    fn floats(scores: &[Output]) -> Vec<f32> {
        let OutputValues::Float(values) = scores[0].values().unwrap() else { panic!("expected floats") };
        values.to_vec()
    }

    fn scores_of(
        batcher: &Batcher,
        first: usize,
        run: impl Fn(Vec<TensorBuffer>, usize) -> Scores,
    ) -> Scores {
        let values = (first..first + 100).map(|value| value as f32).collect();
        batcher.run(vec![TensorBuffer::Float(values)], 100, run)
    }

    #[test]
    fn each_thread_gets_its_own_rows_and_runs_are_shared() {
        let (batcher, runs, all) = (batcher(), AtomicUsize::new(0), AtomicUsize::new(0));
        thread::scope(|scope| {
            for thread in 0..8 {
                let (batcher, runs, all) = (&batcher, &runs, &all);
                scope.spawn(move || {
                    for turn in 0..50 {
                        let first = (thread * 50 + turn) * 100;
                        let scores = scores_of(batcher, first, |buffers, rows| {
                            runs.fetch_add(1, Ordering::Relaxed);
                            all.fetch_add(rows, Ordering::Relaxed);
                            thread::sleep(Duration::from_micros(200));
                            Ok(doubled(&buffers))
                        });
                        let expected: Vec<f32> =
                            (first..first + 100).map(|value| value as f32 * 2.0).collect();
                        assert_eq!(floats(&scores.unwrap()), expected);
                    }
                });
            }
        });
        assert_eq!(all.into_inner(), 8 * 50 * 100);
        assert!(runs.into_inner() < 8 * 50, "no two threads shared a run");
    }

    #[test]
    fn rows_that_fail_fail_alone() {
        let batcher = batcher();
        let is_bad = |buffers: &[TensorBuffer]| matches!(&buffers[0], TensorBuffer::Float(values) if values.iter().any(|value| *value < 100.0));
        thread::scope(|scope| {
            for thread in 0..4_usize {
                let batcher = &batcher;
                scope.spawn(move || {
                    for _ in 0..20 {
                        let scores = scores_of(batcher, thread * 100, |buffers, _| {
                            thread::sleep(Duration::from_micros(200));
                            if is_bad(&buffers) {
                                return Err(Fault::new(Code::RunFailed, "no", "none"));
                            }
                            Ok(doubled(&buffers))
                        });
                        assert_eq!(scores.is_err(), thread == 0);
                    }
                });
            }
        });
    }

    fn requests() -> Vec<Request> {
        let request =
            |id| Request { id, buffers: vec![TensorBuffer::Float(vec![id as f32; 100])], rows: 100 };
        (0..4).map(request).collect()
    }

    /// How many rows a batch may have after three that ran like this.
    fn most_rows_after(run: impl Fn(&[&Request]) -> Scores) -> usize {
        let batcher = batcher();
        for _ in 0..3 {
            let (scores, was_too_large) = scored(&requests(), &run);
            drop(Lead { batcher: &batcher, ids: vec![0, 1, 2, 3] }.end(scores, was_too_large));
        }
        batcher.lock().most_rows
    }

    #[test]
    fn only_batches_that_are_too_large_make_later_ones_smaller() {
        let none = || Err(Fault::new(Code::RunFailed, "no", "none"));
        let doubled_all = |all: &[&Request]| run_for_all(&|buffers: Vec<_>, _| Ok(doubled(&buffers)))(all);
        let too_large = |all: &[&Request]| if all.len() > 1 { none() } else { doubled_all(all) };
        assert_eq!(most_rows_after(too_large), MOST_ROWS / 8);
        let one_bad = |all: &[&Request]| {
            if all.iter().any(|request| request.id == 2) { none() } else { doubled_all(all) }
        };
        assert_eq!(most_rows_after(one_bad), MOST_ROWS);
        assert_eq!(most_rows_after(|_| none()), MOST_ROWS);
        assert_eq!(most_rows_after(doubled_all), MOST_ROWS);
    }

    #[test]
    fn wide_rows_and_wide_outputs_make_smaller_batches() {
        let most_rows = |taken, given| Batcher::of_width(taken, given).lock().most_rows;
        assert_eq!(most_rows(0, 0), MOST_ROWS);
        assert_eq!(most_rows(10, 256), MOST_ROWS);
        assert_eq!(most_rows(10, 1_024), 16_384);
        assert_eq!(most_rows(1_024, 10), 16_384);
        assert_eq!(most_rows(10, 1_000_000), FEWEST_ROWS);
    }

    #[test]
    fn a_thread_that_panics_takes_no_other_with_it() {
        let batcher = batcher();
        thread::scope(|scope| {
            let batcher = &batcher;
            batcher.lock().is_led = true;
            let run = |first, kind: &'static str| {
                scope
                    .spawn(move || scores_of(batcher, first, |_, _| panic!("a defect in {kind}")).map(|_| ()))
            };
            let threads = [run(0, "one"), run(100, "the other")];
            // Both wait for whoever leads, so that the next to lead takes both into its batch.
            while batcher.lock().waiting.len() < threads.len() {
                thread::yield_now();
            }
            batcher.lock().is_led = false;
            batcher.changed.notify_all();
            let ended = threads.map(thread::ScopedJoinHandle::join);
            assert_eq!(ended.iter().filter(|ended| ended.is_err()).count(), 1, "one ran the batch");
            let told = ended.into_iter().flatten().next().expect("the other goes on");
            assert!(told.expect_err("and gets no scores").message.contains("has gone"));
        });
        assert!(scores_of(&batcher, 0, |buffers, _| Ok(doubled(&buffers))).is_ok());
    }
}
