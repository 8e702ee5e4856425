//! Scores in ascending order with the places that they came from.

/// Calls `visit` with each score and its index, the lowest first; no score is NaN, and there are at most 2^32 of them.
pub fn ascending(scores: &[f64], visit: impl FnMut(f64, usize)) {
    // Models give floats, whose 32 bits fit into one word with the index, so that words are sorted instead of pairs.
    if scores.iter().all(|&score| f64::from(score as f32) == score) {
        floats_ascending(scores, visit);
    } else {
        doubles_ascending(scores, visit);
    }
}

fn floats_ascending(scores: &[f64], mut visit: impl FnMut(f64, usize)) {
    let word = |(index, &score): (usize, &f64)| u64::from(float_key(score as f32)) << 32 | index as u64;
    let mut words: Vec<u64> = scores.iter().enumerate().map(word).collect();
    words.sort_unstable();
    for word in words {
        visit(f64::from(float_of((word >> 32) as u32)), (word & u64::from(u32::MAX)) as usize);
    }
}

fn doubles_ascending(scores: &[f64], mut visit: impl FnMut(f64, usize)) {
    // Zero has two signs and one rank.
    let mut pairs: Vec<(f64, u32)> =
        scores.iter().enumerate().map(|(index, &score)| (score + 0.0, index as u32)).collect();
    pairs.sort_unstable_by(|left, right| left.0.total_cmp(&right.0));
    for (score, index) in pairs {
        visit(score, index as usize);
    }
}

/// Bits that are ordered as the floats are.
fn float_key(score: f32) -> u32 {
    let bits = (score + 0.0).to_bits();
    if bits >> 31 == 1 { !bits } else { bits | 1 << 31 }
}

fn float_of(key: u32) -> f32 {
    f32::from_bits(if key >> 31 == 1 { key & !(1 << 31) } else { !key })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::ascending;

    fn visited(scores: &[f64]) -> Vec<(f64, usize)> {
        let mut found = Vec::new();
        ascending(scores, |score, index| found.push((score, index)));
        found
    }

    fn assert_sorted(scores: &[f64]) {
        let found = visited(scores);
        assert!(found.windows(2).all(|pair| pair[0].0 <= pair[1].0), "{found:?}");
        assert!(found.iter().all(|&(score, index)| scores[index] == score), "{found:?}");
        let mut indexes: Vec<usize> = found.iter().map(|&(_, index)| index).collect();
        indexes.sort_unstable();
        assert_eq!(indexes, (0..scores.len()).collect::<Vec<_>>());
    }

    #[test]
    fn both_zeros_are_one_score() {
        for scores in [[0.0, -0.0, -1.5], [0.0, -0.0, 0.1]] {
            let zeros = visited(&scores).into_iter().filter(|&(score, _)| score == 0.0);
            assert!(zeros.into_iter().all(|(score, _)| score.is_sign_positive()));
            assert_sorted(&scores);
        }
    }

    proptest! {
        #[test]
        fn of_floats(scores in prop::collection::vec(prop::num::f32::NORMAL | prop::num::f32::ZERO, 0..200)) {
            assert_sorted(&scores.into_iter().map(f64::from).collect::<Vec<_>>());
        }

        #[test]
        fn of_doubles(scores in prop::collection::vec(prop::num::f64::NORMAL | prop::num::f64::ZERO, 0..200)) {
            assert_sorted(&scores);
        }
    }
}
