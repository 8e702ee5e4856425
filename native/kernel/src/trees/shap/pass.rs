//! The walk over one tree at a few points of the integral, for a block of rows at once.
//!
//! The Shapley value of feature `f` in a tree is the sum over its leaves of
//! `value * (o_f - z_f) * ∫ Π_{g≠f} (z_g (1-t) + o_g t) dt` over t in [0,1], where for each feature on the way to the leaf `z` is the
//! share of the rows that its branches let through, and `o` is one where the explained row passes them, otherwise zero: the integral
//! of `t^s (1-t)^r` is the weight `s! r! / (s+r+1)!` of a coalition. The integrand is a polynomial, so that a few points give it
//! exactly. Products over the way down are shared by all leaves below, and sums over the leaves by all branches above, as in Yu et
//! al., Linear TreeSHAP (2022); a feature's factor is divided out of its products where it ends or is tested again.

use super::super::Number;
use super::lanes::{Doubles, LANES, outcome};
use super::program::{Branch, Step, Tree};
use super::quadrature::Point;

/// What a child's branch is multiplied by at each point: `other + o_earlier * earlier + o * own`.
#[derive(Debug, Clone, Copy)]
struct Side<const Q: usize> {
    other: f64,
    earlier: [f64; Q],
    own: [f64; Q],
    /// What the sum over the leaves below has to be multiplied by, where the row passes the feature's branches.
    end: [f64; Q],
}

/// The constants of one branch.
#[derive(Debug, Clone, Copy)]
struct Factors<const Q: usize> {
    sides: [Side<Q>; 2],
    /// `end` of the child at [`Branch::earlier`].
    earlier_end: [f64; Q],
}

/// The constants of `Q` points.
#[derive(Debug, Clone)]
pub struct PointsOf<const Q: usize> {
    /// What a leaf's value is multiplied by.
    leaf: [f64; Q],
    branches: Vec<Factors<Q>>,
}

/// The constants of one to four points.
#[derive(Debug, Clone)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Pass {
    One(PointsOf<1>),
    Two(PointsOf<2>),
    Three(PointsOf<3>),
    Four(PointsOf<4>),
}

/// What the walk holds of one place on its way.
#[derive(Debug, Clone, Copy)]
pub struct Level {
    /// The product of the factors on the way here, at each point.
    product: [Doubles; Pass::MOST_POINTS],
    /// The sum over the leaves below.
    sum: [Doubles; Pass::MOST_POINTS],
    /// Whether the row passes all branches on the way that test the feature of the last of them.
    passes: Doubles,
    /// The same for the second child of the branch here.
    passes_second: Doubles,
    /// What the first child gave to the feature.
    first: Doubles,
}

impl Default for Level {
    fn default() -> Self {
        let zeros = [[0.0; LANES]; Pass::MOST_POINTS];
        Self {
            product: [[1.0; LANES]; Pass::MOST_POINTS],
            sum: zeros,
            passes: [1.0; LANES],
            passes_second: [0.0; LANES],
            first: [0.0; LANES],
        }
    }
}

impl Pass {
    /// Most points of one pass: what a branch works on then stays in registers.
    pub const MOST_POINTS: usize = 4;

    /// The pass over these points, of which there are [`Self::MOST_POINTS`] at most.
    pub fn new<T>(points: &[Point], branches: &[Branch<T>]) -> Self {
        match *points {
            [a, b, c, d] => Self::Four(PointsOf::new([a, b, c, d], branches)),
            [a, b, c] => Self::Three(PointsOf::new([a, b, c], branches)),
            [a, b] => Self::Two(PointsOf::new([a, b], branches)),
            [a] => Self::One(PointsOf::new([a], branches)),
            _ => Self::One(PointsOf { leaf: [0.0], branches: Vec::new() }),
        }
    }
}

impl<const Q: usize> PointsOf<Q> {
    fn new<T>(points: [Point; Q], branches: &[Branch<T>]) -> Self {
        let factors = |branch: &Branch<T>| Factors {
            sides: branch.shares.map(|share| Side::new(points, share, branch)),
            earlier_end: points.map(|point| end(point, branch.earlier_share)),
        };
        Self {
            leaf: points.map(|point| point.weight / (1.0 - point.at)),
            branches: branches.iter().map(factors).collect(),
        }
    }
}

/// A feature's factor where the row passes its branches and these let `share` of the rows through.
fn passed(point: Point, share: f64) -> f64 {
    share * (1.0 - point.at) + point.at
}

/// `(o - z) / factor`, times `1 - t`: this for `o = 1` less the same for `o = 0`, which is -1.
fn end(point: Point, share: f64) -> f64 {
    1.0 / passed(point, share)
}

impl<const Q: usize> Side<Q> {
    fn new<T>(points: [Point; Q], share: f64, branch: &Branch<T>) -> Self {
        let before = |point| passed(point, branch.earlier_share);
        // Where the row has failed an earlier branch, the factor shrinks by the branch's own share.
        let other = if branch.earlier_share > 0.0 { share / branch.earlier_share } else { 0.0 };
        let failed = |point: Point| share * (1.0 - point.at) / before(point);
        Self {
            other,
            earlier: points.map(|point| failed(point) - other),
            own: points.map(|point| point.at / before(point)),
            end: points.map(|point| end(point, share)),
        }
    }

    /// Multiplies the products at `from` by this side's factors into those at `to`; without `earlier` every row has passed.
    #[inline(always)]
    fn go(&self, earlier: Option<&Doubles>, own: &Doubles, from: &[Doubles; 4], to: &mut [Doubles; 4]) {
        for (q, (from, to)) in from.iter().zip(to).take(Q).enumerate() {
            let mut products = *from;
            for lane in 0..LANES {
                let failed = match earlier {
                    Some(earlier) => earlier[lane].mul_add(self.earlier[q], self.other),
                    None => self.other + self.earlier[q],
                };
                products[lane] *= own[lane].mul_add(self.own[q], failed);
            }
            *to = products;
        }
    }
}

