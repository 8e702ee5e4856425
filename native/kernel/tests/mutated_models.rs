//! Damaged model files: reading one ends in a fault with words, never in a panic, whatever the bytes.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod mutation;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use bytes::Bytes;
use mutation::{Numbers, models, mutated};
use rowcast_kernel::Fault;
use rowcast_kernel::card::graph::ModelGraph;
use rowcast_kernel::card::{ModelCard, external_data};
use rowcast_kernel::columns::session_outputs;
use rowcast_kernel::model_file::ModelFile;
use rowcast_kernel::plan::ModelPlan;
use rowcast_kernel::probe_values::known_category;
use rowcast_kernel::signature::input_signatures;
use rowcast_kernel::trees::attributes::RawNode;
use rowcast_kernel::trees::find::tree_nodes;
use rowcast_kernel::trees::read::read;

/// How many files are made; `ROWCAST_MUTATIONS` says another number.
const MUTATIONS: u64 = 20_000;

/// All that the kernel does with a model before ONNX Runtime gets it.
fn read_all(bytes: Vec<u8>, path: &Path) -> Result<(), Fault> {
    let file = ModelFile::parse(Bytes::from(bytes), path)?;
    let card = ModelCard::new(&file, path);
    serde_json::to_string(&card).unwrap();
    serde_json::to_string(&ModelGraph::new(&file, 500)).unwrap();
    let session = file.session_bytes()?;
    file.light_session_bytes()?;
    for node in tree_nodes(&session).unwrap_or_default() {
        let message = session.get(node.message.clone()).unwrap_or_default();
        if let Ok(raw) = RawNode::read(message) {
            let _ = read(&raw, rowcast_kernel::element::Element::Float);
        }
    }
    external_data::check(&card.external_data, path)?;
    session_outputs(&file, &card, None, "m")?;
    let plan = ModelPlan::new("m", &input_signatures(&card, "m")?, None)?;
    plan.inputs.iter().for_each(|input| drop(known_category(&file, &input.name)));
    Ok(())
}

#[test]
fn a_damaged_model_is_read_or_refused_in_words() {
    let models = models();
    assert!(models.len() > 100, "the models that are to be damaged are not where they were");
    let wanted = std::env::var("ROWCAST_MUTATIONS").ok().and_then(|text| text.parse().ok());
    let mut refused = 0_u64;
    let total = wanted.unwrap_or(MUTATIONS);
    for seed in 1..=total {
        let mut numbers = Numbers::of(seed);
        let (path, original) = &models[numbers.below(models.len())];
        let bytes = mutated(original, &mut numbers);
        let read = catch_unwind(AssertUnwindSafe(|| read_all(bytes, path)));
        let Ok(read) = read else { panic!("seed {seed}, made of {}, panicked", path.display()) };
        if let Err(fault) = read {
            refused += 1;
            assert!(fault.code.as_str() != "INTERNAL", "seed {seed}: {fault}");
            assert!(fault.message.ends_with(['.', ':']) && fault.hint.ends_with('.'), "seed {seed}: {fault}");
        }
    }
    assert!(refused > total / 10 && refused < total, "{refused} of {total} were refused");
}
