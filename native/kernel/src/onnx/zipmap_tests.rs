use proptest::prelude::*;
use prost::Message;

use super::super::messages::{AttributeProto, ModelProto};
use super::*;

fn value(name: &str) -> ValueInfoProto {
    ValueInfoProto { name: name.into(), r#type: None }
}

fn node(op_type: &str, domain: &str, input: &str, output: &str) -> NodeProto {
    NodeProto {
        op_type: op_type.into(),
        name: String::new(),
        domain: domain.into(),
        input: vec![input.into()],
        output: vec![output.into()],
        attribute: Vec::new(),
    }
}

fn classifier_with_zip_map() -> GraphProto {
    let mut zip_map = node("ZipMap", ML_DOMAIN, "scores", "probability");
    zip_map.attribute.push(AttributeProto {
        name: "classlabels_int64s".into(),
        ints: vec![3, 5],
        ..AttributeProto::default()
    });
    GraphProto {
        node: vec![node("Identity", "", "X", "scores"), zip_map],
        output: vec![value("label"), value("probability")],
        ..GraphProto::default()
    }
}

#[test]
fn finds_the_map_with_its_classes() {
    let found = find(&classifier_with_zip_map());
    let classes = vec![ClassLabel::Number(3), ClassLabel::Number(5)];
    assert_eq!(found, [ZipMap { output: "probability".into(), tensor: "scores".into(), classes }]);
}

#[test]
fn leaves_maps_alone_that_another_node_reads() {
    let mut graph = classifier_with_zip_map();
    graph.node.push(node("SequenceAt", "", "probability", "first"));
    assert_eq!(find(&graph), []);
}

#[test]
fn the_tensor_takes_the_place_of_its_map() {
    let graph = classifier_with_zip_map();
    let model = ModelProto { ir_version: Some(8), graph: Some(graph.clone()), ..ModelProto::default() };
    let edited = remove(&model.encode_to_vec(), &graph, &find(&graph)).unwrap();
    let edited = ModelProto::decode(edited.as_slice()).unwrap().graph.unwrap();
    let names: Vec<_> = edited.output.iter().map(|output| output.name.as_str()).collect();
    assert_eq!(names, ["label", "scores"]);
    let operators: Vec<_> = edited.node.iter().map(|node| node.op_type.as_str()).collect();
    assert_eq!(operators, ["Identity"]);
}

proptest! {
    /// Fields that this version does not know, before and after those it edits, survive byte for byte.
    #[test]
    fn every_other_byte_is_kept(
        before in prop::collection::vec(any::<u8>(), 0..40),
        inside in prop::collection::vec(any::<u8>(), 0..40),
        after in prop::collection::vec(any::<u8>(), 0..40),
    ) {
        let graph = classifier_with_zip_map();
        let unknown = |number, payload: &[u8]| {
            let mut field = Vec::new();
            push_delimited(&mut field, number, payload);
            field
        };
        let with_graph = |graph: &GraphProto| {
            let graph = [unknown(900, &inside), graph.encode_to_vec(), unknown(901, &inside)].concat();
            [unknown(900, &before), unknown(MODEL_GRAPH, &graph), unknown(901, &after)].concat()
        };
        let mut without = graph.clone();
        without.node.pop();
        without.output.pop();
        without.output.push(replacement(&graph, "scores").unwrap());
        let edited = remove(&with_graph(&graph), &graph, &find(&graph)).unwrap();
        prop_assert_eq!(edited, with_graph(&without));
    }

    #[test]
    fn arbitrary_bytes_are_refused_or_walked_but_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(fields) = fields(&bytes) {
            let walked: Vec<u8> = fields.iter().flat_map(|field| part(&bytes, field).to_vec()).collect();
            prop_assert_eq!(walked, bytes);
        }
    }
}
