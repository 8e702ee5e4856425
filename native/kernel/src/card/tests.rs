use std::path::Path;

use bytes::Bytes;
use prost::Message;

use super::*;
use crate::fault::Code;
use crate::onnx::messages::{
    AttributeProto, DimensionProto, DimensionValue, NodeProto, TensorShapeProto, TensorTypeProto, TypeProto,
    TypeValue, ValueInfoProto,
};

fn tensor(name: &str, element: i32, dims: &[DimensionValue]) -> ValueInfoProto {
    let dim = dims.iter().map(|value| DimensionProto { value: Some(value.clone()) }).collect();
    let tensor = TensorTypeProto { elem_type: element, shape: Some(TensorShapeProto { dim }) };
    ValueInfoProto { name: name.into(), r#type: Some(TypeProto { value: Some(TypeValue::Tensor(tensor)) }) }
}

fn node(op_type: &str, inputs: &[&str], outputs: &[&str]) -> NodeProto {
    let texts = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
    let domain = if ["Cast", "Concat", "Mul", "Scan"].contains(&op_type) { "" } else { "ai.onnx.ml" };
    NodeProto {
        op_type: op_type.into(),
        name: String::new(),
        domain: domain.into(),
        input: texts(inputs),
        output: texts(outputs),
        attribute: Vec::new(),
    }
}

fn classifier() -> ModelProto {
    let mut linear = node("LinearClassifier", &["X"], &["label", "raw"]);
    linear.attribute.push(AttributeProto {
        name: "classlabels_strings".into(),
        strings: vec![Bytes::from("no"), Bytes::from("yes")],
        ..AttributeProto::default()
    });
    let any = || DimensionValue::Name("N".into());
    let graph = GraphProto {
        name: "g".into(),
        node: vec![linear, node("Cast", &["raw"], &["scores"])],
        initializer: vec![TensorProto { name: "W".into(), dims: vec![3, 4], ..TensorProto::default() }],
        input: vec![
            tensor("X", 1, &[any(), DimensionValue::Number(4)]),
            tensor("W", 1, &[DimensionValue::Number(3), DimensionValue::Number(4)]),
        ],
        output: vec![
            tensor("label", 8, &[any()]),
            tensor("scores", 1, &[DimensionValue::Number(-1), DimensionValue::Number(2)]),
        ],
        ..GraphProto::default()
    };
    ModelProto {
        ir_version: Some(8),
        graph: Some(graph),
        metadata_props: vec![StringStringEntryProto { key: "columns".into(), value: Bytes::from("a,b,c,d") }],
        ..ModelProto::default()
    }
}

fn parse(bytes: Vec<u8>) -> Result<ModelFile, crate::Fault> {
    ModelFile::parse(Bytes::from(bytes), Path::new("m.onnx"))
}

#[test]
fn describes_inputs_outputs_classes_and_features() {
    let file = parse(classifier().encode_to_vec()).unwrap();
    let card = ModelCard::new(&file, Path::new("m.onnx"));
    let json = serde_json::to_value(&card).unwrap();
    let input = serde_json::json!(
        [{"name": "X", "kind": "tensor", "element": "float", "shape": ["N", 4], "optional": false}]
    );
    assert_eq!(json["inputs"], input);
    assert_eq!(json["outputs"][0]["classes"], serde_json::Value::Null);
    assert_eq!(json["outputs"][1]["classes"], serde_json::json!(["no", "yes"]));
    assert_eq!(json["outputs"][1]["shape"], serde_json::json!([null, 2]));
    assert_eq!(json["parameters"], 12);
    assert_eq!(json["features"]["source"], "metadata:columns");
    assert_eq!(json["operators"][0], serde_json::json!({"domain": "ai.onnx", "op": "Cast", "count": 1}));
    assert_eq!(card.bytes, file.bytes.len() as u64);
}

#[test]
fn finds_classes_behind_a_product_with_one_number_only() {
    let classes = |dims: Vec<i64>| {
        let mut model = classifier();
        let graph = model.graph.as_mut().unwrap();
        graph.node.pop();
        graph.node.push(node("Mul", &["raw", "factor"], &["scores"]));
        graph.initializer.push(TensorProto { name: "factor".into(), dims, ..TensorProto::default() });
        let card = ModelCard::new(&parse(model.encode_to_vec()).unwrap(), Path::new("m.onnx"));
        serde_json::to_value(&card).unwrap()["outputs"][1]["classes"].clone()
    };
    let found = serde_json::json!(["no", "yes"]);
    assert_eq!(classes(vec![]), found);
    assert_eq!(classes(vec![1, 1]), found);
    assert_eq!(classes(vec![2, 2]), serde_json::Value::Null);
}

#[test]
fn tells_empty_truncated_and_foreign_files_apart() {
    let whole = classifier().encode_to_vec();
    let code = |bytes: &[u8]| parse(bytes.to_vec()).map(|_| ()).unwrap_err().code;
    assert_eq!(code(b""), Code::ModelEmpty);
    assert_eq!(code(&whole[..whole.len() - 15]), Code::ModelTruncated);
    assert_eq!(code(b"a,b,c\n1,2,3\n"), Code::NotOnnx);
    assert_eq!(code(b"PK\x03\x04 a zip file"), Code::NotOnnx);
}

fn encoder(op_type: &str, input: &str, attribute: AttributeProto) -> NodeProto {
    NodeProto { attribute: vec![attribute], ..node(op_type, &[input], &["encoded"]) }
}

fn names(attribute: &str, names: &[&str]) -> AttributeProto {
    let strings = names.iter().map(|name| Bytes::copy_from_slice(name.as_bytes())).collect();
    AttributeProto { name: attribute.into(), strings, ..AttributeProto::default() }
}

fn numbers(attribute: &str, ints: &[i64]) -> AttributeProto {
    AttributeProto { name: attribute.into(), ints: ints.to_vec(), ..AttributeProto::default() }
}

fn constant(name: &str, values: &[i64]) -> TensorProto {
    let raw_data = values.iter().flat_map(|value| value.to_le_bytes()).collect::<Vec<_>>().into();
    TensorProto { name: name.into(), data_type: 7, raw_data, ..TensorProto::default() }
}

#[test]
fn categories_belong_to_the_columns_that_reach_an_encoder_unchanged() {
    let any = || DimensionValue::Name("N".into());
    let graph = GraphProto {
        node: vec![
            node("Concat", &["carrier", "origin"], &["both"]),
            node("ArrayFeatureExtractor", &["both", "second"], &["origin again"]),
            encoder("OneHotEncoder", "origin again", names("cats_strings", &["EWR", "JFK"])),
            node("ArrayFeatureExtractor", &["X", "third"], &["weekday"]),
            node("Cast", &["weekday"], &["whole weekday"]),
            encoder("LabelEncoder", "whole weekday", numbers("keys_int64s", &[1, 7])),
            node("Scaler", &["X"], &["scaled"]),
            encoder("OneHotEncoder", "scaled", numbers("cats_int64s", &[0])),
            encoder("CategoryMapper", "carrier", names("cats_strings", &["AA"])),
        ],
        initializer: vec![constant("second", &[1]), constant("third", &[2])],
        input: vec![
            tensor("carrier", 8, &[any()]),
            tensor("origin", 8, &[any(), DimensionValue::Number(1)]),
            tensor("X", 1, &[any(), DimensionValue::Number(3)]),
        ],
        output: vec![tensor("encoded", 1, &[any()])],
        ..GraphProto::default()
    };
    let model = ModelProto { ir_version: Some(8), graph: Some(graph), ..ModelProto::default() };
    let file = parse(model.encode_to_vec()).unwrap();
    let card = serde_json::to_value(ModelCard::new(&file, Path::new("m.onnx"))).unwrap();
    assert_eq!(
        card["categories"],
        serde_json::json!([
            {"input": "origin", "index": 0, "values": ["EWR", "JFK"]},
            {"input": "X", "index": 2, "values": [1, 7]},
            {"input": "carrier", "index": 0, "values": ["AA"]},
        ])
    );
}

#[test]
fn a_graph_is_told_by_its_nodes_and_cut_where_asked() {
    let mut model = classifier();
    let graph = model.graph.as_mut().unwrap();
    let body = GraphProto { node: vec![node("Cast", &["a"], &["b"])], ..GraphProto::default() };
    let attribute = AttributeProto { name: "body".into(), g: Some(body), ..AttributeProto::default() };
    graph.node.push(NodeProto {
        name: "loop".into(),
        attribute: vec![attribute],
        ..node("Scan", &["scores"], &["s"])
    });
    let file = parse(model.encode_to_vec()).unwrap();
    let json = serde_json::to_value(graph::ModelGraph::new(&file, 5)).unwrap();
    assert_eq!(json["nodeCount"], 3);
    assert_eq!(
        json["nodes"][2],
        serde_json::json!({"name": "loop", "op": "Scan", "domain": "ai.onnx", "inputs": ["scores"], "outputs": ["s"], "subgraphs": 1})
    );
    let cut = graph::ModelGraph::new(&file, 1);
    assert_eq!((cut.nodes.len(), cut.node_count), (1, 3));
}
