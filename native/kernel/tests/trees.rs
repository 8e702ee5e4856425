//! Every layout and every set of instructions against a plain walk, on random ensembles.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test fails by panicking")]

mod random_ensemble;
mod random_node;

use std::sync::Arc;

use proptest::prelude::*;
use random_ensemble::{RandomEnsemble, random_ensemble};
use random_node::{Knobs, Mix};
use rowcast_kernel::trees::ensemble::{Ensemble, Node, Test, Weight};
use rowcast_kernel::trees::layout::cost::Kind;
use rowcast_kernel::trees::layout::walk::Steps;
use rowcast_kernel::trees::layout::{Group, Layout};
use rowcast_kernel::trees::rows::{ColumnMajor, RowMajor};
use rowcast_kernel::trees::scorer::{Scorer, Scratch, Wanted};
use rowcast_kernel::trees::simd::{Level, Vectors};

/// Not a multiple of the block, so that the last block has lanes without a row.
const ROWS: usize = 45;

/// More blocks than walk together.
const MANY_ROWS: usize = 173;

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
    (rows, given): (&[T], usize),
    count: usize,
    by_row: bool,
) -> Outcome {
    let scorer = Scorer::new(ensemble, wanted, level);
    let mut out = vec![T::default(); count * scorer.targets()];
    let mut labels = vec![0; count];
    let width = rows.len() / given;
    let mut scratch = Scratch::default();
    if by_row {
        scorer.score(&RowMajor { values: rows, width }, count, &mut scratch, &mut out, |row, label| {
            labels[row] = label
        });
    } else {
        let columns: Vec<T> =
            (0..rows.len()).map(|index| rows[index % given * width + index / given]).collect();
        let source = ColumnMajor { values: &columns, stride: given };
        scorer.score(&source, count, &mut scratch, &mut out, |row, label| labels[row] = label);
    }
    let bits = |x: &T| if x.is_nan() { u64::MAX } else { x.double().to_bits() };
    (out.iter().map(bits).collect(), labels)
}

/// Whatever the layout: for all `given` rows, and for `few` of them, which walk by themselves.
fn agree<T: Vectors + rowcast_kernel::trees::rows::Element<T>>(
    ensemble: &Arc<Ensemble<T>>,
    rows: &[T],
    given: usize,
    few: usize,
) -> Result<(), TestCaseError> {
    let rows = (rows, given);
    for count in [given, few] {
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
        let given = if knobs.seed.is_multiple_of(16) { MANY_ROWS } else { ROWS };
        match random_ensemble(knobs, given)? {
            RandomEnsemble::Single(ensemble, rows) => agree(&ensemble, &rows, given, few)?,
            RandomEnsemble::Double(ensemble, rows) => agree(&ensemble, &rows, given, few)?,
        }
    }
}

/// One tree of `inner` tests of so many features in turn, each in place of a leaf that chance picks.
fn one_tree(inner: usize, features: usize, mix: &mut Mix) -> Arc<Ensemble<f32>> {
    let taken = (0..).find_map(|seed| {
        let knobs = Knobs { seed, trees: 1, depth: 0, features: 1, operator: 1, targets: 1, doubles: false };
        random_ensemble(knobs, 1).ok()
    });
    let Some(RandomEnsemble::Single(any, _)) = taken else {
        unreachable!("floats, and some transform is taken")
    };
    let mut ensemble = Ensemble::clone(&any);
    let leaf = |place: u32| {
        let value = place as f32 / 8.0;
        Node { value, feature: 0, yes: place, no: 1, test: Test::Leaf, missing_passes: false }
    };
    let (mut nodes, mut leaves) = (vec![leaf(0)], vec![0]);
    for feature in 0..inner {
        let (picked, children) = (mix.below(leaves.len()), nodes.len() as u32);
        let place = std::mem::replace(&mut leaves[picked], nodes.len());
        leaves.push(nodes.len() + 1);
        nodes.extend([leaf(children), leaf(children + 1)]);
        let feature = (feature % features) as u32;
        let value = mix.below(1_000) as f32;
        nodes[place] =
            Node { value, feature, yes: children, no: children + 1, test: Test::Leq, missing_passes: false };
    }
    ensemble.weights = nodes.iter().map(|node| Weight { target: 0, value: node.value }).collect();
    (ensemble.nodes, ensemble.roots) = (nodes, vec![0]);
    Arc::new(ensemble)
}

#[test]
fn trees_at_and_beyond_what_two_bytes_count_are_walked_alike() {
    // 65,535 nodes and 65,537; columns whose first lanes end at 65,504 and at 65,536.
    for (inner, features, is_narrow) in
        [(32_767, 9, true), (32_768, 9, false), (4_100, 2_048, true), (4_100, 2_049, false)]
    {
        let mut mix = Mix(inner as u64);
        let ensemble = one_tree(inner, features, &mut mix);
        let layout = Layout::new(&ensemble, Some(Kind::Walk)).expect("comparisons");
        let Group::Walk(group) = &layout.groups[0].0 else { unreachable!("the layout that was wanted") };
        assert_eq!(
            matches!(group.steps(), Steps::Narrow(_)),
            is_narrow,
            "{inner} tests, {features} features"
        );
        let rows: Vec<f32> = (0..MANY_ROWS * features).map(|_| mix.below(1_000) as f32).collect();
        let (scores, _) =
            scored(&ensemble, Wanted::Layout(Kind::Walk), Level::best(), (&rows, MANY_ROWS), MANY_ROWS, true);
        let distinct: std::collections::HashSet<u64> = scores.into_iter().collect();
        assert!(distinct.len() > MANY_ROWS / 4, "rows end at many leaves, not {}", distinct.len());
        agree(&ensemble, &rows, MANY_ROWS, 7).expect("the same bits");
    }
}
