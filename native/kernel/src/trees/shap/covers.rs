//! How many rows went through each node, by which path-dependent SHAP values weigh the ways that a row did not take.

use super::super::attributes::RawNode;
use super::super::ensemble::Ensemble;
use super::super::{Number, Unfit};
use super::lanes::{LANES, outcome_bits};

/// How far the covers of two children may be from their parent's: they are sums that were rounded to `float`.
const TOLERANCE: f64 = 1e-3;

/// The cover of each node of an ensemble, by the node's index; those that no tree leads to have none.
#[derive(Debug, Clone, PartialEq)]
pub struct Covers(pub Vec<f64>);

impl Covers {
    /// The share of the rows at a node that go on to its child, given the child's sibling; halves where no row came so far.
    pub fn share(&self, child: u32, sibling: u32) -> f64 {
        let of = |node: u32| self.0.get(node as usize).copied().unwrap_or(0.0);
        let both = of(child) + of(sibling);
        if both > 0.0 { of(child) / both } else { 0.5 }
    }

    /// The covers that the file gives as hit rates; `None` where they cannot be covers. Most converters write ones.
    ///
    /// # Errors
    /// For a node that cannot be read.
    pub fn of_file<T: Number>(node: &RawNode<'_>, ensemble: &Ensemble<T>) -> Result<Option<Self>, Unfit> {
        let given = node.floats("nodes_hitrates")?;
        if given.len() != ensemble.nodes.len() {
            return Ok(None);
        }
        let covers = Self(given.into_iter().map(f64::from).collect());
        Ok(covers.add_up(ensemble).then_some(covers))
    }

    /// Whether every node that is no leaf has the rows of its two children, and every root some.
    fn add_up<T: Number>(&self, ensemble: &Ensemble<T>) -> bool {
        let of = |node: u32| self.0.get(node as usize).copied().filter(|cover| *cover >= 0.0);
        let mut pending = ensemble.roots.clone();
        let rooted =
            pending.iter().all(|&root| of(root).is_some_and(|cover| cover > 0.0 && cover.is_finite()));
        // A damaged file may lead in circles.
        let mut left = ensemble.nodes.len();
        while let (Some(at), true) = (pending.pop(), rooted) {
            let Some(node) = ensemble.nodes.get(at as usize).filter(|node| !node.is_leaf()) else { continue };
            let (Some(all), Some(yes), Some(no), 1..) = (of(at), of(node.yes), of(node.no), left) else {
                return false;
            };
            if (yes + no - all).abs() > TOLERANCE * all {
                return false;
            }
            left -= 1;
            pending.extend([node.yes, node.no]);
        }
        rooted
    }
}

/// Rows counted through the trees of an ensemble.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Passages {
    /// How many rows were counted.
    pub rows: u64,
    /// How many reached each node.
    nodes: Vec<u64>,
}

impl Passages {
    /// Counts the rows of `columns`, one feature after another.
    pub fn add<T: Number>(&mut self, ensemble: &Ensemble<T>, columns: &[&[T]], rows: usize) {
        self.rows += rows as u64;
        self.nodes.resize(ensemble.nodes.len(), 0);
        let mut lanes = vec![[T::default(); LANES]; columns.len()];
        for first in (0..rows).step_by(LANES) {
            let count = LANES.min(rows - first);
            for (lanes, column) in lanes.iter_mut().zip(columns) {
                let values = column.get(first..first + count).unwrap_or_default();
                lanes.iter_mut().zip(values).for_each(|(lane, value)| *lane = *value);
            }
            let all = if count == LANES { u32::MAX >> (32 - LANES) } else { (1 << count) - 1 };
            ensemble.roots.iter().for_each(|&root| self.pass(ensemble, root, all, &lanes));
        }
    }

    fn pass<T: Number>(&mut self, ensemble: &Ensemble<T>, root: u32, all: u32, lanes: &[[T; LANES]]) {
        let mut pending = vec![(root, all)];
        while let Some((at, here)) = pending.pop() {
            let Some(count) = self.nodes.get_mut(at as usize) else { continue };
            *count += u64::from(here.count_ones());
            let Some(node) = ensemble.nodes.get(at as usize).filter(|node| !node.is_leaf()) else { continue };
            let Some(x) = lanes.get(node.feature as usize) else { continue };
            let bits = outcome_bits(node, &ensemble.sets, x);
            let ways = [(node.yes, here & bits), (node.no, here & !bits)];
            pending.extend(ways.into_iter().filter(|(_, rows)| *rows != 0));
        }
    }

    /// Adds what another thread counted.
    pub fn merge(&mut self, other: &Self) {
        self.rows += other.rows;
        self.nodes.resize(self.nodes.len().max(other.nodes.len()), 0);
        self.nodes.iter_mut().zip(&other.nodes).for_each(|(count, more)| *count += more);
    }

    /// The counts as covers.
    pub fn covers(&self) -> Covers {
        Covers(self.nodes.iter().map(|&count| count as f64).collect())
    }
}
