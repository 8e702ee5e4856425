//! A tree ensemble as every layout is made from it, in ONNX Runtime's order of trees and weights.

use super::finish::Finish;

/// The test of a node; `x` is the feature's value, `t` the node's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "each says its own comparison")]
pub enum Test {
    Leq,
    Lt,
    Gte,
    Gt,
    Eq,
    Neq,
    /// `x` is in the set whose index [`Node::set`] is.
    Member,
    /// No test: the node is a leaf.
    Leaf,
}

/// A node or leaf.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Node<T> {
    /// The threshold; of a leaf, the weight that an ensemble of one target adds.
    pub value: T,
    /// Index of the feature that is tested.
    pub feature: u32,
    /// Index of the node that follows where the test holds; of a leaf, its first weight.
    pub yes: u32,
    /// Index of the node that follows where it does not; of a leaf, its number of weights.
    pub no: u32,
    /// The test.
    pub test: Test,
    /// Whether NaN passes the test, whatever the comparison says.
    pub missing_passes: bool,
}

/// What a leaf adds to one target.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weight<T> {
    /// Index of the target or class.
    pub target: u32,
    /// The weight.
    pub value: T,
}

/// An ensemble of trees.
#[derive(Debug, Clone, PartialEq)]
pub struct Ensemble<T> {
    /// The nodes of all trees.
    pub nodes: Vec<Node<T>>,
    /// The root of each tree, in the order in which their weights are added.
    pub roots: Vec<u32>,
    /// The weights of all leaves.
    pub weights: Vec<Weight<T>>,
    /// The sets of [`Test::Member`]; the index of one is its node's threshold.
    pub sets: Vec<Vec<T>>,
    /// How scores come of the weights.
    pub finish: Finish<T>,
}

impl<T: super::Number> Node<T> {
    /// Whether this is a leaf.
    pub fn is_leaf(&self) -> bool {
        self.test == Test::Leaf
    }

    /// Index of the set of a [`Test::Member`].
    pub fn set(&self) -> usize {
        self.value.double() as usize
    }

    /// Whether `x` passes the test, in C's comparisons: only `!=` holds for NaN.
    pub fn passes(&self, x: T, sets: &[Vec<T>]) -> bool {
        let holds = match self.test {
            Test::Leq => x <= self.value,
            Test::Lt => x < self.value,
            Test::Gte => x >= self.value,
            Test::Gt => x > self.value,
            Test::Eq => x == self.value,
            Test::Neq => x != self.value,
            Test::Member => sets.get(self.set()).is_some_and(|set| set.contains(&x)),
            Test::Leaf => false,
        };
        holds || (self.missing_passes && x.is_nan())
    }
}

impl<T: super::Number> Ensemble<T> {
    /// One more than the highest feature that is tested; at least one.
    pub fn features(&self) -> usize {
        let tested = self.nodes.iter().filter(|node| !node.is_leaf()).map(|node| node.feature as usize + 1);
        tested.max().unwrap_or(1)
    }

    /// The weights of the leaf `node`.
    pub fn weights_of(&self, node: &Node<T>) -> &[Weight<T>] {
        let first = node.yes as usize;
        self.weights.get(first..first + node.no as usize).unwrap_or_default()
    }

    /// The leaf that a row reaches in the tree under `root`; `feature` gives the row's values.
    pub fn leaf(&self, root: u32, feature: impl Fn(usize) -> T) -> Option<u32> {
        let mut at = root;
        // A path visits each node once, so that more steps than nodes mean a damaged file.
        for _ in 0..=self.nodes.len() {
            let node = self.nodes.get(at as usize)?;
            if node.is_leaf() {
                return Some(at);
            }
            at = if node.passes(feature(node.feature as usize), &self.sets) { node.yes } else { node.no };
        }
        None
    }
}
