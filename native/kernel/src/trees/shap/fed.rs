//! Which of a model's arguments feed the features of its one ensemble, and whether anything else decides its outputs.

use super::super::Unfit;
use super::super::read::Operator;
use crate::element::Element;
use crate::onnx::messages::{GraphProto, NodeProto};
use crate::onnx::trace::{attribute_int, producer};
use crate::plan::ModelPlan;

/// Operators behind an ensemble that turn its sum into an output, each row's on its own.
const BEHIND: &[&str] = &[
    "ArgMax",
    "ArrayFeatureExtractor",
    "Cast",
    "Concat",
    "Exp",
    "Gather",
    "Identity",
    "LabelEncoder",
    "Mul",
    "Neg",
    "Normalizer",
    "Reshape",
    "Sigmoid",
    "Slice",
    "Softmax",
    "Squeeze",
    "Sub",
    "Unsqueeze",
    "ZipMap",
];

/// What an ensemble is fed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fed {
    /// The argument of each feature, as an index into [`ModelPlan::arguments`].
    pub arguments: Vec<usize>,
    /// The element type that the ensemble is given.
    pub element: Element,
}

/// The ensemble of `graph` and what feeds it.
///
/// # Errors
/// Where the model is not one ensemble that reads the model's own inputs.
pub fn fed<'g>(graph: &'g GraphProto, plan: &ModelPlan) -> Result<(&'g NodeProto, Fed), Unfit> {
    let is_ensemble = |node: &&NodeProto| Operator::of(&node.op_type, &node.domain).is_some();
    let mut ensembles = graph.node.iter().filter(is_ensemble);
    let ensemble = ensembles.next().ok_or_else(|| Unfit::new("it has no tree ensemble"))?;
    let others = ensembles.count();
    if others > 0 {
        return Err(Unfit::new(format!(
            "it has {} tree ensembles, and their scores are put together by other steps",
            others + 1
        )));
    }
    let mut in_front = Vec::new();
    let input = ensemble.input.first().map(String::as_str).unwrap_or_default();
    let fed = sources(graph, plan, input, &mut in_front)?;
    let mut arguments = fed.arguments.clone();
    arguments.sort_unstable();
    if arguments.windows(2).any(|pair| pair.first() == pair.last()) {
        return Err(Unfit::new("one of its inputs feeds two features of the trees"));
    }
    check_rest(graph, ensemble, &in_front)?;
    Ok((ensemble, fed))
}

/// What makes the tensor `name`; `passed` gets the nodes on the way.
fn sources<'g>(
    graph: &'g GraphProto,
    plan: &ModelPlan,
    name: &str,
    passed: &mut Vec<&'g NodeProto>,
) -> Result<Fed, Unfit> {
    if let Some(input) = plan.inputs.iter().find(|input| input.name == name) {
        if input.width != input.arguments.len() {
            return Err(Unfit::new(
                "a column of lists feeds its trees, and reasons name columns of single values",
            ));
        }
        return Ok(Fed { arguments: input.arguments.clone(), element: input.element.element() });
    }
    let (node, _) = producer(graph, name).ok_or_else(|| Unfit::new("its trees are fed a constant"))?;
    if passed.len() > graph.node.len() {
        return Err(Unfit::new("its graph leads in a circle"));
    }
    passed.push(node);
    let first = node.input.first().map(String::as_str).unwrap_or_default();
    match node.op_type.as_str() {
        "Identity" => sources(graph, plan, first, passed),
        "Cast" => cast(node, sources(graph, plan, first, passed)?),
        "Concat" => {
            let parts = node.input.iter().map(|input| sources(graph, plan, input, passed));
            let parts: Vec<Fed> = parts.collect::<Result<_, _>>()?;
            let element = parts.first().map_or(Element::Float, |part| part.element);
            Ok(Fed { arguments: parts.into_iter().flat_map(|part| part.arguments).collect(), element })
        }
        other => Err(Unfit::new(format!(
            "the step {other} stands between its inputs and its trees, so that these do not see the columns"
        ))),
    }
}

/// A feature that is cast once is the number that the last type holds; cast twice, it may have lost more.
fn cast(node: &NodeProto, fed: Fed) -> Result<Fed, Unfit> {
    let to = attribute_int(node, "to").and_then(|to| Element::from_onnx(i32::try_from(to).ok()?));
    match to {
        Some(to) if to == fed.element => Ok(fed),
        Some(to @ (Element::Float | Element::Double)) if fed.element != Element::String => {
            Ok(Fed { element: to, ..fed })
        }
        _ => Err(Unfit::new("a Cast between its inputs and its trees changes values")),
    }
}

/// Refuses nodes beside the ensemble and the way to it that read the model's inputs, or do more behind it than turn its sum.
fn check_rest(graph: &GraphProto, ensemble: &NodeProto, in_front: &[&NodeProto]) -> Result<(), Unfit> {
    let constant = |name: &str| graph.initializer.iter().any(|tensor| tensor.name == name);
    let mut of_inputs: Vec<&str> = graph.input.iter().map(|input| input.name.as_str()).collect();
    of_inputs.retain(|name| !constant(name));
    of_inputs.extend(in_front.iter().flat_map(|node| &node.output).map(String::as_str));
    for node in &graph.node {
        if std::ptr::eq(node, ensemble) || in_front.iter().any(|other| std::ptr::eq(*other, node)) {
            continue;
        }
        if node.input.iter().any(|input| of_inputs.contains(&input.as_str())) {
            return Err(Unfit::new(format!("the step {} reads the columns beside its trees", node.op_type)));
        }
        if node.op_type != "Constant" && !BEHIND.contains(&node.op_type.as_str()) {
            return Err(Unfit::new(format!(
                "the step {} behind its trees does more than turn their sum into a score",
                node.op_type
            )));
        }
    }
    Ok(())
}
