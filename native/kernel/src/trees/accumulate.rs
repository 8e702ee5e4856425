//! What leaves add to the scores, in the order of the trees.

use super::Number;
use super::ensemble::Ensemble;
use super::finish::{Aggregate, Finish, Score};
use super::rows::{BLOCK, Lanes};

/// The targets that one tree adds to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// Every leaf has one weight, of this target.
    One(u32),
    /// Every leaf has a weight for each target; zero where the file has none, which changes no sum.
    Each,
}

/// Sums: every target gets a weight in every row, or in none.
#[derive(Debug, Clone, PartialEq)]
pub struct Sums<T> {
    /// For each tree its target and the first of its values.
    pub trees: Vec<(Target, usize)>,
    /// The weights leaf by leaf.
    pub values: Vec<T>,
    /// Which targets get weights.
    pub has: Vec<bool>,
}

/// Everything else: the weights of each leaf as the file lists them.
#[derive(Debug, Clone, PartialEq)]
pub struct Lists<T> {
    /// For each tree the first of its leaves.
    trees: Vec<usize>,
    /// Where each leaf's weights are.
    leaves: Vec<(u32, u32)>,
    weights: Vec<super::ensemble::Weight<T>>,
}

/// The weights of an ensemble by tree and leaf.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs, reason = "the types say it")]
pub enum Weights<T> {
    Sums(Sums<T>),
    Lists(Lists<T>),
}

/// The scores of one block of rows.
#[derive(Debug, Default)]
pub struct BlockScores<T> {
    /// Sums of each target.
    pub sums: Vec<Lanes<T>>,
    /// For [`Weights::Lists`], the scores of each row.
    lists: Vec<Score<T>>,
    row: Vec<Score<T>>,
}

impl<T: Number> Weights<T> {
    /// The weights of `ensemble` where `leaves` has the leaves of each tree in their order in the layout.
    pub fn new(ensemble: &Ensemble<T>, leaves: &[Vec<u32>]) -> Self {
        sums(ensemble, leaves).map_or_else(|| Self::Lists(lists(ensemble, leaves)), Self::Sums)
    }

    /// Sets `scores` back for the next block.
    pub fn start(&self, finish: &Finish<T>, scores: &mut BlockScores<T>) {
        match self {
            Self::Sums(_) => {
                scores.sums.clear();
                scores.sums.resize(finish.targets, Lanes::default());
            }
            Self::Lists(_) => {
                scores.lists.clear();
                scores.lists.resize(finish.targets * BLOCK, Score::default());
            }
        }
    }

    /// Adds what the leaves of `tree` have, of which `leaves` holds one for each row.
    pub fn add(&self, finish: &Finish<T>, tree: usize, leaves: &[u32; BLOCK], scores: &mut BlockScores<T>) {
        match self {
            Self::Sums(sums) => sums.add(tree, leaves, &mut scores.sums),
            Self::Lists(lists) => lists.add(finish, tree, leaves, &mut scores.lists),
        }
    }

    /// Adds what one `leaf` of `tree` has to the scores of one `row`.
    pub fn add_one(
        &self,
        finish: &Finish<T>,
        tree: usize,
        leaf: u32,
        row: usize,
        scores: &mut BlockScores<T>,
    ) {
        match self {
            Self::Sums(sums) => sums.add_one(tree, leaf, row, &mut scores.sums),
            Self::Lists(lists) => {
                let start = row * finish.targets;
                let row = scores.lists.get_mut(start..start + finish.targets).unwrap_or_default();
                lists.add_one(finish, tree, leaf, row);
            }
        }
    }

    /// Writes the first `rows` rows of the block: their values to `out`, a number for each target, and their labels.
    pub fn finish(
        &self,
        finish: &Finish<T>,
        rows: usize,
        scores: &mut BlockScores<T>,
        out: &mut [T],
        mut label: impl FnMut(usize, i64),
    ) {
        let BlockScores { sums, lists, row } = scores;
        row.resize(finish.targets, Score::default());
        for (index, out) in out.chunks_exact_mut(finish.targets).enumerate().take(rows) {
            match self {
                Self::Sums(given) => {
                    for ((score, sum), &has) in row.iter_mut().zip(&*sums).zip(&given.has) {
                        *score = Score { value: sum.0.get(index).copied().unwrap_or_default(), has };
                    }
                }
                Self::Lists(_) => {
                    let start = index * finish.targets;
                    row.copy_from_slice(lists.get(start..start + finish.targets).unwrap_or_default());
                }
            }
            label(index, finish.row(row, out));
        }
    }
}

impl<T: Number> Sums<T> {
    fn add_one(&self, tree: usize, leaf: u32, row: usize, sums: &mut [Lanes<T>]) {
        let Some(&(target, first)) = self.trees.get(tree) else { return };
        let value = |place: usize| self.values.get(first + place).copied().unwrap_or_default();
        let mut add = |target: usize, value: T| {
            if let Some(sum) = sums.get_mut(target).and_then(|sum| sum.0.get_mut(row)) {
                *sum = *sum + value;
            }
        };
        match target {
            Target::One(target) => add(target as usize, value(leaf as usize)),
            Target::Each => {
                let width = self.has.len();
                (0..width).for_each(|target| add(target, value(leaf as usize * width + target)));
            }
        }
    }

