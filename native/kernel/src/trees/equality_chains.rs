//! LightGBM's converter writes a test for membership as a chain of equalities that share a child: one set again here,
//! so that the ensemble is made of trees.

use super::Number;
use super::ensemble::{Ensemble, Test};

/// Folds every chain of equalities on one feature with one outcome into the first node of the chain. The others stay
/// in the list, where nothing leads to them any more.
pub fn fold<T: Number>(ensemble: &mut Ensemble<T>) {
    let mut done = vec![false; ensemble.nodes.len()];
    for root in ensemble.roots.clone() {
        let mut stack = vec![root];
        while let Some(at) = stack.pop() {
            let Some(seen) = done.get_mut(at as usize) else { continue };
            if std::mem::replace(seen, true) {
                continue;
            }
            fold_from(ensemble, at);
            if let Some(node) = ensemble.nodes.get(at as usize).filter(|node| !node.is_leaf()) {
                stack.extend([node.yes, node.no]);
            }
        }
    }
}

fn fold_from<T: Number>(ensemble: &mut Ensemble<T>, at: u32) {
    let Some(first) = ensemble.nodes.get(at as usize).copied() else { return };
    if first.test != Test::Eq {
        return;
    }
    let (mut members, mut next) = (vec![first.value], first.no);
    while let Some(node) = ensemble.nodes.get(next as usize) {
        let goes_on = node.test == Test::Eq
            && (node.feature, node.yes, node.missing_passes)
                == (first.feature, first.yes, first.missing_passes);
        if !goes_on || members.len() > ensemble.nodes.len() {
            break;
        }
        members.push(node.value);
        next = node.no;
    }
    let set = ensemble.sets.len();
    if let Some(node) = ensemble.nodes.get_mut(at as usize) {
        (node.test, node.value, node.no) = (Test::Member, T::from_count(set), next);
        ensemble.sets.push(members);
    }
}
