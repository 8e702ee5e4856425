//! `TreeEnsembleClassifier` and `TreeEnsembleRegressor` of ai.onnx.ml 1 to 3.

use super::attributes::{Numbers, RawNode};
use super::child_nodes::NodePlaces;
use super::ensemble::{Ensemble, Node, Test, Weight};
use super::finish::{Aggregate, Classes, Finish, Labels};
use super::transform::Transform;
use super::{Number, Unfit};

/// The names that the two operators give to the same thing.
struct Names {
    ids: &'static str,
    nodes: &'static str,
    trees: &'static str,
    weights: &'static str,
    weights_tensor: &'static str,
}

const CLASSIFIER: Names = Names {
    ids: "class_ids",
    nodes: "class_nodeids",
    trees: "class_treeids",
    weights: "class_weights",
    weights_tensor: "class_weights_as_tensor",
};

const REGRESSOR: Names = Names {
    ids: "target_ids",
    nodes: "target_nodeids",
    trees: "target_treeids",
    weights: "target_weights",
    weights_tensor: "target_weights_as_tensor",
};

/// Reads the ensemble of a classifier or regressor whose thresholds are `T`.
///
/// # Errors
/// For what ONNX Runtime refuses, and for what it leaves undefined.
pub fn read<T: Number>(node: &RawNode<'_>, is_classifier: bool) -> Result<Ensemble<T>, Unfit> {
    let names = if is_classifier { CLASSIFIER } else { REGRESSOR };
    let trees = node.ints("nodes_treeids")?;
    let (runs, count) = (tree_runs(&trees)?, trees.len());
    let tree_of = |run: &std::ops::Range<usize>| trees.get(run.start).copied().unwrap_or_default();
    let tree_ids: Vec<i64> = runs.iter().map(tree_of).collect();
    // Lists of numbers as long as this one are let go as soon as they can be: they are most of what reading takes.
    drop(trees);
    let ids = node.ints("nodes_nodeids")?;
    if ids.len() != count {
        return Err(lengths());
    }
    let places: Vec<NodePlaces> =
        runs.iter().map(|run| NodePlaces::new(run.clone(), &ids)).collect::<Result<_, _>>()?;
    drop(ids);
    let mut nodes = nodes::<T>(node, count)?;
    link(node, &mut nodes, &runs, &places)?;
    let targets = targets(node, is_classifier)?;
    let leaves = weighted_leaves(node, &names, &tree_ids, &places)?;
    drop(places);
    let classes = node.ints(names.ids)?;
    let given: Vec<T> = numbers(node, names.weights, names.weights_tensor)?;
    if [classes.len(), leaves.len()] != [given.len(); 2] {
        return Err(lengths());
    }
    let weights = weights(&mut nodes, &leaves, &classes, &given, targets)?;
    drop(leaves);
    let base = numbers(node, "base_values", "base_values_as_tensor")?;
    let classes = classes_of(node, is_classifier, &classes, &given)?;
    let finish = Finish {
        targets,
        trees: runs.len(),
        aggregate: if is_classifier { Aggregate::Sum } else { aggregate(node)? },
        transform: Transform::named(node.text("post_transform")?.unwrap_or("NONE"))
            .ok_or_else(|| Unfit::new("its post_transform is none that Rowcast computes"))?,
        base,
        classes,
    };
    let roots = runs.iter().map(|run| run.start as u32).collect();
    let ensemble = Ensemble { nodes, roots, weights, sets: Vec::new(), finish };
    check_defined(&ensemble, &runs)?;
    Ok(ensemble)
}

/// Refuses what ONNX Runtime computes from memory that it never wrote, or refuses itself for some rows only.
fn check_defined<T: Number>(ensemble: &Ensemble<T>, runs: &[std::ops::Range<usize>]) -> Result<(), Unfit> {
    let Finish { targets, base, classes, .. } = &ensemble.finish;
    let allowed: &[usize] = if classes.is_some() && *targets == 2 { &[0, 1, 2] } else { &[0, *targets] };
    if !allowed.contains(&base.len()) {
        return Err(Unfit::new(format!("it has {} base values for {targets} targets", base.len())));
    }
    let Some(classes) = classes else { return Ok(()) };
    // Whether every leaf of some tree has a weight of the class, so that every row gets one.
    let always = |class: u32| {
        runs.iter().any(|run| {
            let mut leaves =
                ensemble.nodes.get(run.clone()).into_iter().flatten().filter(|node| node.is_leaf());
            leaves.all(|leaf| ensemble.weights_of(leaf).iter().any(|weight| weight.target == class))
        })
    };
    if *targets == 2 && base.len() == 1 && !classes.binary && !always(1) {
        return Err(Unfit::new("ONNX Runtime leaves the second of its two scores undefined"));
    }
    if *targets > 2 && base.is_empty() && !(0..*targets as u32).any(always) {
        return Err(Unfit::new("some rows may get no weight of any class"));
    }
    Ok(())
}

