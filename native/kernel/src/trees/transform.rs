//! The transforms of scores, in float and step by step as ONNX Runtime's ml_common.h computes them.

use super::Number;
use super::finish::Score;

/// What happens to the sums.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are the standard's own")]
pub enum Transform {
    None,
    Softmax,
    Logistic,
    SoftmaxZero,
}

impl Transform {
    /// The transform of this name in ai.onnx.ml 1 to 3; `None` for PROBIT, which no exporter writes and whose bits are
    /// not known here.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "NONE" => Some(Self::None),
            "SOFTMAX" => Some(Self::Softmax),
            "LOGISTIC" => Some(Self::Logistic),
            "SOFTMAX_ZERO" => Some(Self::SoftmaxZero),
            _ => None,
        }
    }

    /// The transform that ONNX Runtime takes for this number in ai.onnx.ml 5; the standard has 1 and 2 the other way
    /// round. A runtime that keeps to the standard is noticed by the comparison on loading.
    pub fn numbered(number: i64) -> Option<Self> {
        match number {
            0 => Some(Self::None),
            1 => Some(Self::Logistic),
            2 => Some(Self::Softmax),
            3 => Some(Self::SoftmaxZero),
            _ => None,
        }
    }
}

/// 1 / (1 + e^-x), computed from |x|.
pub fn logistic(x: f32) -> f32 {
    let upper = 1.0 / (1.0 + (-x.abs()).exp());
    if x < 0.0 { 1.0 - upper } else { upper }
}

/// Softmax in place.
pub fn softmax<T: Number>(scores: &mut [Score<T>]) {
    let max = greatest(scores);
    let mut sum = 0.0_f32;
    for score in &mut *scores {
        let value = T::from_single((score.get().single() - max).exp());
        *score = Score { value, has: true };
        sum += value.single();
    }
    for score in scores {
        score.value = T::from_single(score.value.single() / sum);
    }
}

/// Softmax that leaves zeros out, in place.
#[allow(
    clippy::manual_range_contains,
    reason = "NaN is neither above nor below, and is not to be taken for a score"
)]
pub fn softmax_zero<T: Number>(scores: &mut [Score<T>]) {
    const ZERO: f32 = 0.000_000_1;
    let max = greatest(scores);
    let factor = (-max).exp();
    let mut sum = 0.0_f32;
    for score in &mut *scores {
        let single = score.get().single();
        let value = if single > ZERO || single < -ZERO {
            let value = T::from_single((single - max).exp());
            sum += value.single();
            value
        } else {
            score.get() * T::from_single(factor)
        };
        *score = Score { value, has: true };
    }
    for score in scores {
        score.value = score.value / T::from_single(sum);
    }
}

fn greatest<T: Number>(scores: &[Score<T>]) -> f32 {
    let mut max = -f32::MAX;
    for score in scores {
        let value = score.get().single();
        if value > max {
            max = value;
        }
    }
    max
}
