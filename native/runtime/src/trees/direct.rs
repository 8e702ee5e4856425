//! A model that is one ensemble, scored from columns without ONNX Runtime.

use std::cell::RefCell;
use std::sync::Arc;

use rowcast_kernel::Fault;
use rowcast_kernel::gather::Order;
use rowcast_kernel::tensor::TensorBuffer;
use rowcast_kernel::trees::Labels;
use rowcast_kernel::trees::any_scorer::{AnyScorer, Batch, Scored, Values};
use rowcast_kernel::trees::direct::Part;

use crate::output::{Output, OwnValues};

thread_local! {
    static SCORED: RefCell<Scored> = RefCell::default();
}

/// One ensemble and what the model's outputs are of it.
pub struct Direct {
    /// The ensemble.
    pub scorer: Arc<AnyScorer>,
    /// What each output of the model is.
    pub parts: Vec<Part>,
}

impl Direct {
    /// Scores `rows` rows of `buffer`, which lie in `order`.
    ///
    /// # Errors
    /// `INTERNAL` only.
    pub fn run(&self, buffer: &TensorBuffer, order: Order, rows: usize) -> Result<Vec<Output>, Fault> {
        let values = match buffer {
            TensorBuffer::Float(values) => Values::Float(values),
            TensorBuffer::Double(values) => Values::Double(values),
            TensorBuffer::Int32(values) => Values::Int32(values),
            TensorBuffer::Int64(values) => Values::Int64(values),
            _ => return Err(Fault::internal("an ensemble was given values that it does not take")),
        };
        SCORED.with_borrow_mut(|scored| {
            self.scorer.score(Batch { values, order, rows }, scored)?;
            Ok(self.parts.iter().map(|part| self.output(*part, scored, rows)).collect())
        })
    }

    fn output(&self, part: Part, scored: &Scored, rows: usize) -> Output {
        let rows = i64::try_from(rows).unwrap_or(i64::MAX);
        match (part, self.scorer.labels()) {
            (Part::Labels, Some(Labels::Texts(texts))) => {
                let text = |&index: &i64| {
                    usize::try_from(index)
                        .ok()
                        .and_then(|index| texts.get(index))
                        .cloned()
                        .unwrap_or_default()
                };
                Output::own(OwnValues::String(scored.labels.iter().map(text).collect()), vec![rows])
            }
            (Part::Labels, _) => Output::own(OwnValues::Int64(scored.labels.clone()), vec![rows]),
            (Part::Scores, _) => {
                let width = i64::try_from(self.scorer.targets()).unwrap_or(i64::MAX);
                let values = if self.scorer.gives_doubles() {
                    OwnValues::Double(scored.doubles().to_vec())
                } else {
                    OwnValues::Float(scored.floats.clone())
                };
                Output::own(values, vec![rows, width])
            }
        }
    }
}
