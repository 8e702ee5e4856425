//! From the sums of weights to scores and labels, in the words and the order of ONNX Runtime's tree_ensemble_aggregator.h.

use super::Number;
use super::transform::{Transform, logistic, softmax, softmax_zero};

/// How the weights that a row collects become one number for each target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are the standard's own")]
pub enum Aggregate {
    Sum,
    Average,
    Min,
    Max,
}

/// The labels of a classifier, in the order of its classes.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Labels {
    Integers(Vec<i64>),
    Texts(Vec<String>),
}

/// What makes an ensemble a classifier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Classes {
    /// The labels.
    pub labels: Labels,
    /// Whether there are two classes and every weight is of the same one.
    pub binary: bool,
    /// Whether no weight is negative.
    pub positive: bool,
}

/// How scores come of the weights.
#[derive(Debug, Clone, PartialEq)]
pub struct Finish<T> {
    /// Number of targets or classes.
    pub targets: usize,
    /// Number of trees.
    pub trees: usize,
    /// How weights are put together.
    pub aggregate: Aggregate,
    /// What happens to the sums.
    pub transform: Transform,
    /// What is added to the sums.
    pub base: Vec<T>,
    /// The classes of a classifier.
    pub classes: Option<Classes>,
}

/// One target's sum, and whether any leaf had a weight for it.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Score<T> {
    /// The sum, minimum or maximum.
    pub value: T,
    /// Whether a weight went into it.
    pub has: bool,
}

impl<T: Number> Score<T> {
    /// The value; zero where no weight went into it.
    pub fn get(self) -> T {
        if self.has { self.value } else { T::default() }
    }

    fn set(&mut self, value: T) {
        *self = Self { value, has: true };
    }
}

impl<T: Number> Finish<T> {
    /// Puts `weight` into `score`.
    #[inline]
    pub fn collect(&self, score: &mut Score<T>, weight: T) {
        let value = match self.aggregate {
            Aggregate::Sum | Aggregate::Average => score.value + weight,
            Aggregate::Min if !score.has || weight < score.value => weight,
            Aggregate::Max if !score.has || weight > score.value => weight,
            Aggregate::Min | Aggregate::Max => score.value,
        };
        score.set(value);
    }

    /// Turns a row's `scores` into the values of `out`, one for each target, and returns the label: an integer, or an
    /// index where labels are texts; 0 for a regressor.
    pub fn row(&self, scores: &mut [Score<T>], out: &mut [T]) -> i64 {
        match &self.classes {
            Some(classes) => self.classify(classes, scores, out),
            None => {
                self.regress(scores, out);
                0
            }
        }
    }

    fn regress(&self, scores: &mut [Score<T>], out: &mut [T]) {
        let averaged = |value: T| match self.aggregate {
            Aggregate::Average => value / T::from_count(self.trees),
            Aggregate::Sum | Aggregate::Min | Aggregate::Max => value,
        };
        if let ([score], [out]) = (&mut *scores, &mut *out) {
            let base = match *self.base.as_slice() {
                [base] => base,
                _ => T::default(),
            };
            // Of one target ONNX Runtime transforms nothing.
            *out = averaged(score.value) + base;
            return;
        }
        let with_base = self.base.len() == self.targets;
        for (index, score) in scores.iter_mut().enumerate() {
            let base =
                if with_base { self.base.get(index).copied().unwrap_or_default() } else { T::default() };
            score.value = match self.aggregate {
                Aggregate::Sum | Aggregate::Average if !with_base => averaged(score.value),
                Aggregate::Sum | Aggregate::Average => averaged(score.value) + base,
                Aggregate::Min | Aggregate::Max => base + score.get(),
            };
        }
        self.write_many(scores, out);
    }

    fn classify(&self, classes: &Classes, scores: &mut [Score<T>], out: &mut [T]) -> i64 {
        let base = |index: usize| self.base.get(index).copied().unwrap_or_default();
        let [first, second] = scores else {
            for (score, &base) in scores.iter_mut().zip(&self.base) {
                score.set(if score.has { score.value + base } else { base });
            }
            let label = classes.label(strongest(scores));
            self.write_many(scores, out);
            return label;
        };
        let mut alone = false;
        let mut extra = None;
        match self.base.len() {
            2 if second.has => {
                second.set(base(1) + first.value);
                first.value = -second.value;
            }
            2 => {
                second.value = second.value + base(1);
                first.value = first.value + base(0);
            }
            1 => {
                first.value = first.value + base(0);
                alone = !second.has;
            }
            _ => {
                extra = Some(false);
                alone = !second.has;
            }
        }
        let deciding = if second.has && !alone { second.value } else { first.get() };
        let (label, all_positive) = classes.decide(deciding, extra);
        if alone {
            write_one(self.transform, *first, all_positive, out);
        } else {
            self.write_many(scores, out);
        }
        label
    }

    fn write_many(&self, scores: &mut [Score<T>], out: &mut [T]) {
        match self.transform {
            Transform::None => {}
            Transform::Logistic => {
                scores.iter_mut().for_each(|score| score.set(T::from_single(logistic(score.get().single()))));
            }
            Transform::Softmax => softmax(scores),
            Transform::SoftmaxZero => softmax_zero(scores),
        }
        for (out, score) in out.iter_mut().zip(scores) {
            *out = score.get();
        }
    }
}

impl Classes {
    fn label(&self, class: usize) -> i64 {
        match &self.labels {
            Labels::Integers(labels) => labels.get(class).copied().unwrap_or_default(),
            Labels::Texts(_) => class as i64,
        }
    }

    /// The label of one of two classes, and whether the second score is one minus the first (`Some(true)`), its
    /// negative (`Some(false)`) or missing. Where both classes have weights, ONNX Runtime gives 1 and 0 whatever the
    /// labels are.
    fn decide<T: Number>(&self, deciding: T, extra: Option<bool>) -> (i64, Option<bool>) {
        let zero = T::default();
        if !self.binary {
            return (i64::from(deciding > zero), extra);
        }
        let limit = if self.positive { 0.5 } else { 0.0 };
        (self.label(usize::from(deciding.double() > limit)), Some(self.positive))
    }
}

/// The class with the greatest score, the first of equals.
fn strongest<T: Number>(scores: &[Score<T>]) -> usize {
    let mut best: Option<(usize, T)> = None;
    for (index, score) in scores.iter().enumerate().filter(|(_, score)| score.has) {
        if best.is_none_or(|(_, value)| score.value > value) {
            best = Some((index, score.value));
        }
    }
    best.map_or(0, |(index, _)| index)
}

/// The two values that come of the one score of a binary classifier.
fn write_one<T: Number>(transform: Transform, score: Score<T>, all_positive: Option<bool>, out: &mut [T]) {
    let value = score.get();
    let logistic = |value: T| T::from_single(logistic(value.single()));
    let pair = match (all_positive, transform) {
        (Some(_), Transform::Logistic) => [logistic(-value), logistic(value)],
        (Some(true), _) => [T::ONE - value, value],
        (Some(false), _) => [-value, value],
        (None, _) => [value, T::default()],
    };
    out.iter_mut().zip(pair).for_each(|(out, value)| *out = value);
}