fn lengths() -> Unfit {
    Unfit::new("its attributes have different lengths")
}

/// The nodes of each tree; its root is the first of them.
fn tree_runs(trees: &[i64]) -> Result<Vec<std::ops::Range<usize>>, Unfit> {
    let mut runs: Vec<std::ops::Range<usize>> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for (place, tree) in trees.iter().enumerate() {
        match runs.last_mut() {
            Some(run) if trees.get(run.start) == Some(tree) => run.end = place + 1,
            _ if seen.insert(*tree) => runs.push(place..place + 1),
            _ => return Err(Unfit::new("the nodes of one of its trees do not stand together")),
        }
    }
    if runs.is_empty() { Err(Unfit::new("it has no trees")) } else { Ok(runs) }
}

fn nodes<T: Number>(node: &RawNode<'_>, count: usize) -> Result<Vec<Node<T>>, Unfit> {
    let mut nodes = Vec::with_capacity(count);
    node.each_text("nodes_modes", |mode| {
        let test = match mode {
            b"BRANCH_LEQ" => Test::Leq,
            b"BRANCH_LT" => Test::Lt,
            b"BRANCH_GTE" => Test::Gte,
            b"BRANCH_GT" => Test::Gt,
            b"BRANCH_EQ" => Test::Eq,
            b"BRANCH_NEQ" => Test::Neq,
            b"LEAF" => Test::Leaf,
            _ => return Err(Unfit::new("one of its nodes has an unknown mode")),
        };
        nodes.push(Node { value: T::default(), feature: 0, yes: 0, no: 0, test, missing_passes: false });
        Ok(())
    })?;
    let values: Vec<T> = numbers(node, "nodes_values", "nodes_values_as_tensor")?;
    if [nodes.len(), values.len()] != [count; 2] {
        return Err(lengths());
    }
    nodes.iter_mut().zip(values).for_each(|(node, value)| node.value = value);
    let (mut place, mut is_below) = (0, false);
    node.each_int("nodes_featureids", |feature| {
        if let Some(node) = nodes.get_mut(place) {
            node.feature = u32::try_from(feature).unwrap_or_default();
        }
        is_below |= u32::try_from(feature).is_err();
        place += 1;
    })?;
    if place != count {
        return Err(lengths());
    }
    if is_below {
        return Err(Unfit::new("it tests a feature below 0"));
    }
    let mut place = 0;
    node.each_int("nodes_missing_value_tracks_true", |passes| {
        if let Some(node) = nodes.get_mut(place) {
            node.missing_passes = passes == 1;
        }
        place += 1;
    })?;
    Ok(nodes)
}

/// Sets the children of every node that is no leaf.
fn link<T: Number>(
    node: &RawNode<'_>,
    nodes: &mut [Node<T>],
    runs: &[std::ops::Range<usize>],
    places: &[NodePlaces],
) -> Result<(), Unfit> {
    for (name, is_yes) in [("nodes_truenodeids", true), ("nodes_falsenodeids", false)] {
        let (mut place, mut tree, mut is_astray) = (0, 0, false);
        node.each_int(name, |child| {
            while runs.get(tree).is_some_and(|run| run.end <= place) {
                tree += 1;
            }
            let found = places.get(tree).and_then(|places| places.get(child));
            if let Some(node) = nodes.get_mut(place).filter(|node| !node.is_leaf()) {
                *(if is_yes { &mut node.yes } else { &mut node.no }) = found.unwrap_or_default();
                is_astray |= found.is_none();
            }
            place += 1;
        })?;
        if place != nodes.len() {
            return Err(lengths());
        }
        if is_astray {
            return Err(Unfit::new("one of its nodes leads to a node that is not there"));
        }
    }
    Ok(())
}

fn targets(node: &RawNode<'_>, is_classifier: bool) -> Result<usize, Unfit> {
    let targets = if is_classifier {
        let mut texts = 0_i64;
        node.each_text("classlabels_strings", |_| {
            texts += 1;
            Ok(())
        })?;
        if texts == 0 { node.ints("classlabels_int64s")?.len() as i64 } else { texts }
    } else {
        node.int("n_targets")?.unwrap_or(0)
    };
    match usize::try_from(targets) {
        Ok(0) | Err(_) => Err(Unfit::new("it has no targets")),
        Ok(1) if is_classifier => Err(Unfit::new("it has one class only")),
        Ok(targets) => Ok(targets),
    }
}

