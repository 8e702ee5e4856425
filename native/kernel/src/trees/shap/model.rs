//! A model that can be explained: its one ensemble, what feeds it, and the contributions of its arguments.

use std::sync::Arc;

use super::super::any_scorer::{AnyScorer, Batch, Scored, Values};
use super::super::attributes::RawNode;
use super::super::find::tree_nodes;
use super::super::read::{AnyEnsemble, Operator, read};
use super::super::scorer::Wanted;
use super::super::simd::Level;
use super::super::{Labels, Unfit};
use super::covers::{Covers, Passages};
use super::explainer::{Contributions, Explained, Explainer, explained};
use super::fed::{Fed, fed};
use crate::column::ArgumentColumn;
use crate::fault::{Code, Fault};
use crate::gather::{Counts, Order, gather_in};
use crate::model_file::ModelFile;
use crate::plan::ModelPlan;
use crate::sql_type::SqlType;
use crate::tensor::TensorBuffer;

/// A model that can be explained.
pub struct ExplainableModel {
    /// How its tensors are made.
    pub plan: ModelPlan,
    /// The covers that its file gives.
    pub covers: Option<Covers>,
    ensemble: AnyEnsemble,
    fed: Fed,
    explained: Explained,
    /// Tells the class that is predicted, where that is what is explained.
    scorer: Option<AnyScorer>,
}

/// An explainer of either precision.
pub enum AnyExplainer {
    /// For thresholds that are floats.
    Single(Explainer<f32>),
    /// For thresholds that are doubles.
    Double(Explainer<f64>),
}

/// What the trees see of a batch of rows, one feature after another.
#[derive(Debug, Clone, PartialEq)]
pub enum Seen {
    /// For thresholds that are floats.
    Single(Vec<f32>),
    /// For thresholds that are doubles.
    Double(Vec<f64>),
}

impl Seen {
    /// The value of a feature in a row of `rows`.
    pub fn value(&self, feature: usize, row: usize, rows: usize) -> f64 {
        let at = feature * rows + row;
        match self {
            Self::Single(values) => values.get(at).copied().map_or(f64::NAN, f64::from),
            Self::Double(values) => values.get(at).copied().unwrap_or(f64::NAN),
        }
    }
}

impl ExplainableModel {
    /// The model of `file`, fed as `plan` says.
    ///
    /// # Errors
    /// `NOT_EXPLAINABLE`
    pub fn new(file: &ModelFile, plan: ModelPlan) -> Result<Self, Fault> {
        Self::read(file, &plan)
            .map(|(ensemble, operator, fed, explained, covers)| {
                let scorer = matches!(explained, Explained::Predicted)
                    .then(|| AnyScorer::new(&ensemble, operator, Wanted::Cheapest, Level::best()));
                Self { covers, ensemble, fed, explained, scorer, plan: plan.clone() }
            })
            .map_err(|unfit| refused(&plan.model, &unfit))
    }

    #[allow(clippy::type_complexity, reason = "named where it is taken apart")]
    fn read(
        file: &ModelFile,
        plan: &ModelPlan,
    ) -> Result<(AnyEnsemble, Operator, Fed, Explained, Option<Covers>), Unfit> {
        let (_, fed) = fed(&file.graph, plan)?;
        let nodes = tree_nodes(&file.bytes).map_err(|_| Unfit::new("its graph cannot be read"))?;
        let node = nodes.first().ok_or_else(|| Unfit::new("it has no tree ensemble"))?;
        let raw = RawNode::read(file.bytes.get(node.message.clone()).unwrap_or_default())?;
        let ensemble = read(&raw, fed.element)?;
        if ensemble.features() > fed.arguments.len() {
            return Err(Unfit::new("its trees test features that nothing feeds"));
        }
        let (explained, covers) = match &ensemble {
            AnyEnsemble::Single(ensemble) => (explained(ensemble)?, Covers::of_file(&raw, ensemble)?),
            AnyEnsemble::Double(ensemble) => (explained(ensemble)?, Covers::of_file(&raw, ensemble)?),
        };
        Ok((ensemble, node.operator, fed, explained, covers))
    }

    /// Number of trees.
    pub fn trees(&self) -> usize {
        self.ensemble.trees()
    }

    /// Whether each row's predicted class is explained, rather than one sum.
    pub fn explains_predicted_class(&self) -> bool {
        self.scorer.is_some()
    }

