//! `TreeEnsemble` of ai.onnx.ml 5, brought into the order that ONNX Runtime brings it into: each tree depth first.

use super::attributes::{Numbers, RawNode};
use super::ensemble::{Ensemble, Node, Test, Weight};
use super::finish::{Aggregate, Finish};
use super::transform::Transform;
use super::{Number, Unfit};

/// The attributes of the node.
struct Given<T> {
    features: Vec<i64>,
    splits: Vec<T>,
    modes: Vec<u8>,
    missing: Vec<i64>,
    /// Child and whether it is a leaf, where the test holds.
    yes: (Vec<i64>, Vec<i64>),
    /// The same where it does not.
    no: (Vec<i64>, Vec<i64>),
    leaf_targets: Vec<i64>,
    leaf_weights: Vec<T>,
    /// Index of the set of each node of mode `BRANCH_MEMBER`.
    set_of: Vec<usize>,
}

/// A child that still has to be placed: which node, whether it is a leaf, and whose child it is.
struct Pending {
    index: i64,
    is_leaf: bool,
    parent: Option<(usize, bool)>,
}

/// Reads the ensemble of a `TreeEnsemble` whose input is `T`.
///
/// # Errors
/// For what ONNX Runtime refuses, and for precisions other than `T`.
pub fn read<T: Number>(node: &RawNode<'_>) -> Result<Ensemble<T>, Unfit> {
    let (given, sets) = given::<T>(node)?;
    let targets = usize::try_from(node.int("n_targets")?.unwrap_or(0)).unwrap_or(0);
    if targets == 0 {
        return Err(Unfit::new("it has no targets"));
    }
    let roots = node.ints("tree_roots")?;
    let aggregate = match node.int("aggregate_function")?.unwrap_or(1) {
        0 => Aggregate::Average,
        1 => Aggregate::Sum,
        2 => Aggregate::Min,
        3 => Aggregate::Max,
        _ => return Err(Unfit::new("its aggregate_function is unknown")),
    };
    let transform = Transform::numbered(node.int("post_transform")?.unwrap_or(0))
        .ok_or_else(|| Unfit::new("its post_transform is none that Rowcast computes"))?;
    let finish =
        Finish { targets, trees: roots.len(), aggregate, transform, base: Vec::new(), classes: None };
    let mut ensemble = Ensemble { nodes: Vec::new(), roots: Vec::new(), weights: Vec::new(), sets, finish };
    for root in roots {
        ensemble.roots.push(ensemble.nodes.len() as u32);
        let at = usize::try_from(root).unwrap_or(usize::MAX);
        let leads_to_leaf = |side: &(Vec<i64>, Vec<i64>)| side.1.get(at).is_some_and(|leaf| *leaf != 0);
        let same = given.yes.0.get(at) == given.no.0.get(at);
        if same && leads_to_leaf(&given.yes) && leads_to_leaf(&given.no) {
            return Err(Unfit::new(
                "one of its trees is a leaf, of which ONNX Runtime reads the wrong weight",
            ));
        }
        add_tree(&mut ensemble, &given, Pending { index: root, is_leaf: false, parent: None })?;
    }
    if ensemble.roots.is_empty() { Err(Unfit::new("it has no trees")) } else { Ok(ensemble) }
}

fn given<T: Number>(node: &RawNode<'_>) -> Result<(Given<T>, Vec<Vec<T>>), Unfit> {
    let modes = match node.tensor("nodes_modes")? {
        Some(Numbers::Bytes(modes)) => modes,
        _ => return Err(Unfit::new("its nodes have no modes")),
    };
    let mut sets: Vec<Vec<T>> = Vec::new();
    let members: Vec<T> = numbers(node, "membership_values")?;
    let mut lists = members.split(|value| value.is_nan());
    let mut set_of = vec![0; modes.len()];
    for (set_of, _) in set_of.iter_mut().zip(&modes).filter(|(_, mode)| **mode == MEMBER) {
        *set_of = sets.len();
        let set = lists.next().unwrap_or_default();
        if set.len() > MOST_MEMBERS
            || !set.iter().all(|member| (0.0..=HIGHEST_MEMBER).contains(&member.double()))
        {
            return Err(Unfit::new("ONNX Runtime cuts fractions off before it looks into one of its sets"));
        }
        sets.push(set.to_vec());
    }
    let given = Given {
        features: node.ints("nodes_featureids")?,
        splits: numbers(node, "nodes_splits")?,
        modes,
        missing: node.ints("nodes_missing_value_tracks_true")?,
        yes: (node.ints("nodes_truenodeids")?, node.ints("nodes_trueleafs")?),
        no: (node.ints("nodes_falsenodeids")?, node.ints("nodes_falseleafs")?),
        leaf_targets: node.ints("leaf_targetids")?,
        leaf_weights: numbers(node, "leaf_weights")?,
        set_of,
    };
    Ok((given, sets))
}

