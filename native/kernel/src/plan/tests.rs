use super::*;
use crate::options::LoadOptions;

fn signatures() -> Vec<InputSignature> {
    let signature =
        |name: &str, element, shape| InputSignature { name: name.into(), element, shape, rows: Rows::Any };
    vec![
        signature("X", FeedElement::Float, RowShape::Features(2)),
        signature("carrier", FeedElement::String, RowShape::Scalar),
    ]
}

fn plan(arguments: &str) -> Result<ModelPlan, Fault> {
    let options = LoadOptions::parse(&format!(r#"{{"arguments":[{arguments}]}}"#))?;
    ModelPlan::new("m", &signatures(), options.arguments.as_deref())
}

const CARRIER: &str = r#"{"input":"carrier","type":"VARCHAR"}"#;

#[test]
fn without_arguments_each_feature_has_one_of_its_natural_type() {
    let plan = ModelPlan::new("m", &signatures(), None).unwrap();
    assert_eq!(plan.parameters, [SqlType::Float, SqlType::Float, SqlType::Varchar].map(ColumnType::from));
    assert_eq!(plan.inputs[0].arguments, [0, 1]);
    assert!(matches!(plan.arguments[0].missing, Some(Scalar::Float(value)) if value.is_nan()));
    assert_eq!(plan.arguments[2].missing, None);
}

#[test]
fn a_presence_flag_follows_its_argument() {
    let first = r#"{"input":"X","type":"DOUBLE","presence":true}"#;
    let second = r#"{"input":"X","type":"BIGINT","missing":{"policy":"value","value":"-1"}}"#;
    let plan = plan(&format!("{first},{second},{CARRIER}")).unwrap();
    let types = [SqlType::Double, SqlType::Boolean, SqlType::BigInt, SqlType::Varchar];
    assert_eq!(plan.parameters, types.map(ColumnType::from));
    assert_eq!((plan.arguments[0].presence, plan.arguments[1].parameter), (Some(1), 2));
    assert_eq!(plan.arguments[1].missing, Some(Scalar::Float(-1.0)));
}

#[test]
fn a_list_takes_what_is_left_of_its_input() {
    let lists = plan(&format!(r#"{{"input":"X","type":"FLOAT[]"}},{CARRIER}"#)).unwrap();
    assert_eq!((lists.arguments[0].width, lists.inputs[0].width), (2, 2));
    let mixed =
        plan(&format!(r#"{{"input":"X","type":"FLOAT[]"}},{{"input":"X","type":"DOUBLE"}},{CARRIER}"#))
            .unwrap();
    assert_eq!((mixed.arguments[0].width, mixed.arguments[1].place), (1, 1));
    for wrong in [
        format!(r#"{{"input":"X","type":"FLOAT[]","length":3}},{CARRIER}"#),
        format!(r#"{{"input":"X","type":"FLOAT[]"}},{{"input":"X","type":"FLOAT[]"}},{CARRIER}"#),
    ] {
        assert_eq!(
            plan(&wrong).map(|plan| plan.arguments.len()).unwrap_err().code,
            Code::ArgumentCount,
            "{wrong}"
        );
    }
    let deep = plan(&format!(r#"{{"input":"X","type":"FLOAT[][]"}},{CARRIER}"#)).unwrap_err();
    assert_eq!(deep.code, Code::TypeMismatch);
}

#[test]
fn what_does_not_fit_is_refused_with_the_argument_named() {
    let x = r#"{"input":"X","type":"FLOAT"}"#;
    for (arguments, code, argument) in [
        (format!("{x},{CARRIER}"), Code::ArgumentCount, None),
        (format!(r#"{x},{{"input":"Y","type":"FLOAT"}}"#), Code::UnknownInput, Some(1)),
        (r#"{"input":"carrier","type":"INTEGER"}"#.to_owned(), Code::TypeMismatch, Some(0)),
        (
            r#"{"input":"carrier","type":"VARCHAR","missing":{"policy":"nan"}}"#.to_owned(),
            Code::BadMissingValue,
            Some(0),
        ),
        (
            r#"{"input":"X","type":"FLOAT","missing":{"policy":"value","value":"none"}}"#.to_owned(),
            Code::BadMissingValue,
            Some(0),
        ),
        (r#"{"input":"X","type":"DATE"}"#.to_owned(), Code::BadOptions, None),
        (r#"{"input":"X","type":"FLOAT","extra":1}"#.to_owned(), Code::BadOptions, None),
    ] {
        let fault = plan(&arguments).unwrap_err();
        assert_eq!((fault.code, fault.argument), (code, argument), "{arguments}");
    }
}
