//! The walk of some blocks of rows. Sixteen rows go four steps at a time, one beside another, and those that have arrived are
//! left out of the next four.
#![allow(unsafe_code)]

use super::super::Number;
use super::super::layout::walk::{Index, Step, Steps, WalkGroup};
use super::super::rows::{BLOCK, Lanes};

/// Rows that walk at once.
const ABREAST: usize = 16;

/// Steps between looks at who has arrived.
const STEPS: usize = 4;

/// Most blocks that walk through a tree together: the last of a block to arrive are few, and would walk beside rows that
/// have arrived.
pub const TOGETHER: usize = 4;

/// Rows of as many blocks.
const ROWS: usize = TOGETHER * BLOCK;

/// The step at which each row of some blocks ends in tree `tree` of `group`, counted from the tree's first. Each of the blocks
/// has `stride` of the lanes of `x`, and there are at most [`TOGETHER`].
///
/// # Panics
/// Where the group has no such tree, or `x` lacks a column.
pub fn leaves<T: Number>(
    group: &WalkGroup<T>,
    tree: usize,
    x: &[Lanes<T>],
    stride: usize,
) -> [[u32; BLOCK]; TOGETHER] {
    match group.steps() {
        Steps::Narrow(steps) => leaves_of(group, steps, tree, x, stride),
        Steps::Wide(steps) => leaves_of(group, steps, tree, x, stride),
    }
}

fn leaves_of<T: Number, I: Index>(
    group: &WalkGroup<T>,
    steps: &[Step<T, I>],
    tree: usize,
    x: &[Lanes<T>],
    stride: usize,
) -> [[u32; BLOCK]; TOGETHER] {
    const { assert!(ROWS <= 256, "a byte tells the rows apart") };
    let (steps, blocks, x) = (&steps[group.range(tree)], x.len() / stride, flat(x));
    assert!(!steps.is_empty() && blocks <= TOGETHER, "a tree has a step, and rows have a place");
    assert!(group.lanes() <= stride * BLOCK, "all columns");
    let first_of = |row: u8| (usize::from(row) / BLOCK * stride * BLOCK + usize::from(row) % BLOCK) as u32;
    let mut at = [[0_u32; BLOCK]; TOGETHER];
    let all = at.as_flattened_mut();
    let mut rows: [u8; ROWS] = std::array::from_fn(|row| row as u8);
    let mut left = blocks * BLOCK;
    while left > 0 {
        // Places beyond `left` keep numbers of rows, so that whole chunks can walk: a row more is no harm.
        for rows in rows.as_chunks::<ABREAST>().0.iter().take(left.div_ceil(ABREAST)) {
            let mut here = rows.map(|row| all[usize::from(row) % ROWS]);
            let first = rows.map(first_of);
            for _ in 0..STEPS {
                for (here, first) in here.iter_mut().zip(first) {
                    // SAFETY: a step leads to steps of its tree, and looks at lanes below `lanes`, in blocks of BLOCK.
                    *here = unsafe { next(steps, *here, x, first as usize) };
                }
            }
            for (here, row) in here.iter().zip(rows) {
                all[usize::from(*row) % ROWS] = *here;
            }
        }
        let mut kept = 0;
        for index in 0..left {
            let row = rows[index];
            let here = all[usize::from(row) % ROWS];
            rows[kept] = row;
            kept += usize::from(steps.get(here as usize).is_some_and(|step| step.low.into() != here));
        }
        left = kept;
    }
    at
}

/// The step after step `here` of a tree, for row `row` of the block `x`.
///
/// # Safety
/// `here` is one of `steps`, and `x` has row `row` of all lanes that they look at.
#[inline(always)]
unsafe fn next<T: Number, I: Index>(steps: &[Step<T, I>], here: u32, x: &[T], row: usize) -> u32 {
    // SAFETY: the caller's promise.
    unsafe {
        let step = *steps.get_unchecked(here as usize);
        let value = *x.get_unchecked(step.lane.into() as usize + row);
        step.low.into() + u32::from(value > step.threshold)
    }
}

/// Trees that one row walks through at once.
const TREES: usize = 8;

/// The steps at which row `row` of `x` ends in the trees of `group`, each with the index of its tree and counted from the
/// tree's first.
///
/// # Panics
/// Where `x` lacks a column or `row` is beyond a block.
pub fn steps_of_row<T: Number>(
    group: &WalkGroup<T>,
    x: &[Lanes<T>],
    row: usize,
    arrived: impl FnMut(usize, u32),
) {
    match group.steps() {
        Steps::Narrow(steps) => steps_of_row_in(group, steps, x, row, arrived),
        Steps::Wide(steps) => steps_of_row_in(group, steps, x, row, arrived),
    }
}

fn steps_of_row_in<T: Number, I: Index>(
    group: &WalkGroup<T>,
    steps: &[Step<T, I>],
    x: &[Lanes<T>],
    row: usize,
    mut arrived: impl FnMut(usize, u32),
) {
    let x = flat(x);
    assert!(group.lanes() <= x.len() && row < BLOCK, "all columns, and a row of the block");
    let trees = group.trees();
    for first in (0..trees).step_by(TREES) {
        let count = TREES.min(trees - first);
        // Where trees are fewer the first is walked again, which is no harm.
        let roots: [&[Step<T, I>]; TREES] =
            std::array::from_fn(|tree| &steps[group.range(first + if tree < count { tree } else { 0 })]);
        assert!(roots.iter().all(|steps| !steps.is_empty()), "a tree has a step");
        let mut at = [0_u32; TREES];
        loop {
            let before = at;
            for _ in 0..STEPS {
                for (at, steps) in at.iter_mut().zip(roots) {
                    // SAFETY: a step leads to steps of its tree, and looks at lanes below `lanes`, in blocks of BLOCK.
                    *at = unsafe { next(steps, *at, x, row) };
                }
            }
            if at == before {
                break;
            }
        }
        for (tree, step) in at.iter().enumerate().take(count) {
            arrived(first + tree, *step);
        }
    }
}

/// The values of all columns, a block of rows of each after another.
fn flat<T>(x: &[Lanes<T>]) -> &[T] {
    const { assert!(size_of::<Lanes<f32>>() == BLOCK * 4 && size_of::<Lanes<f64>>() == BLOCK * 8) };
    // SAFETY: lanes are BLOCK values and nothing else, as was just checked for both precisions.
    unsafe { std::slice::from_raw_parts(x.as_ptr().cast::<T>(), x.len() * BLOCK) }
}
