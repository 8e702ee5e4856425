//! The costs of layouts, fitted to the time that the trees of real models take in each, on the flights beside the model
//! where `npm run bench:trees` made it: rows of which none goes the usual way cost several times as much.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use rowcast_kernel::element::Element;
use rowcast_kernel::trees::attributes::RawNode;
use rowcast_kernel::trees::ensemble::Ensemble;
use rowcast_kernel::trees::find::tree_nodes;
use rowcast_kernel::trees::layout::cost::Kind;
use rowcast_kernel::trees::read::{AnyEnsemble, read};
use rowcast_kernel::trees::rows::ColumnMajor;
use rowcast_kernel::trees::scorer::{Scorer, Scratch, Wanted};
use rowcast_kernel::trees::simd::Level;

use super::{ROUNDS, ROWS, ordinary_rows};

/// Measured for a tree and a row, averaged over the trees of an ensemble.
struct Sample {
    leaves: f64,
    depth: f64,
    masks: Option<f64>,
    walk: f64,
}

/// Measures the ensembles of floats in the .onnx files that are named, and prints what fits best.
pub fn print() {
    let mut samples = Vec::new();
    for path in std::env::args().skip(1).filter(|argument| argument.ends_with(".onnx")) {
        let Ok(bytes) = std::fs::read(&path) else { continue };
        for node in tree_nodes(&bytes).unwrap_or_default() {
            let raw = RawNode::read(&bytes[node.message.clone()]);
            if let Ok(AnyEnsemble::Single(ensemble)) = raw.and_then(|raw| read(&raw, Element::Float)) {
                // Symmetric trees have a layout of their own, which is always the cheapest.
                if Scorer::new(&ensemble, Wanted::Cheapest, Level::best()).layouts()[0].0 == "symmetric" {
                    continue;
                }
                let sample = measure(&ensemble, &path);
                let masks = sample.masks.map_or("–".to_owned(), |masks| format!("{masks:.2}"));
                println!(
                    "{:6.0} leaves, {:5.1} steps: masks {masks:>6} ns, walk {:6.2} ns for a tree and row   {path}",
                    sample.leaves, sample.depth, sample.walk
                );
                samples.push(sample);
            }
        }
    }
    let masks: Vec<(f64, f64)> =
        samples.iter().filter_map(|sample| Some((sample.leaves, sample.masks?))).collect();
    let walks: Vec<(f64, f64)> = samples.iter().map(|sample| (sample.depth, sample.walk)).collect();
    println!("MASK_LEAF {:.3}, WALK_STEP {:.2}", slope(&masks), slope(&walks));
}

fn measure(ensemble: &Arc<Ensemble<f32>>, path: &str) -> Sample {
    let trees = ensemble.roots.len() as f64;
    let (mut leaves, mut steps) = (0.0, 0.0);
    for &root in &ensemble.roots {
        let (mut stack, mut here, mut sum) = (vec![(root, 0.0)], 0.0, 0.0);
        while let Some((at, depth)) = stack.pop() {
            let node = &ensemble.nodes[at as usize];
            if node.is_leaf() {
                here += 1.0;
                sum += depth;
            } else {
                stack.extend([(node.yes, depth + 1.0), (node.no, depth + 1.0)]);
            }
        }
        leaves += here / trees;
        steps += sum / here / trees;
    }
    let values =
        flights(path, ensemble.features()).unwrap_or_else(|| ordinary_rows(ensemble, ensemble.features()));
    let time = |kind: Kind, name: &str| {
        let scorer = Scorer::new(ensemble, Wanted::Layout(kind), Level::best());
        let fits = scorer.layouts() == [(name, ensemble.roots.len())];
        fits.then(|| best(&scorer, &values) / trees)
    };
    let walk = time(Kind::Walk, "walk").unwrap_or(f64::NAN);
    Sample { leaves, depth: steps, masks: time(Kind::Masks, "masks"), walk }
}

/// Columns of the flights beside the model at `path`, from the middle of the year; `None` where there are none.
pub fn flights(path: &str, features: usize) -> Option<Vec<f32>> {
    let width = if features <= 28 { 28 } else { 200 };
    let file = std::fs::read(Path::new(path).with_file_name(format!("flights-f{width}.npy"))).ok()?;
    // NumPy's format: a magic number and version of 8 bytes, the length of a header, the header, the values.
    let header = u16::from_le_bytes([*file.get(8)?, *file.get(9)?]);
    let values = file.get(10 + usize::from(header)..)?.as_chunks::<4>().0;
    let first = values.len() / width / 2;
    let value = |feature: usize, row: usize| values.get((first + row) * width + feature);
    (0..features)
        .flat_map(|feature| {
            (0..ROWS).map(move |row| value(feature, row).map(|bytes| f32::from_le_bytes(*bytes)))
        })
        .collect()
}

/// Nanoseconds for a row.
fn best(scorer: &Scorer<f32>, values: &[f32]) -> f64 {
    let mut scores = vec![0.0; ROWS * scorer.targets()];
    let (rows, mut scratch) = (ColumnMajor { values, stride: ROWS }, Scratch::default());
    let mut best = Duration::MAX;
    for _ in 0..2 * ROUNDS {
        let start = Instant::now();
        scorer.score(&rows, ROWS, &mut scratch, &mut scores, |_, _| {});
        best = best.min(start.elapsed());
    }
    best.as_nanos() as f64 / ROWS as f64
}

/// The line through the origin with the least relative error.
fn slope(points: &[(f64, f64)]) -> f64 {
    let (over, under) =
        points.iter().fold((0.0, 0.0), |(over, under), (x, y)| (over + x / y, under + x * x / (y * y)));
    over / under
}