/// The node of each weight, in the order in which the file lists them.
fn weighted_leaves(
    node: &RawNode<'_>,
    names: &Names,
    tree_ids: &[i64],
    places: &[NodePlaces],
) -> Result<Vec<u32>, Unfit> {
    let of_nodes = node.ints(names.nodes)?;
    let by_tree: std::collections::HashMap<i64, usize> =
        tree_ids.iter().enumerate().map(|(index, &tree)| (tree, index)).collect();
    let mut leaves = Vec::with_capacity(of_nodes.len());
    let (mut count, mut last) = (0, (i64::MIN, None));
    node.each_int(names.trees, |tree| {
        if last.0 != tree || last.1.is_none() {
            last = (tree, by_tree.get(&tree).and_then(|&index| places.get(index)));
        }
        let id = of_nodes.get(count).copied();
        leaves.extend(last.1.zip(id).and_then(|(places, id)| places.get(id)));
        count += 1;
    })?;
    if count != of_nodes.len() {
        return Err(lengths());
    }
    if leaves.len() != count {
        return Err(Unfit::new("one of its weights is of a node that is not there"));
    }
    Ok(leaves)
}

/// Gives each leaf its weights, in the order in which the file lists them.
fn weights<T: Number>(
    nodes: &mut [Node<T>],
    leaves: &[u32],
    classes: &[i64],
    given: &[T],
    targets: usize,
) -> Result<Vec<Weight<T>>, Unfit> {
    for &leaf in leaves {
        if let Some(leaf) = nodes.get_mut(leaf as usize).filter(|node| node.is_leaf()) {
            leaf.no += 1;
        }
    }
    let mut total = 0;
    for leaf in nodes.iter_mut().filter(|node| node.is_leaf()) {
        (leaf.yes, total) = (total, total + leaf.no);
        leaf.no = 0;
    }
    let mut weights = vec![Weight { target: 0, value: T::default() }; total as usize];
    for ((&leaf, &class), &value) in leaves.iter().zip(classes).zip(given) {
        let target = u32::try_from(class).ok().filter(|&target| (target as usize) < targets);
        let target =
            target.ok_or_else(|| Unfit::new("one of its weights is of a target that is not there"))?;
        let Some(leaf) = nodes.get_mut(leaf as usize).filter(|node| node.is_leaf()) else { continue };
        if let Some(slot) = weights.get_mut((leaf.yes + leaf.no) as usize) {
            *slot = Weight { target, value };
        }
        if leaf.no == 0 {
            leaf.value = value;
        }
        leaf.no += 1;
    }
    Ok(weights)
}

fn classes_of<T: Number>(
    node: &RawNode<'_>,
    is_classifier: bool,
    ids: &[i64],
    weights: &[T],
) -> Result<Option<Classes>, Unfit> {
    if !is_classifier {
        return Ok(None);
    }
    let mut texts = Vec::new();
    node.each_text("classlabels_strings", |text| {
        let text = str::from_utf8(text).map_err(|_| Unfit::new("one of its labels is not UTF-8"))?;
        texts.push(text.to_owned());
        Ok(())
    })?;
    let labels = if texts.is_empty() {
        Labels::Integers(node.ints("classlabels_int64s")?)
    } else {
        Labels::Texts(texts)
    };
    let count = match &labels {
        Labels::Integers(labels) => labels.len(),
        Labels::Texts(labels) => labels.len(),
    };
    let one_class = ids.first().is_some_and(|first| ids.iter().all(|id| id == first));
    let positive = !weights.iter().any(|weight| *weight < T::default());
    Ok(Some(Classes { labels, binary: count == 2 && one_class, positive }))
}

fn aggregate(node: &RawNode<'_>) -> Result<Aggregate, Unfit> {
    match node.text("aggregate_function")?.unwrap_or("SUM") {
        "SUM" => Ok(Aggregate::Sum),
        "AVERAGE" => Ok(Aggregate::Average),
        "MIN" => Ok(Aggregate::Min),
        "MAX" => Ok(Aggregate::Max),
        _ => Err(Unfit::new("its aggregate_function is unknown")),
    }
}

/// The floats of one attribute, or the tensor of another.
fn numbers<T: Number>(node: &RawNode<'_>, floats: &str, tensor: &str) -> Result<Vec<T>, Unfit> {
    match node.tensor(tensor)? {
        Some(Numbers::Single(values)) => Ok(values.into_iter().map(T::from_single).collect()),
        Some(Numbers::Double(values)) => Ok(values.into_iter().map(T::from_double).collect()),
        Some(Numbers::Bytes(_)) => Err(Unfit::new("its values are bytes")),
        None => Ok(node.floats(floats)?.into_iter().map(T::from_single).collect()),
    }
}
