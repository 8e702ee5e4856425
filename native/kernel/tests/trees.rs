//! Every layout and every set of instructions against a plain walk, on random ensembles.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test fails by panicking")]

mod random_ensemble;
mod random_node;

use std::sync::Arc;

use proptest::prelude::*;
use random_ensemble::{RandomEnsemble, random_ensemble};
use random_node::Knobs;
use rowcast_kernel::trees::ensemble::Ensemble;
use rowcast_kernel::trees::layout::cost::Kind;
use rowcast_kernel::trees::rows::{ColumnMajor, RowMajor};
use rowcast_kernel::trees::scorer::{Scorer, Scratch, Wanted};
use rowcast_kernel::trees::simd::{Level, Vectors};

/// Not a multiple of the block, so that the last block has lanes without a row.
const ROWS: usize = 45;

const WANTED: [Wanted; 4] = [
    Wanted::Cheapest,
    Wanted::Layout(Kind::Masks),
    Wanted::Layout(Kind::Symmetric),
    Wanted::Layout(Kind::Walk),
];

fn knobs() -> impl Strategy<Value = Knobs> {
    (any::<u64>(), 1..9_usize, 0..7_usize, 1..6_usize, 0..3_usize, 1..5_usize, any::<bool>()).prop_map(
        |(seed, trees, depth, features, operator, targets, doubles)| {
            let targets = if operator == 0 { targets.max(2) } else { targets };
            Knobs { seed, trees, depth, features, operator, targets, doubles }
        },
    )
}

/// Scores as bits, and labels.
type Outcome = (Vec<u64>, Vec<i64>);

fn scored<T: Vectors + rowcast_kernel::trees::rows::Element<T>>(
    ensemble: &Arc<Ensemble<T>>,
    wanted: Wanted,
    level: Level,
    rows: &[T],
    count: usize,
    by_row: bool,
) -> Outcome {
    let scorer = Scorer::new(ensemble, wanted, level);
    let mut out = vec![T::default(); count * scorer.targets()];
    let mut labels = vec![0; count];
    let width = rows.len() / ROWS;
    let mut scratch = Scratch::default();
    if by_row {
        scorer.score(&RowMajor { values: rows, width }, count, &mut scratch, &mut out, |row, label| {
            labels[row] = label
        });
    } else {
        let columns: Vec<T> =
            (0..rows.len()).map(|index| rows[index % ROWS * width + index / ROWS]).collect();
        let source = ColumnMajor { values: &columns, stride: ROWS };
        scorer.score(&source, count, &mut scratch, &mut out, |row, label| labels[row] = label);
    }
    let bits = |x: &T| if x.is_nan() { u64::MAX } else { x.double().to_bits() };
    (out.iter().map(bits).collect(), labels)
}

/// Whatever the layout: for all rows, and for `few` of them, which walk by themselves.
fn agree<T: Vectors + rowcast_kernel::trees::rows::Element<T>>(
    ensemble: &Arc<Ensemble<T>>,
    rows: &[T],
    few: usize,
) -> Result<(), TestCaseError> {
    for count in [ROWS, few] {
        let expected = scored(ensemble, Wanted::Reference, Level::Plain, rows, count, true);
        for wanted in WANTED {
            for level in Level::available() {
                for by_row in [true, false] {
                    let found = scored(ensemble, wanted, level, rows, count, by_row);
                    prop_assert_eq!(
                        &found,
                        &expected,
                        "{:?} {:?} {} rows, by_row {}",
                        wanted,
                        level,
                        count,
                        by_row
                    );
                }
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10_000, max_global_rejects: 100_000, ..ProptestConfig::default() })]

    #[test]
    fn every_layout_gives_the_bits_of_a_plain_walk(knobs in knobs()) {
        let few = 1 + (knobs.seed % 12) as usize;
        match random_ensemble(knobs, ROWS)? {
            RandomEnsemble::Single(ensemble, rows) => agree(&ensemble, &rows, few)?,
            RandomEnsemble::Double(ensemble, rows) => agree(&ensemble, &rows, few)?,
        }
    }
}
