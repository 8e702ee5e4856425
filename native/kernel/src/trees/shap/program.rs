//! A tree as the steps that explain it: down into each branch and back, with what the covers say of it.

use super::super::ensemble::{Ensemble, Node};
use super::super::{Number, Unfit};
use super::covers::Covers;
use super::pass::Pass;
use super::quadrature::{Point, points};

/// One step of the walk over a tree. The level is the number of branches above.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Into the first child of the branch.
    Enter(u32),
    /// From the first child into the second.
    Turn(u32),
    /// Back from the second child.
    Leave(u32),
    /// A leaf, by its place among the tree's leaves.
    Leaf(u32),
}

/// A node that tests a feature.
#[derive(Debug, Clone, PartialEq)]
pub struct Branch<T> {
    /// The test.
    pub node: Node<T>,
    /// The level of the last child on the way here that the same feature led to; 0, the root's, where there is none.
    pub earlier: u32,
    /// The branch's own level.
    pub level: u32,
    /// The share of the rows of `earlier`'s parent that came as far as each of the two children, by this feature alone.
    pub shares: [f64; 2],
    /// The same of the child at `earlier`; one where there is none.
    pub earlier_share: f64,
}

/// A tree ready to be explained.
#[derive(Debug, Clone)]
pub struct Tree<T> {
    /// Its branches in the order in which they are entered.
    pub branches: Vec<Branch<T>>,
    /// The walk.
    pub steps: Vec<Step>,
    /// Its leaves, as nodes of the ensemble.
    pub leaves: Vec<u32>,
    /// The share of the rows that reached each leaf.
    pub leaf_shares: Vec<f64>,
    /// One more than the deepest level.
    pub levels: usize,
    /// The integrals over its points, a few at a time.
    pub passes: Vec<Pass>,
}

/// A place on the way down: the feature that led there, and the share of the rows that it alone lets through.
#[derive(Debug, Clone, Copy)]
struct Place {
    feature: Option<u32>,
    share: f64,
}

/// What is still to be done.
enum Task {
    Visit(u32, f64),
    Turn(u32, u32, f64),
    Leave(u32),
}

/// Most branches on a way from a root to a leaf.
const MOST_LEVELS: usize = 4096;

impl<T: Number> Tree<T> {
    /// The tree under `root`.
    ///
    /// # Errors
    /// For nodes that more than one way leads to.
    pub fn new(ensemble: &Ensemble<T>, root: u32, covers: &Covers) -> Result<Self, Unfit> {
        let mut builder = Builder {
            ensemble,
            covers,
            way: vec![Place { feature: None, share: 1.0 }],
            widest: 0,
            tree: Self {
                branches: vec![],
                steps: vec![],
                leaves: vec![],
                leaf_shares: vec![],
                levels: 1,
                passes: vec![],
            },
        };
        builder.walk(root)?;
        let Builder { mut tree, widest, .. } = builder;
        // The integrand has one factor for each feature of a way but the one that is explained.
        let points = points(widest.div_ceil(2).max(1));
        let passes = points.len().div_ceil(Pass::MOST_POINTS);
        let pass = |points: &[Point]| Pass::new(points, &tree.branches);
        tree.passes = points.chunks(points.len().div_ceil(passes)).map(pass).collect();
        Ok(tree)
    }
}

struct Builder<'e, T> {
    ensemble: &'e Ensemble<T>,
    covers: &'e Covers,
    way: Vec<Place>,
    /// The most features on one way.
    widest: usize,
    tree: Tree<T>,
}

impl<T: Number> Builder<'_, T> {
    fn walk(&mut self, root: u32) -> Result<(), Unfit> {
        let mut pending = vec![Task::Visit(root, 1.0)];
        let mut left = self.ensemble.nodes.len();
        while let Some(task) = pending.pop() {
            match task {
                Task::Visit(at, share) => {
                    left = left.checked_sub(1).ok_or_else(shared_nodes)?;
                    self.visit(at, share, &mut pending)?;
                }
                Task::Turn(branch, child, share) => {
                    self.tree.steps.push(Step::Turn(branch));
                    self.go(branch, 1);
                    pending.push(Task::Visit(child, share));
                }
                Task::Leave(branch) => {
                    self.tree.steps.push(Step::Leave(branch));
                    self.way.pop();
                }
            }
        }
        Ok(())
    }

    fn visit(&mut self, at: u32, share: f64, pending: &mut Vec<Task>) -> Result<(), Unfit> {
        let node = *self.ensemble.nodes.get(at as usize).ok_or_else(shared_nodes)?;
        if node.is_leaf() {
            self.tree.steps.push(Step::Leaf(self.tree.leaves.len() as u32));
            self.tree.leaves.push(at);
            self.tree.leaf_shares.push(share);
            self.widest = self.widest.max(self.features_on_way());
            return Ok(());
        }
        let level = self.way.len() - 1;
        if level >= MOST_LEVELS {
            return Err(Unfit::new(format!("one of its trees has more than {MOST_LEVELS} levels")));
        }
        let earlier = self.way.iter().rposition(|place| place.feature == Some(node.feature)).unwrap_or(0);
        let earlier_share = self.way.get(earlier).map_or(1.0, |place| place.share);
        let own = self.covers.share(node.yes, node.no);
        let own = [own, 1.0 - own];
        let index = self.tree.branches.len() as u32;
        self.tree.branches.push(Branch {
            node,
            earlier: earlier as u32,
            level: level as u32,
            shares: own.map(|own| own * earlier_share),
            earlier_share,
        });
        self.tree.levels = self.tree.levels.max(level + 2);
        self.tree.steps.push(Step::Enter(index));
        self.way.push(Place { feature: Some(node.feature), share: 0.0 });
        self.go(index, 0);
        let [yes, no] = own.map(|own| own * share);
        pending.extend([Task::Leave(index), Task::Turn(index, node.no, no), Task::Visit(node.yes, yes)]);
        Ok(())
    }

    /// Makes the last place on the way the child `side` of `branch`.
    fn go(&mut self, branch: u32, side: usize) {
        let share =
            self.tree.branches.get(branch as usize).and_then(|branch| branch.shares.get(side).copied());
        if let Some(place) = self.way.last_mut() {
            place.share = share.unwrap_or(0.0);
        }
    }

    fn features_on_way(&self) -> usize {
        let mut features: Vec<u32> = self.way.iter().filter_map(|place| place.feature).collect();
        features.sort_unstable();
        features.dedup();
        features.len()
    }
}

fn shared_nodes() -> Unfit {
    Unfit::new("some of its nodes are reached in more than one way")
}
