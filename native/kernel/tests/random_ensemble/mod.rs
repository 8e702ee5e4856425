//! Random trees as the kernel reads them.

use std::sync::Arc;

use proptest::prelude::*;
use rowcast_kernel::element::Element;
use rowcast_kernel::trees::attributes::RawNode;
use rowcast_kernel::trees::ensemble::Ensemble;
use rowcast_kernel::trees::read::{AnyEnsemble, read};

use crate::random_node::{Knobs, random_node};

/// Trees with rows for them, in row-major order and in the precision of their thresholds.
pub enum RandomEnsemble {
    Single(Arc<Ensemble<f32>>, Vec<f32>),
    Double(Arc<Ensemble<f64>>, Vec<f64>),
}

/// Rejects a case that the kernel does not take.
pub fn random_ensemble(knobs: Knobs, rows: usize) -> Result<RandomEnsemble, TestCaseError> {
    let case = random_node(knobs, rows);
    let raw = RawNode::read(&case.message).unwrap();
    prop_assert!(!case.text_labels || knobs.operator == 0);
    prop_assert!(!case.has_fractions || knobs.operator == 2);
    let element = if knobs.doubles { Element::Double } else { Element::Float };
    match read(&raw, element) {
        Ok(AnyEnsemble::Single(ensemble)) => {
            let rows = case.rows.iter().map(|x| *x as f32).collect();
            Ok(RandomEnsemble::Single(ensemble, rows))
        }
        Ok(AnyEnsemble::Double(ensemble)) => Ok(RandomEnsemble::Double(ensemble, case.rows)),
        Err(unfit) => Err(TestCaseError::reject(unfit.0)),
    }
}
