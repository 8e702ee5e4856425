//! SHAP values against the definition, by enumerating all coalitions, on random ensembles.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test fails by panicking")]

mod random_ensemble;
mod random_node;

use std::sync::Arc;

use proptest::prelude::*;
use random_ensemble::{RandomEnsemble, random_ensemble};
use random_node::Knobs;
use rowcast_kernel::trees::Aggregate;
use rowcast_kernel::trees::Number;
use rowcast_kernel::trees::ensemble::Ensemble;
use rowcast_kernel::trees::shap::covers::{Covers, Passages};
use rowcast_kernel::trees::shap::explainer::{Contributions, Explained, Explainer, explained};
use rowcast_kernel::trees::simd::Level;

/// Not a multiple of the block, so that the last block has lanes without a row.
const ROWS: usize = 37;

fn knobs() -> impl Strategy<Value = Knobs> {
    (any::<u64>(), 1..6_usize, 0..8_usize, 1..7_usize, 0..3_usize, 1..5_usize, any::<bool>()).prop_map(
        |(seed, trees, depth, features, operator, targets, doubles)| {
            let targets = if operator == 0 { targets.max(2) } else { 1 };
            Knobs { seed, trees, depth, features, operator, targets, doubles }
        },
    )
}

/// The sum that is expected where only the features of `coalition` are known, weighing other ways by their covers.
fn expected<T: Number>(
    ensemble: &Ensemble<T>,
    covers: &Covers,
    at: u32,
    x: &[T],
    coalition: usize,
    target: usize,
) -> f64 {
    let node = &ensemble.nodes[at as usize];
    if node.is_leaf() {
        let of_target = ensemble.weights_of(node).iter().filter(|weight| weight.target as usize == target);
        return of_target.map(|weight| weight.value.double()).sum();
    }
    let follow = |child| expected(ensemble, covers, child, x, coalition, target);
    if coalition >> node.feature & 1 == 1 {
        return follow(if node.passes(x[node.feature as usize], &ensemble.sets) {
            node.yes
        } else {
            node.no
        });
    }
    let yes = covers.share(node.yes, node.no);
    yes * follow(node.yes) + (1.0 - yes) * follow(node.no)
}

/// The Shapley values of `worth`, by their definition.
fn shapley(features: usize, worth: impl Fn(usize) -> f64) -> Vec<f64> {
    let worths: Vec<f64> = (0..1 << features).map(worth).collect();
    let factorial = |n: usize| (1..=n).map(|k| k as f64).product::<f64>();
    let value = |feature: usize| {
        let without = (0..1_usize << features).filter(|coalition| coalition >> feature & 1 == 0);
        without
            .map(|coalition| {
                let size = coalition.count_ones() as usize;
                let weight = factorial(size) * factorial(features - size - 1) / factorial(features);
                weight * (worths[coalition | 1 << feature] - worths[coalition])
            })
            .sum()
    };
    (0..features).map(value).collect()
}

fn check<T: Number>(ensemble: &Arc<Ensemble<T>>, rows: &[T], seed: u64) -> Result<(), TestCaseError> {
    let Ok(explained) = explained(ensemble) else { return Err(TestCaseError::reject("no sum")) };
    let width = rows.len() / ROWS;
    let columns: Vec<Vec<T>> =
        (0..width).map(|feature| (0..ROWS).map(|row| rows[row * width + feature]).collect()).collect();
    let columns: Vec<&[T]> = columns.iter().map(Vec::as_slice).collect();
    let mut passages = Passages::default();
    // Some nodes are not reached by these rows, and so have no share at all.
    passages.add(ensemble, &columns, 1 + (seed % ROWS as u64) as usize);
    let covers = passages.covers();
    let target = |row: usize| match explained {
        Explained::Target(target) => target,
        Explained::Predicted => row % ensemble.finish.targets,
    };
    let explainer = match Explainer::new(Arc::clone(ensemble), &covers) {
        Ok(explainer) => explainer,
        Err(unfit) => return Err(TestCaseError::reject(unfit.0)),
    };
    let mut found = Contributions::default();
    let explainer = explainer.with(Level::Plain);
    explainer.explain(&columns, ROWS, target, &mut found);
    let share =
        if ensemble.finish.aggregate == Aggregate::Average { ensemble.roots.len() as f64 } else { 1.0 };
    for row in 0..ROWS {
        let x = &rows[row * width..(row + 1) * width];
        let worth = |coalition| -> f64 {
            let of = |&root: &u32| expected(ensemble, &covers, root, x, coalition, target(row));
            ensemble.roots.iter().map(of).sum::<f64>() / share
        };
        let values = shapley(width, worth);
        for (feature, value) in values.iter().enumerate() {
            let found = found.of(feature)[row];
            prop_assert!((found - value).abs() < 1e-11, "row {row}, feature {feature}: {found}, not {value}");
        }
        let sum: f64 = (0..width).map(|feature| found.of(feature)[row]).sum();
        let base_of_trees = worth(0);
        prop_assert!((sum + base_of_trees - worth(usize::MAX)).abs() < 1e-11, "row {row} does not sum up");
    }
    let mut again = Contributions::default();
    let mut explainer = explainer;
    for level in Level::available() {
        explainer = explainer.with(level);
        explainer.explain(&columns, ROWS, target, &mut again);
        let bits = |found: &Contributions| found.values.iter().map(|x| x.to_bits()).collect::<Vec<_>>();
        prop_assert_eq!(bits(&again), bits(&found), "{:?}", level);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, max_global_rejects: 100_000, ..ProptestConfig::default() })]

    #[test]
    fn contributions_are_shapley_values(knobs in knobs()) {
        match random_ensemble(knobs, ROWS)? {
            RandomEnsemble::Single(ensemble, rows) => check(&ensemble, &rows, knobs.seed)?,
            RandomEnsemble::Double(ensemble, rows) => check(&ensemble, &rows, knobs.seed)?,
        }
    }
}
