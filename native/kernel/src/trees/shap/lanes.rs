//! Rows side by side: the outcome of one node's test for a block of them.

use super::super::Number;
use super::super::ensemble::{Node, Test};

/// Rows of a block.
pub const LANES: usize = 16;

/// One number for each row of a block.
pub type Doubles = [f64; LANES];

/// Whether each row passes the test of `node`.
#[inline(always)]
fn outcomes<T: Number>(node: &Node<T>, sets: &[Vec<T>], x: &[T; LANES]) -> [bool; LANES] {
    let t = node.value;
    let mut passes = match node.test {
        Test::Leq => x.map(|x| x <= t),
        Test::Lt => x.map(|x| x < t),
        Test::Gte => x.map(|x| x >= t),
        Test::Gt => x.map(|x| x > t),
        Test::Eq => x.map(|x| x == t),
        Test::Neq => x.map(|x| x != t),
        Test::Member | Test::Leaf => x.map(|x| node.passes(x, sets)),
    };
    if node.missing_passes {
        passes.iter_mut().zip(x).for_each(|(passes, x)| *passes |= x.is_nan());
    }
    passes
}

/// One for each row that passes the test of `node`, zero for the others.
#[inline(always)]
pub fn outcome<T: Number>(node: &Node<T>, sets: &[Vec<T>], x: &[T; LANES]) -> Doubles {
    outcomes(node, sets, x).map(|passes| if passes { 1.0 } else { 0.0 })
}

/// A bit for each row that passes the test of `node`, the first row's the lowest.
pub fn outcome_bits<T: Number>(node: &Node<T>, sets: &[Vec<T>], x: &[T; LANES]) -> u32 {
    let passes = outcomes(node, sets, x);
    passes.iter().enumerate().fold(0, |bits, (lane, passes)| bits | u32::from(*passes) << lane)
}
