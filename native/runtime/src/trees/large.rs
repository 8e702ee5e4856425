//! Large ensembles, which ONNX Runtime would take seconds and several times the file to load: it never sees them whole. It
//! scores their first trees for comparison, and a plain walk over all nodes is compared with the layout.

use bytes::Bytes;
use rowcast_kernel::columns::SessionOutput;
use rowcast_kernel::element::Element;
use rowcast_kernel::model_file::ModelFile;
use rowcast_kernel::plan::ModelPlan;
use rowcast_kernel::trees::Unfit;
use rowcast_kernel::trees::attributes::RawNode;
use rowcast_kernel::trees::find::{TreeNode, tree_nodes};
use rowcast_kernel::trees::first_trees::first_trees;
use rowcast_kernel::trees::read::{AnyEnsemble, read};
use rowcast_kernel::trees::rewrite::ml_version;

use super::operator::TreesOperator;
use super::path::{direct, layouts, operators, replaced};
use super::plan::{input_of, laid_out, whole};
use super::{Direct, gate};
use crate::library::Library;

/// Bytes of all ensembles of a model from which on they are large: some 100,000 nodes.
const LARGE_BYTES: usize = 4 * 1024 * 1024;

/// Most nodes of the trees that ONNX Runtime scores for comparison; a single tree may have more.
const COMPARED_NODES: usize = 20_000;

/// A model whose ensembles are all the kernel's.
pub struct Large {
    /// The model with operators in their places.
    pub edited: Vec<u8>,
    /// The operators.
    pub operators: Vec<TreesOperator>,
    /// The same without ONNX Runtime, where the model is one ensemble.
    pub direct: Option<Direct>,
    /// What was found, for the receipt.
    pub why: String,
}

/// Whether the ensembles in `bytes` are large.
pub fn is_large(bytes: &[u8]) -> bool {
    let total = |nodes: Vec<TreeNode>| nodes.iter().map(|node| node.message.len()).sum::<usize>();
    tree_nodes(bytes).is_ok_and(|nodes| total(nodes) >= LARGE_BYTES)
}

/// An ensemble that was read, and its first trees as a node of their own.
struct Taken {
    node: TreeNode,
    input: Element,
    ensemble: AnyEnsemble,
    first: Vec<u8>,
}

/// The model in `file` with every ensemble taken over. The file's bytes are let go on the way: they would be a third of what
/// loading takes.
///
/// # Errors
/// Why one of them cannot be.
pub fn large(
    library: &Library,
    file: &mut ModelFile,
    plan: &ModelPlan,
    outputs: &[SessionOutput],
) -> Result<Large, Unfit> {
    let unreadable = |_| Unfit::new("the graph cannot be read");
    let version = ml_version(&file.bytes).map_err(unreadable)?;
    let bytes = file.light_session_bytes().map_err(|fault| Unfit::new(fault.message))?;
    let nodes = tree_nodes(&file.bytes).map_err(unreadable)?;
    let taken: Vec<Taken> = nodes.into_iter().map(|node| take(file, plan, node)).collect::<Result<_, _>>()?;
    file.bytes = Bytes::new();
    let (mut chosen, mut probed, mut walked) = (Vec::new(), 0, 0);
    for taken in taken {
        probed += pass_first(library, version, &taken)?;
        let taken = laid_out(taken.node, taken.input, taken.ensemble);
        walked += gate::pass_plain(&taken)?;
        chosen.push(taken);
    }
    let edited = replaced(&bytes, &chosen)?;
    let direct = match (whole(file, plan, &bytes, outputs), chosen.as_slice()) {
        (Some(parts), [only]) => Some(direct(only, parts)),
        _ => None,
    };
    let why = format!(
        "{}; {probed} probe rows through the first trees gave ONNX Runtime's bits, and {walked} through all those of a plain walk.",
        layouts(&chosen)
    );
    Ok(Large { edited, operators: operators(&chosen), direct, why })
}

fn take(file: &ModelFile, plan: &ModelPlan, node: TreeNode) -> Result<Taken, Unfit> {
    let message = file.bytes.get(node.message.clone()).unwrap_or_default();
    let raw = RawNode::read(message)?;
    let input = input_of(file, plan, &raw);
    // In this order, since the lists that the first trees are found in take memory of their own.
    let first = first_trees(message, COMPARED_NODES)?;
    Ok(Taken { node, input, ensemble: read(&raw, input)?, first })
}

fn pass_first(library: &Library, version: u64, taken: &Taken) -> Result<usize, Unfit> {
    let node = TreeNode { operator: taken.node.operator, message: 0..taken.first.len() };
    let ensemble = read(&RawNode::read(&taken.first)?, taken.input)?;
    gate::pass(library, (&taken.first, version), &laid_out(node, taken.input, ensemble))
}
