//! Times every layout on the ensembles of the given .onnx files: `cargo bench -p rowcast-kernel --bench trees -- FILE…`.
//! Rows are the flights beside a model, where `npm run bench:trees` made it, otherwise numbers near its thresholds.
//! With `--costs`, prints the constants of `layout/cost.rs` that fit them best.

use std::sync::Arc;
use std::time::{Duration, Instant};

use rowcast_kernel::element::Element;
use rowcast_kernel::trees::attributes::RawNode;
use rowcast_kernel::trees::ensemble::Ensemble;
use rowcast_kernel::trees::find::tree_nodes;
use rowcast_kernel::trees::layout::cost::Kind;
use rowcast_kernel::trees::probe_rows;
use rowcast_kernel::trees::read::{AnyEnsemble, read};
use rowcast_kernel::trees::rows::{ColumnMajor, RowMajor};
use rowcast_kernel::trees::scorer::{Scorer, Scratch, Wanted};
use rowcast_kernel::trees::simd::Level;

#[path = "tree_costs.rs"]
mod costs;

const ROWS: usize = 2_048;
const ROUNDS: usize = 5;

/// Small batches, which are timed too.
const ALONE: [usize; 5] = [1, 2, 4, 8, 16];

fn main() {
    if std::env::args().any(|argument| argument == "--costs") {
        return costs::print();
    }
    for path in std::env::args().skip(1).filter(|argument| argument.ends_with(".onnx")) {
        let Ok(bytes) = std::fs::read(&path) else { continue };
        let start = Instant::now();
        for node in tree_nodes(&bytes).unwrap_or_default() {
            let raw = RawNode::read(&bytes[node.message.clone()]);
            match raw.and_then(|raw| read(&raw, Element::Float)) {
                Ok(AnyEnsemble::Single(ensemble)) => {
                    println!(
                        "{path}: {} nodes, {} trees, read in {:.0?}",
                        ensemble.nodes.len(),
                        ensemble.roots.len(),
                        start.elapsed()
                    );
                    time(&ensemble, &path);
                }
                other => println!("{path}: {other:?}"),
            }
        }
    }
}

fn time(ensemble: &Arc<Ensemble<f32>>, path: &str) {
    let width = ensemble.features();
    let values = costs::flights(path, width).unwrap_or_else(|| ordinary_rows(ensemble, width));
    let wanted = [
        ("reference", Wanted::Reference),
        ("masks", Wanted::Layout(Kind::Masks)),
        ("symmetric", Wanted::Layout(Kind::Symmetric)),
        ("walk", Wanted::Layout(Kind::Walk)),
        ("cheapest", Wanted::Cheapest),
    ];
    let mut expected = None;
    for (name, wanted) in wanted {
        for level in Level::available() {
            let start = Instant::now();
            let scorer = Scorer::new(ensemble, wanted, level);
            let built = start.elapsed();
            let mut scores = vec![0.0; ROWS * scorer.targets()];
            let rows = ColumnMajor { values: &values, stride: ROWS };
            let mut scratch = Scratch::default();
            let mut best = Duration::MAX;
            for _ in 0..ROUNDS {
                let start = Instant::now();
                scorer.score(&rows, ROWS, &mut scratch, &mut scores, |_, _| {});
                best = best.min(start.elapsed());
            }
            let bits: Vec<u32> = scores.iter().map(|score| score.to_bits()).collect();
            let same = *expected.get_or_insert_with(|| bits.clone()) == bits;
            let alone: Vec<String> = ALONE
                .iter()
                .map(|&count| {
                    format!("{:.0}", time_of(&scorer, &rows, count).as_nanos() as f64 / count as f64)
                })
                .collect();
            println!(
                "  {name:10} {:7} {:8.1} ns a row ({} in batches of {ALONE:?})   built in {built:8.0?}  {:?}  {}",
                level.name(),
                best.as_nanos() as f64 / ROWS as f64,
                alone.join(", "),
                scorer.layouts(),
                if same { "same bits" } else { "DIFFERENT" }
            );
        }
    }
    probe(ensemble, width);
}

/// The fastest batch of `count` rows.
fn time_of(scorer: &Scorer<f32>, rows: &ColumnMajor<'_, f32>, count: usize) -> Duration {
    let (mut scratch, mut scores) = (Scratch::default(), vec![0.0; count * scorer.targets()]);
    let once = |_| {
        let start = Instant::now();
        scorer.score(rows, count, &mut scratch, &mut scores, |_, _| {});
        start.elapsed()
    };
    (0..ROUNDS * 20).map(once).min().unwrap_or_default()
}

/// Rows whose values lie where the thresholds of a feature lie, one column after another.
fn ordinary_rows(ensemble: &Ensemble<f32>, width: usize) -> Vec<f32> {
    let mut known: Vec<Vec<f32>> = vec![Vec::new(); width];
    for node in ensemble.nodes.iter().filter(|node| !node.is_leaf()) {
        known[node.feature as usize].push(node.value);
    }
    let mut state = 88_172_645_463_325_252_u64;
    let mut next = |end: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % end.max(1) as u64) as usize
    };
    let mut values = Vec::with_capacity(width * ROWS);
    for known in &known {
        for _ in 0..ROWS {
            values.push(known.get(next(known.len())).map_or(0.0, |value| value * 0.999));
        }
    }
    values
}

fn probe(ensemble: &Arc<Ensemble<f32>>, width: usize) {
    let values = probe_rows(&**ensemble, width, ROWS);
    let rows = RowMajor { values: &values, width };
    let score = |wanted| {
        let scorer = Scorer::new(ensemble, wanted, Level::best());
        let mut scores = vec![0.0; ROWS * scorer.targets()];
        scorer.score(&rows, ROWS, &mut Scratch::default(), &mut scores, |_, _| {});
        scores.iter().map(|score| score.to_bits()).collect::<Vec<_>>()
    };
    println!(
        "  probes: {}",
        if score(Wanted::Reference) == score(Wanted::Cheapest) { "same bits" } else { "DIFFERENT" }
    );
}
