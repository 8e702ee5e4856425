use super::*;
use crate::card::{Kind, ValueType};

fn output(name: &str, classes: Option<Vec<ClassLabel>>, zipmap: bool) -> SessionOutput {
    let r#type = ValueType { kind: Kind::Tensor, element: Some(Element::Float), shape: None };
    let declared = ModelOutput { name: name.into(), r#type, classes, zipmap };
    SessionOutput { tensor: name.into(), declared, part: None, maps: false }
}

fn names(outputs: &[(SessionOutput, OutputShape)]) -> Vec<String> {
    output_columns(outputs).into_iter().map(|column| column.name).collect()
}

fn shape(width: usize) -> OutputShape {
    OutputShape { element: Element::Float, each: vec![width] }
}

#[test]
fn columns_are_named_by_class_where_there_is_one_for_each() {
    let classes = || Some(vec![ClassLabel::Name("no".into()), ClassLabel::Number(7)]);
    assert_eq!(names(&[(output("p", classes(), false), shape(2))]), ["p_no", "p_7"]);
    assert_eq!(names(&[(output("p", classes(), false), shape(3))]), ["p_0", "p_1", "p_2"]);
    assert_eq!(names(&[(output("p", classes(), false), shape(1))]), ["p"]);
    let single = Some(vec![ClassLabel::Number(1)]);
    assert_eq!(names(&[(output("p", single, true), shape(1))]), ["p_1"]);
}

#[test]
fn names_stay_distinct_across_outputs() {
    let outputs = [(output("p", None, false), shape(2)), (output("P_1", None, false), shape(1))];
    assert_eq!(names(&outputs), ["p_0", "p_1", "P_1_2"]);
}

#[test]
fn only_one_entry_for_each_row_is_taken() {
    let code = |dimensions: &[i64]| {
        output_shape("y", Element::Float, dimensions, 64, "m").map_err(|fault| fault.code)
    };
    assert_eq!(code(&[64]).map(|shape| shape.width()), Ok(1));
    assert_eq!(code(&[64, 5]).map(|shape| shape.width()), Ok(5));
    assert_eq!(code(&[64, 3, 2]).map(|shape| shape.width()), Ok(6));
    assert_eq!(code(&[]), Err(Code::OutputNotPerRow));
    assert_eq!(code(&[1, 64]), Err(Code::OutputNotPerRow));
    assert_eq!(code(&[64, 0]), Err(Code::OutputNotPerRow));
    assert_eq!(code(&[64, 5, 0]), Err(Code::OutputNotPerRow));
    let complex = output_shape("y", Element::Complex64, &[64], 64, "m").map_err(|fault| fault.code);
    assert_eq!(complex, Err(Code::UnsupportedElement));
}

#[test]
fn matrices_and_wide_rows_without_names_become_lists() {
    let types = |each: &[usize], classes: Option<Vec<ClassLabel>>| {
        let shape = OutputShape { element: Element::Float, each: each.to_vec() };
        let columns = output_columns(&[(output("y", classes, false), shape)]);
        (columns.len(), columns.first().map(|column| column.sql_type.to_string()).unwrap_or_default())
    };
    assert_eq!(types(&[256], None), (256, "FLOAT".to_owned()));
    assert_eq!(types(&[257], None), (1, "FLOAT[]".to_owned()));
    assert_eq!(types(&[257], Some((0..257).map(ClassLabel::Number).collect())), (257, "FLOAT".to_owned()));
    assert_eq!(types(&[3, 2], None), (1, "FLOAT[][]".to_owned()));
    assert_eq!(types(&[1, 1], None), (1, "FLOAT[][]".to_owned()));
}

#[test]
fn the_parts_of_a_sequence_are_numbered() {
    let part = |part| SessionOutput { part: Some(part), ..output("y", None, false) };
    let outputs = [(part(0), shape(1)), (part(1), shape(2))];
    assert_eq!(names(&outputs), ["y_0", "y_1_0", "y_1_1"]);
}
