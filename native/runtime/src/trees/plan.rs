//! Which ensembles of a model the kernel takes over, and how.

use std::sync::Arc;

use bytes::Bytes;
use rowcast_kernel::columns::SessionOutput;
use rowcast_kernel::element::{Element, FeedElement};
use rowcast_kernel::model_file::ModelFile;
use rowcast_kernel::plan::ModelPlan;
use rowcast_kernel::trees::Unfit;
use rowcast_kernel::trees::any_scorer::AnyScorer;
use rowcast_kernel::trees::attributes::RawNode;
use rowcast_kernel::trees::direct::{Part, parts};
use rowcast_kernel::trees::find::{TreeNode, tree_nodes};
use rowcast_kernel::trees::read::{AnyEnsemble, read};
use rowcast_kernel::trees::scorer::Wanted;
use rowcast_kernel::trees::simd::Level;

/// An ensemble that the kernel takes over.
pub struct Chosen {
    /// Where it stands in the session's bytes.
    pub node: TreeNode,
    /// The element type of its input.
    pub input: Element,
    /// The ensemble, kept until it has passed the gate.
    pub ensemble: AnyEnsemble,
    /// The ensemble laid out.
    pub scorer: Arc<AnyScorer>,
}

/// The ensembles in `bytes`, each of which takes the model's own input or floats.
///
/// # Errors
/// Why one of them stays ONNX Runtime's, and with it all.
pub fn ensembles(file: &ModelFile, plan: &ModelPlan, bytes: &Bytes) -> Result<Vec<Chosen>, Unfit> {
    let nodes = tree_nodes(bytes).map_err(|_| Unfit::new("the graph cannot be read"))?;
    nodes.into_iter().map(|node| ensemble(file, plan, bytes, node)).collect()
}

fn ensemble(file: &ModelFile, plan: &ModelPlan, bytes: &Bytes, node: TreeNode) -> Result<Chosen, Unfit> {
    let raw = RawNode::read(bytes.get(node.message.clone()).unwrap_or_default())?;
    let input = input_of(file, plan, &raw);
    Ok(laid_out(node, input, read(&raw, input)?))
}

/// The element type that the ensemble `raw` takes.
pub fn input_of(file: &ModelFile, plan: &ModelPlan, raw: &RawNode<'_>) -> Element {
    let name = raw.inputs.first().copied().unwrap_or_default();
    file.element_of(name).unwrap_or_else(|| input_element(plan, name))
}

/// An ensemble with its layout.
pub fn laid_out(node: TreeNode, input: Element, ensemble: AnyEnsemble) -> Chosen {
    let scorer = Arc::new(AnyScorer::new(&ensemble, node.operator, Wanted::Cheapest, Level::best()));
    Chosen { node, input, ensemble, scorer }
}

/// The element type of the model's input `name`; what a node before the ensemble makes is nearly always float, and
/// where it is not ONNX Runtime refuses the edited graph.
fn input_element(plan: &ModelPlan, name: &str) -> Element {
    let input = plan.inputs.iter().find(|input| input.name == name);
    input.map_or(Element::Float, |input| input.element.element())
}

/// What each output is, where the whole model is one ensemble over one input of columns.
pub fn whole(
    file: &ModelFile,
    plan: &ModelPlan,
    bytes: &Bytes,
    outputs: &[SessionOutput],
) -> Option<Vec<Part>> {
    let [input] = plan.inputs.as_slice() else { return None };
    let takes_columns = input.rank == 2
        && matches!(
            input.element,
            FeedElement::Float | FeedElement::Double | FeedElement::Int32 | FeedElement::Int64
        );
    let names: Vec<&str> = outputs.iter().map(|output| output.tensor.as_str()).collect();
    if takes_columns { parts(bytes, file, &input.name, &names) } else { None }
}