    /// What the trees see of `columns`.
    ///
    /// # Errors
    /// Those of [`gather_in`].
    pub fn see(&self, columns: &[ArgumentColumn<'_>], rows: usize) -> Result<Seen, Fault> {
        let mut buffers: Vec<TensorBuffer> =
            self.plan.inputs.iter().map(|input| TensorBuffer::new(input.element)).collect();
        let mut counts = vec![Counts::default(); self.plan.arguments.len()];
        gather_in(Order::Columns, &self.plan, columns, rows, &mut buffers, &mut counts)?;
        let mut seen = match &self.ensemble {
            AnyEnsemble::Single(_) => Seen::Single(Vec::with_capacity(rows * self.fed.arguments.len())),
            AnyEnsemble::Double(_) => Seen::Double(Vec::with_capacity(rows * self.fed.arguments.len())),
        };
        for &argument in &self.fed.arguments {
            let place = self.plan.inputs.iter().zip(&buffers).find_map(|(input, buffer)| {
                let place = input.arguments.iter().position(|other| *other == argument)?;
                Some((buffer, place * rows))
            });
            let (buffer, first) = place.ok_or_else(|| Fault::internal("a feature has lost its argument"))?;
            append(buffer, first..first + rows, &mut seen)?;
        }
        Ok(seen)
    }

    /// Counts what the trees see of a batch of rows into `passages`.
    pub fn count(&self, seen: &Seen, rows: usize, passages: &mut Passages) {
        match (&self.ensemble, seen) {
            (AnyEnsemble::Single(ensemble), Seen::Single(values)) => {
                passages.add(ensemble, &by_feature(values, rows), rows);
            }
            (AnyEnsemble::Double(ensemble), Seen::Double(values)) => {
                passages.add(ensemble, &by_feature(values, rows), rows);
            }
            _ => {}
        }
    }

    /// Prepares the ensemble with these covers.
    ///
    /// # Errors
    /// `NOT_EXPLAINABLE`
    pub fn explainer(&self, covers: &Covers) -> Result<AnyExplainer, Fault> {
        let made = match &self.ensemble {
            AnyEnsemble::Single(ensemble) => {
                Explainer::new(Arc::clone(ensemble), covers).map(AnyExplainer::Single)
            }
            AnyEnsemble::Double(ensemble) => {
                Explainer::new(Arc::clone(ensemble), covers).map(AnyExplainer::Double)
            }
        };
        made.map_err(|unfit| refused(&self.plan.model, &unfit))
    }

    /// Explains a batch of rows of which the trees see `seen`.
    ///
    /// # Errors
    /// Those of [`AnyScorer::score`].
    pub fn explain(
        &self,
        explainer: &AnyExplainer,
        seen: &Seen,
        rows: usize,
        out: &mut Contributions,
    ) -> Result<(), Fault> {
        let classes = self.predicted(seen, rows)?;
        let target = |row: usize| match self.explained {
            Explained::Target(target) => target,
            Explained::Predicted => classes.get(row).copied().unwrap_or(0),
        };
        match (explainer, seen) {
            (AnyExplainer::Single(explainer), Seen::Single(values)) => {
                explainer.explain(&by_feature(values, rows), rows, target, out);
            }
            (AnyExplainer::Double(explainer), Seen::Double(values)) => {
                explainer.explain(&by_feature(values, rows), rows, target, out);
            }
            _ => return Err(Fault::internal("an explainer was given values of another precision")),
        }
        Ok(())
    }

    /// The type of what the trees see.
    pub fn value_type(&self) -> SqlType {
        match &self.ensemble {
            AnyEnsemble::Single(_) => SqlType::Float,
            AnyEnsemble::Double(_) => SqlType::Double,
        }
    }

    /// The argument of each of the ensemble's features.
    pub fn features(&self) -> &[usize] {
        &self.fed.arguments
    }

    /// The place of the ensemble's feature that `argument` feeds; `None` where the trees do not see it.
    pub fn feature_of(&self, argument: usize) -> Option<usize> {
        self.fed.arguments.iter().position(|other| *other == argument)
    }

    /// The index of each row's predicted class; none where one sum is explained.
    fn predicted(&self, seen: &Seen, rows: usize) -> Result<Vec<usize>, Fault> {
        let Some(scorer) = &self.scorer else { return Ok(Vec::new()) };
        let values = match seen {
            Seen::Single(values) => Values::Float(values),
            Seen::Double(values) => Values::Double(values),
        };
        let mut scored = Scored::default();
        scorer.score(Batch { values, order: Order::Columns, rows }, &mut scored)?;
        let index = |label: &i64| match scorer.labels() {
            Some(Labels::Integers(labels)) => labels.iter().position(|other| other == label).unwrap_or(0),
            _ => usize::try_from(*label).unwrap_or(0),
        };
        Ok(scored.labels.iter().map(index).collect())
    }
}

fn by_feature<T>(values: &[T], rows: usize) -> Vec<&[T]> {
    values.chunks(rows.max(1)).collect()
}

/// Appends a range of `buffer` to `seen`, converted as ONNX Runtime's Cast converts.
fn append(buffer: &TensorBuffer, range: std::ops::Range<usize>, seen: &mut Seen) -> Result<(), Fault> {
    macro_rules! numbers {
        ($values:expr, $number:expr) => {{
            let values = $values.get(range).unwrap_or_default();
            match seen {
                Seen::Single(seen) => seen.extend(values.iter().map(|value| $number(*value) as f32)),
                Seen::Double(seen) => seen.extend(values.iter().map(|value| $number(*value) as f64)),
            }
        }};
    }
    match buffer {
        TensorBuffer::Float(values) => numbers!(values, std::convert::identity),
        TensorBuffer::Double(values) => numbers!(values, std::convert::identity),
        TensorBuffer::Float16(values) => numbers!(values, half::f16::to_f64),
        TensorBuffer::Int8(values) => numbers!(values, std::convert::identity),
        TensorBuffer::Int16(values) => numbers!(values, std::convert::identity),
        TensorBuffer::Int32(values) => numbers!(values, std::convert::identity),
        TensorBuffer::Int64(values) => numbers!(values, std::convert::identity),
        TensorBuffer::Uint8(values) => numbers!(values, std::convert::identity),
        TensorBuffer::Uint16(values) => numbers!(values, std::convert::identity),
        TensorBuffer::Uint32(values) => numbers!(values, std::convert::identity),
        TensorBuffer::Uint64(values) => numbers!(values, std::convert::identity),
        TensorBuffer::Bool(values) => numbers!(values, u8::from),
        TensorBuffer::String(_) => return Err(Fault::internal("text reached an ensemble of trees")),
    }
    Ok(())
}

fn refused(model: &str, unfit: &Unfit) -> Fault {
    Fault::new(
        Code::NotExplainable,
        format!("The scores of model \"{model}\" cannot be explained: {}.", unfit.0),
        "Leave the reasons out, or export the trees alone, so that they read the columns, and compute the steps in front with expressions.",
    )
}