    fn add(&self, tree: usize, leaves: &[u32; BLOCK], sums: &mut [Lanes<T>]) {
        let Some(&(target, first)) = self.trees.get(tree) else { return };
        let values = self.values.get(first..).unwrap_or_default();
        match target {
            Target::One(target) => {
                let Some(sum) = sums.get_mut(target as usize) else { return };
                for (sum, &leaf) in sum.0.iter_mut().zip(leaves) {
                    *sum = *sum + values.get(leaf as usize).copied().unwrap_or_default();
                }
            }
            Target::Each => {
                let width = sums.len();
                for (target, sum) in sums.iter_mut().enumerate() {
                    for (sum, &leaf) in sum.0.iter_mut().zip(leaves) {
                        *sum = *sum + values.get(leaf as usize * width + target).copied().unwrap_or_default();
                    }
                }
            }
        }
    }
}

impl<T: Number> Lists<T> {
    fn add(&self, finish: &Finish<T>, tree: usize, leaves: &[u32; BLOCK], scores: &mut [Score<T>]) {
        for (scores, &leaf) in scores.chunks_exact_mut(finish.targets).zip(leaves) {
            self.add_one(finish, tree, leaf, scores);
        }
    }

    /// `scores` are those of one row.
    fn add_one(&self, finish: &Finish<T>, tree: usize, leaf: u32, scores: &mut [Score<T>]) {
        let first = self.trees.get(tree).copied().unwrap_or_default();
        let (start, end) = self.leaves.get(first + leaf as usize).copied().unwrap_or_default();
        for weight in self.weights.get(start as usize..end as usize).unwrap_or_default() {
            if let Some(score) = scores.get_mut(weight.target as usize) {
                finish.collect(score, weight.value);
            }
        }
    }
}

/// The weights as sums; `None` where a leaf has two weights of one target, or a target's weights depend on the row.
fn sums<T: Number>(ensemble: &Ensemble<T>, leaves: &[Vec<u32>]) -> Option<Sums<T>> {
    let targets = ensemble.finish.targets;
    if !matches!(ensemble.finish.aggregate, Aggregate::Sum | Aggregate::Average) {
        return None;
    }
    let (mut all, mut some) = (vec![false; targets], vec![false; targets]);
    let mut sums = Sums { trees: Vec::with_capacity(leaves.len()), values: Vec::new(), has: Vec::new() };
    for leaves in leaves {
        let (mut counts, mut only, first) = (vec![0_usize; targets], None, sums.values.len());
        let mut one = true;
        for &leaf in leaves {
            let node = ensemble.nodes.get(leaf as usize)?;
            let weights = ensemble.weights_of(node);
            one &=
                weights.len() == 1 && *only.get_or_insert(weights.first()?.target) == weights.first()?.target;
            for (index, weight) in weights.iter().enumerate() {
                *counts.get_mut(weight.target as usize)? += 1;
                if targets > 1 && weights.iter().take(index).any(|other| other.target == weight.target) {
                    return None;
                }
            }
        }
        if targets == 1 {
            // With one target ONNX Runtime adds the first weight of a leaf, or its threshold where it has none.
            sums.values.extend(
                leaves.iter().filter_map(|&leaf| ensemble.nodes.get(leaf as usize)).map(|node| node.value),
            );
            sums.trees.push((Target::One(0), first));
            all.fill(true);
            continue;
        }
        for ((all, some), &count) in all.iter_mut().zip(&mut some).zip(&counts) {
            *all |= count == leaves.len();
            *some |= count > 0;
        }
        match only.filter(|_| one) {
            Some(target) => {
                sums.trees.push((Target::One(target), first));
                sums.values.extend(
                    leaves
                        .iter()
                        .filter_map(|&leaf| ensemble.nodes.get(leaf as usize))
                        .map(|node| node.value),
                );
            }
            None => {
                sums.trees.push((Target::Each, first));
                for &leaf in leaves {
                    let start = sums.values.len();
                    sums.values.resize(start + targets, T::default());
                    for weight in ensemble.weights_of(ensemble.nodes.get(leaf as usize)?) {
                        *sums.values.get_mut(start + weight.target as usize)? = weight.value;
                    }
                }
            }
        }
    }
    if all.iter().zip(&some).any(|(all, some)| *some && !*all) {
        return None;
    }
    sums.has = all;
    Some(sums)
}

fn lists<T: Number>(ensemble: &Ensemble<T>, leaves: &[Vec<u32>]) -> Lists<T> {
    let mut lists = Lists { trees: Vec::new(), leaves: Vec::new(), weights: Vec::new() };
    let nodes = |leaves: &[u32]| leaves.to_vec();
    for leaves in leaves {
        lists.trees.push(lists.leaves.len());
        for node in nodes(leaves).iter().filter_map(|&leaf| ensemble.nodes.get(leaf as usize)) {
            let start = lists.weights.len() as u32;
            if ensemble.finish.targets == 1 {
                lists.weights.push(super::ensemble::Weight { target: 0, value: node.value });
            } else {
                lists.weights.extend_from_slice(ensemble.weights_of(node));
            }
            lists.leaves.push((start, lists.weights.len() as u32));
        }
    }
    lists
}
