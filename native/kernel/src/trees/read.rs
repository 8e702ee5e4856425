//! Which nodes are tree ensembles, and their ensembles.

use std::sync::Arc;

use super::attributes::RawNode;
use super::ensemble::Ensemble;
use super::{Unfit, classic_node, equality_chains, modern_node};
use crate::element::Element;
use crate::onnx::trace::ML_DOMAIN;

/// The operators that hold ensembles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    /// `TreeEnsembleClassifier`: labels and a score for each class, in float.
    Classifier,
    /// `TreeEnsembleRegressor`: a score for each target, in float.
    Regressor,
    /// `TreeEnsemble`: a score for each target, in the input's precision.
    Modern,
}

impl Operator {
    /// The operator of this name and domain; `None` for every other.
    pub fn of(op_type: &str, domain: &str) -> Option<Self> {
        match op_type {
            _ if domain != ML_DOMAIN => None,
            "TreeEnsembleClassifier" => Some(Self::Classifier),
            "TreeEnsembleRegressor" => Some(Self::Regressor),
            "TreeEnsemble" => Some(Self::Modern),
            _ => None,
        }
    }
}

/// An ensemble in the precision of its thresholds.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum AnyEnsemble {
    Single(Arc<Ensemble<f32>>),
    Double(Arc<Ensemble<f64>>),
}

impl AnyEnsemble {
    fn single(mut ensemble: Ensemble<f32>) -> Self {
        equality_chains::fold(&mut ensemble);
        Self::Single(Arc::new(ensemble))
    }

    fn double(mut ensemble: Ensemble<f64>) -> Self {
        equality_chains::fold(&mut ensemble);
        Self::Double(Arc::new(ensemble))
    }

    /// One more than the highest feature that is tested.
    pub fn features(&self) -> usize {
        match self {
            Self::Single(ensemble) => ensemble.features(),
            Self::Double(ensemble) => ensemble.features(),
        }
    }

    /// Number of nodes and leaves.
    pub fn nodes(&self) -> usize {
        match self {
            Self::Single(ensemble) => ensemble.nodes.len(),
            Self::Double(ensemble) => ensemble.nodes.len(),
        }
    }

    /// Number of trees.
    pub fn trees(&self) -> usize {
        match self {
            Self::Single(ensemble) => ensemble.roots.len(),
            Self::Double(ensemble) => ensemble.roots.len(),
        }
    }
}

/// The ensemble of `node`, which takes a tensor of `input`.
///
/// # Errors
/// Why it stays ONNX Runtime's.
pub fn read(node: &RawNode<'_>, input: Element) -> Result<AnyEnsemble, Unfit> {
    let operator =
        Operator::of(node.op_type, node.domain).ok_or_else(|| Unfit::new("it is no tree ensemble"))?;
    let is_classifier = operator == Operator::Classifier;
    match (operator, input) {
        (Operator::Modern, Element::Float) => modern_node::read(node).map(AnyEnsemble::single),
        (Operator::Modern, Element::Double) => modern_node::read(node).map(AnyEnsemble::double),
        (Operator::Classifier | Operator::Regressor, Element::Double) => {
            classic_node::read(node, is_classifier).map(AnyEnsemble::double)
        }
        (Operator::Classifier, Element::Float | Element::Int32 | Element::Int64)
        | (Operator::Regressor, Element::Float) => {
            classic_node::read(node, is_classifier).map(AnyEnsemble::single)
        }
        _ => Err(Unfit::new(format!("it takes {}", input.name()))),
    }
}
