//! The operator that scores one ensemble inside ONNX Runtime's graphs.

use std::cell::RefCell;
use std::sync::Arc;

use ort::operator::{
    ComputeContext, Kernel, KernelContext, Operator, OperatorDomain, OperatorInput, OperatorOutput,
};
use ort::value::{TensorElementType, ValueRef};
use ort::{Error, Result};
use rowcast_kernel::element::Element;
use rowcast_kernel::gather::Order;
use rowcast_kernel::trees::any_scorer::{AnyScorer, Batch, Scored, Values};
use rowcast_kernel::trees::read::Operator as Kind;
use rowcast_kernel::trees::rewrite::DOMAIN;

thread_local! {
    static SCORED: RefCell<Scored> = RefCell::default();
}

/// One ensemble as an operator.
pub struct TreesOperator {
    /// The operator's name.
    pub name: String,
    /// The ensemble.
    pub scorer: Arc<AnyScorer>,
    /// The element type of its input.
    pub input: Element,
}

/// The domain of `operators`.
///
/// # Errors
/// What ONNX Runtime reports.
pub fn domain(operators: Vec<TreesOperator>) -> Result<OperatorDomain> {
    operators.into_iter().try_fold(OperatorDomain::new(DOMAIN)?, OperatorDomain::add)
}

impl Operator for TreesOperator {
    type Kernel<'attr> = TreesKernel;

    fn name(&self) -> &str {
        &self.name
    }

    fn inputs(&self) -> impl IntoIterator<Item = OperatorInput> {
        [OperatorInput::required(match self.input {
            Element::Double => TensorElementType::Float64,
            Element::Int32 => TensorElementType::Int32,
            Element::Int64 => TensorElementType::Int64,
            _ => TensorElementType::Float32,
        })]
    }

    fn outputs(&self) -> impl IntoIterator<Item = OperatorOutput> {
        let doubles = self.scorer.gives_doubles();
        let scores = if doubles { TensorElementType::Float64 } else { TensorElementType::Float32 };
        let labels = (self.scorer.operator == Kind::Classifier)
            .then(|| OperatorOutput::required(TensorElementType::Int64));
        labels.into_iter().chain([OperatorOutput::required(scores)]).collect::<Vec<_>>()
    }

    fn create_kernel<'attr>(&self, _: &KernelContext<'attr>) -> Result<Self::Kernel<'attr>> {
        Ok(TreesKernel { scorer: Arc::clone(&self.scorer), input: self.input })
    }
}

/// Scores batches. Threads enter one kernel at the same time, so that it is never changed: what a batch needs belongs
/// to its thread.
pub struct TreesKernel {
    scorer: Arc<AnyScorer>,
    input: Element,
}

impl Kernel for TreesKernel {
    fn compute(&mut self, context: &ComputeContext) -> Result<()> {
        let input = context.input(0)?.ok_or_else(|| Error::new("the trees have no input"))?;
        SCORED.with_borrow_mut(|scored| score(&self.scorer, self.input, &input, scored, context))
    }
}

fn score(
    scorer: &AnyScorer,
    element: Element,
    input: &ValueRef<'_>,
    scored: &mut Scored,
    context: &ComputeContext,
) -> Result<()> {
    macro_rules! values {
        ($kind:ident) => {{
            let (shape, values) = input.try_extract_tensor()?;
            (shape.to_vec(), Values::$kind(values))
        }};
    }
    let (shape, values) = match element {
        Element::Double => values!(Double),
        Element::Int32 => values!(Int32),
        Element::Int64 => values!(Int64),
        _ => values!(Float),
    };
    let &[rows, _] = shape.as_slice() else {
        return Err(Error::new(format!("the trees take [N,F], and were given {shape:?}")));
    };
    let count = usize::try_from(rows).unwrap_or(0);
    let batch = Batch { values, order: Order::Rows, rows: count };
    scorer.score(batch, scored).map_err(|fault| Error::new(fault.message))?;
    let missing = || Error::new("an output of the trees is missing");
    let mut next = 0;
    if scorer.operator == Kind::Classifier {
        let mut labels = context.output(next, [rows])?.ok_or_else(missing)?;
        labels.try_extract_tensor_mut()?.1.copy_from_slice(&scored.labels);
        next += 1;
    }
    let width = i64::try_from(scorer.targets()).unwrap_or(i64::MAX);
    let mut scores = context.output(next, [rows, width])?.ok_or_else(missing)?;
    if scorer.gives_doubles() {
        scores.try_extract_tensor_mut()?.1.copy_from_slice(scored.doubles());
    } else {
        scores.try_extract_tensor_mut()?.1.copy_from_slice(&scored.floats);
    }
    Ok(())
}