/// The number of the mode `BRANCH_MEMBER`.
const MEMBER: u8 = 6;

/// Sets within these bounds are compared value by value by ONNX Runtime; others as whole numbers.
const MOST_MEMBERS: usize = 30;
const HIGHEST_MEMBER: f64 = 30.0;

fn numbers<T: Number>(node: &RawNode<'_>, name: &str) -> Result<Vec<T>, Unfit> {
    match node.tensor(name)? {
        Some(Numbers::Single(values)) => Ok(values.into_iter().map(T::from_single).collect()),
        Some(Numbers::Double(values)) => Ok(values.into_iter().map(T::from_double).collect()),
        Some(Numbers::Bytes(_)) => Err(Unfit::new("its values are bytes")),
        None => Ok(Vec::new()),
    }
}

fn add_tree<T: Number>(ensemble: &mut Ensemble<T>, given: &Given<T>, root: Pending) -> Result<(), Unfit> {
    let first = ensemble.nodes.len();
    let most = given.modes.len().saturating_add(given.leaf_weights.len());
    let mut stack = vec![root];
    while let Some(next) = stack.pop() {
        let place = ensemble.nodes.len();
        if place - first > most {
            return Err(Unfit::new("one of its trees leads back into itself"));
        }
        if let Some((parent, is_yes)) = next.parent
            && let Some(parent) = ensemble.nodes.get_mut(parent)
        {
            *(if is_yes { &mut parent.yes } else { &mut parent.no }) = place as u32;
        }
        let index = usize::try_from(next.index).unwrap_or(usize::MAX);
        if next.is_leaf {
            let node = leaf(ensemble, given, index)?;
            ensemble.nodes.push(node);
            continue;
        }
        let (node, children) = inner(given, index)?;
        ensemble.nodes.push(node);
        for (is_yes, (index, is_leaf)) in [(false, children[1]), (true, children[0])] {
            stack.push(Pending { index, is_leaf, parent: Some((place, is_yes)) });
        }
    }
    Ok(())
}

fn leaf<T: Number>(ensemble: &mut Ensemble<T>, given: &Given<T>, index: usize) -> Result<Node<T>, Unfit> {
    let (target, value) = given
        .leaf_targets
        .get(index)
        .zip(given.leaf_weights.get(index))
        .ok_or_else(|| Unfit::new("one of its leaves has no weight"))?;
    let target = u32::try_from(*target).ok().filter(|&target| (target as usize) < ensemble.finish.targets);
    let target = target.ok_or_else(|| Unfit::new("one of its weights is of a target that is not there"))?;
    let yes = ensemble.weights.len() as u32;
    ensemble.weights.push(Weight { target, value: *value });
    Ok(Node { value: *value, feature: 0, yes, no: 1, test: Test::Leaf, missing_passes: false })
}

type Child = (i64, bool);

fn inner<T: Number>(given: &Given<T>, index: usize) -> Result<(Node<T>, [Child; 2]), Unfit> {
    let missing = || Unfit::new("one of its nodes leads to a node that is not there");
    let child = |side: &(Vec<i64>, Vec<i64>)| {
        side.0.get(index).zip(side.1.get(index)).map(|(&child, &leaf)| (child, leaf != 0)).ok_or_else(missing)
    };
    let test = match given.modes.get(index).ok_or_else(missing)? {
        0 => Test::Leq,
        1 => Test::Lt,
        2 => Test::Gte,
        3 => Test::Gt,
        4 => Test::Eq,
        5 => Test::Neq,
        &MEMBER => Test::Member,
        _ => return Err(Unfit::new("one of its nodes has an unknown mode")),
    };
    let value = match test {
        Test::Member => T::from_count(given.set_of.get(index).copied().unwrap_or_default()),
        _ => given.splits.get(index).copied().ok_or_else(missing)?,
    };
    let feature = given.features.get(index).and_then(|&feature| u32::try_from(feature).ok());
    let node = Node {
        value,
        feature: feature.ok_or_else(missing)?,
        yes: 0,
        no: 0,
        test,
        missing_passes: given.missing.get(index) == Some(&1),
    };
    Ok((node, [child(&given.yes)?, child(&given.no)?]))
}
