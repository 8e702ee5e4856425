//! A scorer of either precision behind one interface, as runs and operators use it.

use super::Labels;
use super::read::{AnyEnsemble, Operator};
use super::rows::{ColumnMajor, Element, RowMajor};
use super::scorer::{Scorer, Scratch, Wanted};
use super::simd::{Level, Vectors};
use crate::fault::Fault;
use crate::gather::Order;

/// A scorer and what its scores are given as.
#[derive(Debug)]
pub struct AnyScorer {
    scorer: Precise,
    /// The operator it stands for.
    pub operator: Operator,
}

#[derive(Debug)]
enum Precise {
    Single(Scorer<f32>),
    Double(Scorer<f64>),
}

/// A batch of rows.
#[derive(Debug, Clone, Copy)]
pub struct Batch<'a> {
    /// The values of all features.
    pub values: Values<'a>,
    /// How they lie.
    pub order: Order,
    /// Number of rows.
    pub rows: usize,
}

/// The values of a batch.
#[derive(Debug, Clone, Copy)]
#[allow(missing_docs, reason = "the names are the standard's own")]
pub enum Values<'a> {
    Float(&'a [f32]),
    Double(&'a [f64]),
    Int32(&'a [i32]),
    Int64(&'a [i64]),
}

/// Scores and labels of a batch, kept by a thread from one to the next.
#[derive(Debug, Default)]
pub struct Scored {
    single: Scratch<f32>,
    double: Scratch<f64>,
    doubles: Vec<f64>,
    /// Scores in row-major order where they are floats; empty where they are doubles.
    pub floats: Vec<f32>,
    /// Labels, or their indexes where they are texts; zeros for a regressor.
    pub labels: Vec<i64>,
}

impl Scored {
    /// Scores in row-major order where they are doubles.
    pub fn doubles(&self) -> &[f64] {
        &self.doubles
    }
}

impl AnyScorer {
    /// Lays out `ensemble`, which `operator` holds.
    pub fn new(ensemble: &AnyEnsemble, operator: Operator, wanted: Wanted, level: Level) -> Self {
        let scorer = match ensemble {
            AnyEnsemble::Single(ensemble) => Precise::Single(Scorer::new(ensemble, wanted, level)),
            AnyEnsemble::Double(ensemble) => Precise::Double(Scorer::new(ensemble, wanted, level)),
        };
        Self { scorer, operator }
    }

    /// Whether its scores are doubles.
    pub fn gives_doubles(&self) -> bool {
        matches!(self.scorer, Precise::Double(_)) && self.operator == Operator::Modern
    }

    /// Number of scores for each row.
    pub fn targets(&self) -> usize {
        match &self.scorer {
            Precise::Single(scorer) => scorer.targets(),
            Precise::Double(scorer) => scorer.targets(),
        }
    }

    /// One more than the highest feature that is looked at.
    pub fn features(&self) -> usize {
        match &self.scorer {
            Precise::Single(scorer) => scorer.features(),
            Precise::Double(scorer) => scorer.features(),
        }
    }

    /// The labels of a classifier.
    pub fn labels(&self) -> Option<&Labels> {
        match &self.scorer {
            Precise::Single(scorer) => scorer.labels(),
            Precise::Double(scorer) => scorer.labels(),
        }
    }

    /// Layouts and their numbers of trees.
    pub fn layouts(&self) -> Vec<(&'static str, usize)> {
        match &self.scorer {
            Precise::Single(scorer) => scorer.layouts(),
            Precise::Double(scorer) => scorer.layouts(),
        }
    }

    /// Scores `batch` into `scored`.
    ///
    /// # Errors
    /// `INTERNAL` for values of another type than the ensemble takes, or too few of them.
    pub fn score(&self, batch: Batch<'_>, scored: &mut Scored) -> Result<(), Fault> {
        let count = batch.rows * self.targets();
        scored.labels.clear();
        scored.labels.resize(batch.rows, 0);
        let Scored { single, double, doubles, floats, labels } = scored;
        floats.clear();
        doubles.clear();
        match &self.scorer {
            Precise::Single(scorer) => {
                floats.resize(count, 0.0);
                match batch.values {
                    Values::Float(values) => run(scorer, values, batch, single, floats, labels),
                    Values::Int32(values) => run(scorer, values, batch, single, floats, labels),
                    Values::Int64(values) => run(scorer, values, batch, single, floats, labels),
                    Values::Double(_) => Err(Fault::internal("doubles reached an ensemble of floats")),
                }
            }
            Precise::Double(scorer) => {
                doubles.resize(count, 0.0);
                let Values::Double(values) = batch.values else {
                    return Err(Fault::internal("an ensemble of doubles was given something else"));
                };
                run(scorer, values, batch, double, doubles, labels)?;
                if self.operator != Operator::Modern {
                    floats.extend(doubles.drain(..).map(|score| score as f32));
                }
                Ok(())
            }
        }
    }
}

fn run<T: Vectors, S: Element<T>>(
    scorer: &Scorer<T>,
    values: &[S],
    batch: Batch<'_>,
    scratch: &mut Scratch<T>,
    out: &mut [T],
    labels: &mut [i64],
) -> Result<(), Fault> {
    let rows = batch.rows;
    if rows == 0 {
        return Ok(());
    }
    let width = values.len() / rows;
    if width < scorer.features() {
        return Err(Fault::internal(format_args!(
            "an ensemble of {} features was given {width}",
            scorer.features()
        )));
    }
    let label = |row: usize, label: i64| {
        if let Some(place) = labels.get_mut(row) {
            *place = label;
        }
    };
    match batch.order {
        Order::Rows => scorer.score(&RowMajor { values, width }, rows, scratch, out, label),
        Order::Columns => scorer.score(&ColumnMajor { values, stride: rows }, rows, scratch, out, label),
    }
    Ok(())
}
