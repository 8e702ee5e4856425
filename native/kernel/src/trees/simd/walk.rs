//! The walk of a block of rows. Sixteen rows go four steps at a time, one beside another, and those that have arrived are
//! left out of the next four.
#![allow(unsafe_code)]

use super::super::Number;
use super::super::layout::walk::WalkGroup;
use super::super::rows::{BLOCK, Lanes};

/// Rows that walk at once.
const ABREAST: usize = 16;

/// Steps between looks at who has arrived.
const STEPS: usize = 4;

/// The step at which each row of `x` ends in the tree that begins with `root`, counted from there.
///
/// # Panics
/// Where `root` is not one of the group's, or `x` lacks a column.
pub fn leaves<T: Number>(group: &WalkGroup<T>, root: u32, x: &[Lanes<T>]) -> [u32; BLOCK] {
    let (steps, x) = (group.steps(), flat(x));
    assert!(
        (root as usize) < steps.len() && group.lanes() <= x.len(),
        "a group's own root and all its columns"
    );
    let mut at = [root; BLOCK];
    let mut rows: [u8; BLOCK] = std::array::from_fn(|row| row as u8);
    let mut left = BLOCK;
    while left > 0 {
        // Places beyond `left` keep numbers of rows, so that whole chunks can walk: a row more is no harm.
        for rows in rows.as_chunks::<ABREAST>().0.iter().take(left.div_ceil(ABREAST)) {
            let mut here = rows.map(|row| at[usize::from(row) % BLOCK]);
            for _ in 0..STEPS {
                for (here, row) in here.iter_mut().zip(rows) {
                    // SAFETY: a step leads to steps of its group, and looks at lanes below `lanes`, in blocks of BLOCK.
                    unsafe {
                        let step = steps.get_unchecked(*here as usize);
                        let value = *x.get_unchecked(step.lane as usize + usize::from(*row) % BLOCK);
                        *here = step.low + u32::from(value > step.threshold);
                    }
                }
            }
            for (here, row) in here.iter().zip(rows) {
                at[usize::from(*row) % BLOCK] = *here;
            }
        }
        let mut kept = 0;
        for index in 0..left {
            let row = rows[index];
            let here = at[usize::from(row) % BLOCK];
            rows[kept] = row;
            kept += usize::from(steps.get(here as usize).is_some_and(|step| step.low != here));
        }
        left = kept;
    }
    at.map(|at| at - root)
}

/// Trees that one row walks through at once.
const TREES: usize = 8;

/// The steps at which row `row` of `x` ends in the trees of `group`, each with the index of its tree.
///
/// # Panics
/// Where `x` lacks a column or `row` is beyond a block.
pub fn steps_of_row<T: Number>(
    group: &WalkGroup<T>,
    x: &[Lanes<T>],
    row: usize,
    mut arrived: impl FnMut(usize, u32),
) {
    let (steps, x) = (group.steps(), flat(x));
    assert!(
        group.roots.iter().all(|root| (*root as usize) < steps.len()) && group.lanes() <= x.len(),
        "a group's own roots and all its columns"
    );
    assert!(row < BLOCK, "a row of the block");
    for (chunk, roots) in group.roots.chunks(TREES).enumerate() {
        // Where trees are fewer the first is walked again, which is no harm.
        let mut at: [u32; TREES] = std::array::from_fn(|tree| roots.get(tree).copied().unwrap_or(roots[0]));
        loop {
            let before = at;
            for _ in 0..STEPS {
                for at in &mut at {
                    // SAFETY: a step leads to steps of its group, and looks at lanes below `lanes`, in blocks of BLOCK.
                    unsafe {
                        let step = steps.get_unchecked(*at as usize);
                        let value = *x.get_unchecked(step.lane as usize + row);
                        *at = step.low + u32::from(value > step.threshold);
                    }
                }
            }
            if at == before {
                break;
            }
        }
        for (tree, step) in at.iter().enumerate().take(roots.len()) {
            arrived(chunk * TREES + tree, *step);
        }
    }
}

/// The values of all columns, a block of rows of each after another.
fn flat<T>(x: &[Lanes<T>]) -> &[T] {
    const { assert!(size_of::<Lanes<f32>>() == BLOCK * 4 && size_of::<Lanes<f64>>() == BLOCK * 8) };
    // SAFETY: lanes are BLOCK values and nothing else, as was just checked for both precisions.
    unsafe { std::slice::from_raw_parts(x.as_ptr().cast::<T>(), x.len() * BLOCK) }
}