/// `weights` of `sums`, for each row.
#[inline(always)]
fn weighted<const Q: usize>(weights: &[f64; Q], sums: &[Doubles; 4]) -> Doubles {
    let mut total = [0.0; LANES];
    for (weight, sum) in weights.iter().zip(sums) {
        for lane in 0..LANES {
            total[lane] = sum[lane].mul_add(*weight, total[lane]);
        }
    }
    total
}

/// The level `at` and the one below it.
fn pair(levels: &mut [Level], at: usize) -> Option<&mut [Level; 2]> {
    levels.get_mut(at..at + 2)?.try_into().ok()
}

/// Adds to `contributions`, one for each feature, what `tree` gives to them for the rows of `x`.
#[inline(always)]
pub fn explain<T: Number>(
    tree: &Tree<T>,
    sets: &[Vec<T>],
    values: &[f64],
    x: &[[T; LANES]],
    levels: &mut [Level],
    contributions: &mut [Doubles],
) {
    let mut work = Walk { tree, sets, values, x, levels, contributions };
    for pass in &tree.passes {
        match pass {
            Pass::One(points) => work.walk(points),
            Pass::Two(points) => work.walk(points),
            Pass::Three(points) => work.walk(points),
            Pass::Four(points) => work.walk(points),
        }
    }
}

struct Walk<'w, T> {
    tree: &'w Tree<T>,
    sets: &'w [Vec<T>],
    values: &'w [f64],
    x: &'w [[T; LANES]],
    levels: &'w mut [Level],
    contributions: &'w mut [Doubles],
}

impl<T: Number> Walk<'_, T> {
    #[inline(always)]
    fn walk<const Q: usize>(&mut self, points: &PointsOf<Q>) {
        let mut level = 0;
        for step in &self.tree.steps {
            match *step {
                Step::Enter(branch) => {
                    self.enter(points, branch as usize);
                    level += 1;
                }
                Step::Turn(branch) => self.turn(points, branch as usize),
                Step::Leave(branch) => {
                    self.leave(points, branch as usize);
                    level -= 1;
                }
                Step::Leaf(leaf) => {
                    let value = self.values.get(leaf as usize).copied().unwrap_or(0.0);
                    let Some(level) = self.levels.get_mut(level) else { continue };
                    for (q, scale) in points.leaf.iter().enumerate() {
                        let scale = scale * value;
                        level.sum[q] = level.product[q].map(|product| product * scale);
                    }
                }
            }
        }
    }

    #[inline(always)]
    fn enter<const Q: usize>(&mut self, points: &PointsOf<Q>, index: usize) {
        let (Some(branch), Some(factors)) = (self.tree.branches.get(index), points.branches.get(index))
        else {
            return;
        };
        let Some(x) = self.x.get(branch.node.feature as usize) else { return };
        let Some(earlier) = self.levels.get(branch.earlier as usize).map(|level| level.passes) else {
            return;
        };
        let at = branch.level as usize;
        let Some([here, below]) = pair(self.levels, at) else { return };
        let mut passes = outcome(&branch.node, self.sets, x);
        let mut second = earlier;
        for lane in 0..LANES {
            passes[lane] *= earlier[lane];
            second[lane] -= passes[lane];
        }
        here.passes_second = second;
        below.passes = passes;
        factors.sides[0].go(
            (branch.earlier > 0).then_some(&earlier),
            &passes,
            &here.product,
            &mut below.product,
        );
    }

    #[inline(always)]
    fn turn<const Q: usize>(&mut self, points: &PointsOf<Q>, index: usize) {
        let (Some(branch), Some(factors)) = (self.tree.branches.get(index), points.branches.get(index))
        else {
            return;
        };
        let Some(earlier) = self.levels.get(branch.earlier as usize).map(|level| level.passes) else {
            return;
        };
        let at = branch.level as usize;
        let Some([here, below]) = pair(self.levels, at) else { return };
        let ended = weighted(&factors.sides[0].end, &below.sum);
        let mut first = below.passes;
        first.iter_mut().zip(&ended).for_each(|(passes, ended)| *passes *= ended);
        here.first = first;
        here.sum[..Q].copy_from_slice(&below.sum[..Q]);
        below.passes = here.passes_second;
        factors.sides[1].go(
            (branch.earlier > 0).then_some(&earlier),
            &below.passes,
            &here.product,
            &mut below.product,
        );
    }

    #[inline(always)]
    fn leave<const Q: usize>(&mut self, points: &PointsOf<Q>, index: usize) {
        let (Some(branch), Some(factors)) = (self.tree.branches.get(index), points.branches.get(index))
        else {
            return;
        };
        let Some(earlier) = self.levels.get(branch.earlier as usize).map(|level| level.passes) else {
            return;
        };
        let at = branch.level as usize;
        let Some([here, below]) = pair(self.levels, at) else { return };
        let Some(contribution) = self.contributions.get_mut(branch.node.feature as usize) else { return };
        let ended = weighted(&factors.sides[1].end, &below.sum);
        for q in 0..Q {
            let mut sum = here.sum[q];
            sum.iter_mut().zip(&below.sum[q]).for_each(|(sum, below)| *sum += below);
            here.sum[q] = sum;
        }
        let before = weighted(&factors.earlier_end, &here.sum);
        let mut gained = here.first;
        for lane in 0..LANES {
            gained[lane] += below.passes[lane] * ended[lane] - earlier[lane] * before[lane];
        }
        contribution.iter_mut().zip(&gained).for_each(|(sum, gained)| *sum += gained);
    }
}
