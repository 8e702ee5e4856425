//! The path that a model's trees take: Rowcast's own or ONNX Runtime's, and why.

use bytes::Bytes;
use rowcast_kernel::columns::SessionOutput;
use rowcast_kernel::model_file::ModelFile;
use rowcast_kernel::options::TreesOption;
use rowcast_kernel::plan::ModelPlan;
use rowcast_kernel::trees::Unfit;
use rowcast_kernel::trees::direct::Part;
use rowcast_kernel::trees::find::tree_nodes;
use rowcast_kernel::trees::rewrite::{Replacement, ml_version, operator_name, replace};
use rowcast_kernel::trees::simd::Level;
use rowcast_kernel::{Code, Fault};
use serde::Serialize;

use super::operator::TreesOperator;
use super::plan::{Chosen, ensembles, whole};
use super::{Direct, gate};
use crate::library::Library;

/// What scores a model's trees, as the receipt says it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TreesReceipt {
    /// What the caller asked for.
    pub asked: &'static str,
    /// What runs: `fast` or `runtime`.
    pub ran: &'static str,
    /// Why, in a sentence.
    pub why: String,
}

impl TreesReceipt {
    /// The same for a model whose fast path turned out not to work.
    pub(crate) fn fell_back(self, why: String) -> Self {
        Self { ran: "runtime", why, ..self }
    }
}

/// Rowcast's own path through a model.
pub enum Fast {
    /// The whole model is one ensemble.
    Whole(Direct),
    /// The model with its ensembles replaced by operators.
    Inside(Vec<u8>, Vec<TreesOperator>),
}

/// The path of the model in `file`, whose session is made of `bytes`; no receipt for a model without trees.
///
/// # Errors
/// `TREES_NOT_FAST` where the fast path was asked for and cannot be.
pub fn choose(
    library: &Library,
    asked: TreesOption,
    (file, bytes): (&ModelFile, &Bytes),
    plan: &ModelPlan,
    outputs: &[SessionOutput],
) -> Result<(Option<Fast>, Option<TreesReceipt>), Fault> {
    let receipt = |ran, why| Some(TreesReceipt { asked: asked.name(), ran, why });
    if tree_nodes(bytes).is_ok_and(|nodes| nodes.is_empty()) {
        return match asked {
            TreesOption::Fast => Err(not_fast(&plan.model, "it has no trees")),
            TreesOption::Auto | TreesOption::Runtime => Ok((None, None)),
        };
    }
    if asked == TreesOption::Runtime {
        return Ok((None, receipt("runtime", "ONNX Runtime was asked for.".to_owned())));
    }
    match fast(library, file, bytes, plan, outputs) {
        Ok((fast, why)) => Ok((Some(fast), receipt("fast", why))),
        Err(Unfit(reason)) if asked == TreesOption::Fast => Err(not_fast(&plan.model, &reason)),
        Err(Unfit(reason)) => Ok((None, receipt("runtime", format!("Of the trees: {reason}.")))),
    }
}

pub(crate) fn not_fast(model: &str, reason: &str) -> Fault {
    Fault::new(
        Code::TreesNotFast,
        format!("Model \"{model}\" cannot be scored by Rowcast's own trees: {reason}."),
        "Leave the choice of trees to Rowcast, or choose runtime.",
    )
}

fn fast(
    library: &Library,
    file: &ModelFile,
    bytes: &Bytes,
    plan: &ModelPlan,
    outputs: &[SessionOutput],
) -> Result<(Fast, String), Unfit> {
    let chosen = ensembles(file, plan, bytes)?;
    let version = ml_version(bytes).map_err(|_| Unfit::new("the graph cannot be read"))?;
    let mut probed = 0;
    for chosen in &chosen {
        let node = bytes.get(chosen.node.message.clone()).unwrap_or_default();
        probed += gate::pass(library, (node, version), chosen)?;
    }
    let why = format!("{}; {probed} probe rows gave ONNX Runtime's bits.", layouts(&chosen));
    let fast = match (whole(file, plan, bytes, outputs), chosen.as_slice()) {
        (Some(parts), [only]) => Fast::Whole(direct(only, parts)),
        _ => Fast::Inside(replaced(bytes, &chosen)?, operators(&chosen)),
    };
    Ok((fast, why))
}

/// The operators that take the places of `chosen`.
pub(super) fn operators(chosen: &[Chosen]) -> Vec<TreesOperator> {
    let operator = |(index, chosen): (usize, &Chosen)| TreesOperator {
        name: operator_name(index),
        scorer: std::sync::Arc::clone(&chosen.scorer),
        input: chosen.input,
    };
    chosen.iter().enumerate().map(operator).collect()
}

pub(super) fn direct(chosen: &Chosen, parts: Vec<Part>) -> Direct {
    Direct { scorer: std::sync::Arc::clone(&chosen.scorer), parts }
}

/// `bytes` with the operators of `chosen` in the places of its ensembles, which are the same in the same order.
pub(super) fn replaced(bytes: &Bytes, chosen: &[Chosen]) -> Result<Vec<u8>, Unfit> {
    let nodes = tree_nodes(bytes).map_err(|_| Unfit::new("the graph cannot be read"))?;
    let replacements: Vec<Replacement<'_>> = chosen
        .iter()
        .zip(&nodes)
        .enumerate()
        .map(|(index, (chosen, node))| Replacement {
            node,
            operator: operator_name(index),
            labels: chosen.scorer.labels(),
        })
        .collect();
    replace(bytes, &replacements).map_err(|_| Unfit::new("the graph cannot be edited"))
}

/// What scores the trees, for a receipt.
pub(super) fn layouts(chosen: &[Chosen]) -> String {
    let trees: usize = chosen.iter().map(|chosen| chosen.ensemble.trees()).sum();
    let mut layouts: Vec<(&str, usize)> = Vec::new();
    for (name, count) in chosen.iter().flat_map(|chosen| chosen.scorer.layouts()) {
        match layouts.iter_mut().find(|(other, _)| *other == name) {
            Some((_, total)) => *total += count,
            None => layouts.push((name, count)),
        }
    }
    let layouts: Vec<String> = layouts.iter().map(|(name, count)| format!("{name} {count}")).collect();
    format!("{trees} trees ({}) with {}", layouts.join(", "), Level::best().name())
}
