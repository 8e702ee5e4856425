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
    let domain = if op_type == "Cast" { "" } else { "ai.onnx.ml" };
    NodeProto {
        op_type: op_type.into(),
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
fn tells_empty_truncated_and_foreign_files_apart() {
    let whole = classifier().encode_to_vec();
    let code = |bytes: &[u8]| parse(bytes.to_vec()).map(|_| ()).unwrap_err().code;
    assert_eq!(code(b""), Code::ModelEmpty);
    assert_eq!(code(&whole[..whole.len() - 15]), Code::ModelTruncated);
    assert_eq!(code(b"a,b,c\n1,2,3\n"), Code::NotOnnx);
    assert_eq!(code(b"PK\x03\x04 a zip file"), Code::NotOnnx);
}
