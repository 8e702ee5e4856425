use proptest::prelude::*;

use super::*;
use crate::column::{ListColumn, ListEntry, Presence, StoredBool, TextColumn, Validity};
use crate::element::FeedElement;
use crate::fault::Code;
use crate::plan::ArgumentPlan;
use crate::scalar::Scalar;
use crate::signature::Rows;
use crate::sql_type::{ColumnType, SqlType};
use crate::tensor::TextBuffer;

const NUMBERS: &[FeedElement] = &[
    FeedElement::Float,
    FeedElement::Double,
    FeedElement::Float16,
    FeedElement::Int8,
    FeedElement::Int16,
    FeedElement::Int32,
    FeedElement::Int64,
    FeedElement::Uint8,
    FeedElement::Uint16,
    FeedElement::Uint32,
    FeedElement::Uint64,
    FeedElement::Bool,
];

fn plan(
    element: FeedElement,
    sql_type: impl Into<ColumnType>,
    width: usize,
    missing: Option<Scalar>,
) -> ModelPlan {
    let sql_type = sql_type.into();
    let argument = |index: usize| ArgumentPlan {
        label: format!("Column {index}"),
        input: 0,
        sql_type,
        place: index,
        width: 1,
        parameter: index,
        presence: None,
        missing: missing.clone(),
        unscored: false,
        tolerant: false,
        lenient: false,
    };
    let arguments = (0..width).collect();
    let input = InputPlan { name: "X".into(), element, rank: 2, rows: Rows::Any, arguments, width };
    ModelPlan {
        model: "m".into(),
        inputs: vec![input],
        arguments: (0..width).map(argument).collect(),
        parameters: vec![sql_type; width],
    }
}

fn column<'a>(values: Column<'a>, valid: Option<&'a [u64]>) -> ArgumentColumn<'a> {
    ArgumentColumn { values, validity: Validity(valid), presence: None }
}

/// One value of a column, wide enough to compare every type by.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Wide {
    Integer(i128),
    Real(f64),
}

/// What one conversion has to give: the value as the tensor holds it, or the code of the failure.
fn expected(value: Wide, element: FeedElement) -> Result<(Wide, Counts), Code> {
    let none = Counts::default();
    let range = |min: i128, max: i128| -> Result<(Wide, Counts), Code> {
        let whole = match value {
            Wide::Integer(integer) => integer,
            Wide::Real(real) if real.is_finite() && real.fract() != 0.0 => return Err(Code::NotAWholeNumber),
            Wide::Real(real) if real.is_finite() => real as i128,
            Wide::Real(_) => return Err(Code::ValueOutOfRange),
        };
        if whole < min || whole > max { Err(Code::ValueOutOfRange) } else { Ok((Wide::Integer(whole), none)) }
    };
    let real = |narrow: f64, exact: bool, source_finite: bool| {
        let overflowed = u64::from(narrow.is_infinite() && source_finite);
        let rounded = u64::from(!exact) - overflowed;
        Ok((Wide::Real(narrow), Counts { rounded, overflowed, ..none }))
    };
    match (element, value) {
        (FeedElement::Float, Wide::Real(value)) => {
            let narrow = f64::from(value as f32);
            real(narrow, narrow == value, value.is_finite())
        }
        (FeedElement::Float16, _) => {
            let value = match value {
                Wide::Real(value) => value,
                Wide::Integer(value) => value as f64,
            };
            let narrow = f64::from(crate::half_float::nearest_half(value));
            real(narrow, narrow == value, value.is_finite())
        }
        (FeedElement::Double, Wide::Real(value)) => real(value, true, false),
        (FeedElement::Float, Wide::Integer(value)) => {
            real(f64::from(value as f32), (value as f32) as i128 == value, true)
        }
        (FeedElement::Double, Wide::Integer(value)) => {
            real(value as f64, (value as f64) as i128 == value, true)
        }
        (FeedElement::Int8, _) => range(i8::MIN.into(), i8::MAX.into()),
        (FeedElement::Int16, _) => range(i16::MIN.into(), i16::MAX.into()),
        (FeedElement::Int32, _) => range(i32::MIN.into(), i32::MAX.into()),
        (FeedElement::Int64, _) => range(i64::MIN.into(), i64::MAX.into()),
        (FeedElement::Uint8, _) => range(0, u8::MAX.into()),
        (FeedElement::Uint16, _) => range(0, u16::MAX.into()),
        (FeedElement::Uint32, _) => range(0, u32::MAX.into()),
        (FeedElement::Uint64, _) => range(0, u64::MAX.into()),
        (FeedElement::Bool, _) => range(0, 1),
        (FeedElement::String, _) => unreachable!("numbers do not feed strings"),
    }
}

fn cell(buffer: &TensorBuffer, index: usize) -> Wide {
    match buffer {
        TensorBuffer::Float(cells) => Wide::Real(cells[index].into()),
        TensorBuffer::Double(cells) => Wide::Real(cells[index]),
        TensorBuffer::Float16(cells) => Wide::Real(cells[index].into()),
        TensorBuffer::Int8(cells) => Wide::Integer(cells[index].into()),
        TensorBuffer::Int16(cells) => Wide::Integer(cells[index].into()),
        TensorBuffer::Int32(cells) => Wide::Integer(cells[index].into()),
        TensorBuffer::Int64(cells) => Wide::Integer(cells[index].into()),
        TensorBuffer::Uint8(cells) => Wide::Integer(cells[index].into()),
        TensorBuffer::Uint16(cells) => Wide::Integer(cells[index].into()),
        TensorBuffer::Uint32(cells) => Wide::Integer(cells[index].into()),
        TensorBuffer::Uint64(cells) => Wide::Integer(cells[index].into()),
        TensorBuffer::Bool(cells) => Wide::Integer(cells[index].into()),
        TensorBuffer::String(_) => unreachable!("numbers do not feed strings"),
    }
}

/// A replacement that every numeric element type has.
fn one(element: FeedElement) -> Scalar {
    Scalar::parse(element, "1").unwrap()
}

/// Gathers one column of `values` into every numeric element type and compares with [`expected`], row by row.
fn check_against_reference(values: &Column<'_>, wide: &[Wide], valid: &[u64]) {
    let sql_type = values.sql_type();
    for &element in NUMBERS {
        let plan = plan(element, sql_type, 1, Some(one(element)));
        let is_missing = |row: usize| {
            valid[row / 64] >> (row % 64) & 1 == 0 || matches!(wide[row], Wide::Real(value) if value.is_nan())
        };
        let mut counted = Counts::default();
        let mut failure = None;
        let mut cells = Vec::new();
        for (row, &value) in wide.iter().enumerate() {
            if is_missing(row) {
                counted.missing += 1;
                cells.push(expected(Wide::Integer(1), element).unwrap().0);
                continue;
            }
            match expected(value, element) {
                Ok((value, counts)) => {
                    counted.rounded += counts.rounded;
                    counted.overflowed += counts.overflowed;
                    cells.push(value);
                }
                Err(code) => {
                    failure = Some(code);
                    break;
                }
            }
        }
        let columns =
            [ArgumentColumn { values: reborrow(values), validity: Validity(Some(valid)), presence: None }];
        let mut buffers = [TensorBuffer::new(element)];
        let mut counts = [Counts::default()];
        let gathered = gather(&plan, &columns, wide.len(), &mut buffers, &mut counts);
        match failure {
            Some(code) => assert_eq!(gathered.unwrap_err().code, code, "{sql_type:?} to {element:?}"),
            None => {
                gathered.unwrap();
                let found: Vec<Wide> = (0..wide.len()).map(|row| cell(&buffers[0], row)).collect();
                assert_eq!(found, cells, "{sql_type:?} to {element:?}");
                assert_eq!(counts[0], counted, "{sql_type:?} to {element:?}");
            }
        }
    }
}

fn reborrow<'a>(column: &Column<'a>) -> Column<'a> {
    match column {
        Column::Boolean(values) => Column::Boolean(values),
        Column::TinyInt(values) => Column::TinyInt(values),
        Column::SmallInt(values) => Column::SmallInt(values),
        Column::Integer(values) => Column::Integer(values),
        Column::BigInt(values) => Column::BigInt(values),
        Column::UTinyInt(values) => Column::UTinyInt(values),
        Column::USmallInt(values) => Column::USmallInt(values),
        Column::UInteger(values) => Column::UInteger(values),
        Column::UBigInt(values) => Column::UBigInt(values),
        Column::Float(values) => Column::Float(values),
        Column::Double(values) => Column::Double(values),
        Column::Varchar(_) | Column::List(_) => unreachable!("numbers only"),
    }
}

/// Column values of one type: mostly small ones that fit everywhere, some at the edges.
macro_rules! laws {
    ($($name:ident: $source:ty, $column:ident, $edges:expr, |$value:ident| $wide:expr;)*) => { $(
        proptest! {
            #![proptest_config(ProptestConfig::with_cases(48))]
            #[test]
            fn $name(
                small in prop::collection::vec(any::<bool>(), 1..150),
                edge in prop::option::weighted(0.7, (any::<prop::sample::Index>(), prop::sample::select($edges))),
                valid in prop::collection::vec(any::<u64>(), 3),
            ) {
                let mut values: Vec<$source> = small.iter().map(|&small| <$source>::from(small)).collect();
                if let Some((place, edge)) = edge {
                    let place = place.index(values.len());
                    values[place] = edge;
                }
                let wide: Vec<Wide> = values.iter().map(|&$value| $wide).collect();
                check_against_reference(&Column::$column(&values), &wide, &valid);
            }
        }
    )* };
}

laws! {
    tinyint: i8, TinyInt, vec![i8::MIN, -1, i8::MAX], |v| Wide::Integer(v.into());
    smallint: i16, SmallInt, vec![i16::MIN, -1, 128, 256, i16::MAX], |v| Wide::Integer(v.into());
    integer: i32, Integer, vec![i32::MIN, -1, 16_777_217, i32::MAX], |v| Wide::Integer(v.into());
    bigint: i64, BigInt, vec![i64::MIN, -1, 9_007_199_254_740_993, i64::MAX], |v| Wide::Integer(v.into());
    utinyint: u8, UTinyInt, vec![2, 128, u8::MAX], |v| Wide::Integer(v.into());
    usmallint: u16, USmallInt, vec![256, u16::MAX], |v| Wide::Integer(v.into());
    uinteger: u32, UInteger, vec![65_536, 16_777_217, u32::MAX], |v| Wide::Integer(v.into());
    ubigint: u64, UBigInt, vec![1 << 63, 9_007_199_254_740_993, u64::MAX], |v| Wide::Integer(v.into());
    float: f32, Float, vec![f32::NAN, f32::INFINITY, -1.0, 0.5, 1e30, 9.223_372e18], |v| Wide::Real(v.into());
    double: f64, Double,
        vec![f64::NAN, f64::NEG_INFINITY, -129.0, 0.1, 1e300, -1e-300, 1.844_674_407_370_955_2e19], |v| Wide::Real(v);
}

#[test]
fn any_stored_byte_but_zero_is_true() {
    let values = [0_u8, 1, 2, 255].map(StoredBool);
    let wide = [0, 1, 1, 1].map(Wide::Integer);
    check_against_reference(&Column::Boolean(&values), &wide, &[u64::MAX]);
}

#[test]
fn columns_become_rows() {
    let rows = 130;
    let values: Vec<Vec<f64>> =
        (0..3).map(|column| (0..rows).map(|row| f64::from(row * 3 + column)).collect()).collect();
    let plan = plan(FeedElement::Double, SqlType::Double, 3, None);
    let columns: Vec<_> = values.iter().map(|values| column(Column::Double(values), None)).collect();
    let mut buffers = [TensorBuffer::new(FeedElement::Double)];
    gather(&plan, &columns, values[0].len(), &mut buffers, &mut [Counts::default(); 3]).unwrap();
    let expected: Vec<f64> = (0..rows * 3).map(f64::from).collect();
    assert_eq!(buffers[0], TensorBuffer::Double(expected));
}

#[test]
fn a_missing_value_without_replacement_names_the_argument() {
    let plan = plan(FeedElement::Int64, SqlType::BigInt, 1, None);
    let columns = [column(Column::BigInt(&[1, 2]), Some(&[0b01]))];
    let mut buffers = [TensorBuffer::new(FeedElement::Int64)];
    let fault = gather(&plan, &columns, 2, &mut buffers, &mut [Counts::default()]).unwrap_err();
    assert_eq!((fault.code, fault.argument), (Code::MissingValue, Some(0)));
    assert!(fault.message.contains("Column 0"), "{}", fault.message);
}

#[test]
fn a_null_that_was_there_before_the_cast_is_a_failed_cast() {
    let plan = plan(FeedElement::Float, SqlType::Double, 1, Some(Scalar::Float(f32::NAN)));
    let present = [1_u8, 1, 0].map(StoredBool);
    let presence = Some(Presence { present: &present, validity: Validity(None) });
    let columns = [ArgumentColumn {
        values: Column::Double(&[1.0, 9.0, 9.0]),
        validity: Validity(Some(&[0b001])),
        presence,
    }];
    let mut counts = [Counts::default()];
    gather(&plan, &columns, 3, &mut [TensorBuffer::new(FeedElement::Float)], &mut counts).unwrap();
    assert_eq!(counts[0], Counts { missing: 1, failed: 1, ..Counts::default() });
}

struct Words(&'static [&'static str]);

impl TextColumn for Words {
    fn text(&self, row: usize) -> &str {
        self.0[row]
    }
}

#[test]
fn strings_are_gathered_row_by_row() {
    let plan = plan(FeedElement::String, SqlType::Varchar, 2, Some(Scalar::String("?".into())));
    let words = |words| Column::Varchar(Box::new(Words(words)));
    let columns = [column(words(&["a", "b"]), None), column(words(&["c", "unread"]), Some(&[0b01]))];
    let mut buffers = [TensorBuffer::new(FeedElement::String)];
    let mut counts = [Counts::default(); 2];
    gather(&plan, &columns, 2, &mut buffers, &mut counts).unwrap();
    let mut expected = TextBuffer::default();
    ["a", "c", "b", "?"].iter().for_each(|text| expected.push(text));
    assert_eq!(buffers[0], TensorBuffer::String(expected));
    assert_eq!(counts[1].missing, 1);
}

#[test]
fn a_lenient_plan_counts_what_would_end_a_run() {
    let cases = [
        (FeedElement::Int8, Column::Double(&[1.0, 1.5, 300.0, f64::NAN, 0.0]), (2, 2)),
        (FeedElement::Bool, Column::Integer(&[0, 1, 2, 3, 0]), (1, 2)),
        (FeedElement::Float, Column::Double(&[0.1, 1e39, 1.0, f64::NAN, 0.0]), (2, 0)),
    ];
    for (element, values, (missing, failed)) in cases {
        let strict = plan(element, values.sql_type(), 1, None);
        let columns = [column(values, Some(&[0b0_1111]))];
        let (mut buffers, mut counts) = ([TensorBuffer::new(element)], [Counts::default()]);
        assert!(gather(&strict, &columns, 5, &mut buffers, &mut counts).is_err());
        counts = [Counts::default()];
        gather(&strict.lenient(), &columns, 5, &mut buffers, &mut counts).unwrap();
        assert_eq!((counts[0].missing, counts[0].failed), (missing, failed), "{element:?}");
    }
}

/// A plan of one list of three floats behind a float.
fn list_plan(missing: Option<Scalar>) -> ModelPlan {
    let mut plan = plan(FeedElement::Float, SqlType::Float, 2, missing);
    plan.inputs[0].width = 4;
    plan.arguments[1].sql_type = ColumnType { of: SqlType::Float, lists: 1 };
    plan.arguments[1].width = 3;
    plan
}

/// `NULL`, `[1, 2, 3]`, `[4, NULL, 6]`, of which the values lie in another order.
fn list_columns<'a>(values: &'a [f32], entries: &'a [ListEntry]) -> [ArgumentColumn<'a>; 2] {
    let inner = column(Column::Float(values), Some(&[!(1 << 2)]));
    let list = Column::List(ListColumn { entries, values: Box::new(inner) });
    [column(Column::Float(&[10.0, 20.0, 30.0]), None), column(list, Some(&[!1]))]
}

const ENTRIES: [ListEntry; 3] = [
    ListEntry { offset: 0, length: 0 },
    ListEntry { offset: 4, length: 3 },
    ListEntry { offset: 1, length: 3 },
];

#[test]
fn lists_become_the_next_features_of_their_row() {
    let plan = list_plan(Some(Scalar::Float(-1.0)));
    let columns = list_columns(&[0.0, 4.0, 5.0, 6.0, 1.0, 2.0, 3.0], &ENTRIES);
    for (order, expected) in [
        (Order::Rows, [10.0, -1.0, -1.0, -1.0, 20.0, 1.0, 2.0, 3.0, 30.0, 4.0, -1.0, 6.0]),
        (Order::Columns, [10.0, 20.0, 30.0, -1.0, 1.0, 4.0, -1.0, 2.0, -1.0, -1.0, 3.0, 6.0]),
    ] {
        let mut buffers = [TensorBuffer::new(FeedElement::Float)];
        let mut counts = [Counts::default(); 2];
        gather_in(order, &plan, &columns, 3, &mut buffers, &mut counts).unwrap();
        assert_eq!(buffers[0], TensorBuffer::Float(expected.to_vec()), "{order:?}");
        assert_eq!(counts[1], Counts { missing: 4, ..Counts::default() });
    }
}

#[test]
fn rows_of_lists_with_a_missing_value_have_no_scores_where_that_is_asked_for() {
    let mut plan = list_plan(Some(Scalar::Float(f32::NAN)));
    let columns = list_columns(&[0.0, 4.0, 5.0, 6.0, 1.0, 2.0, 3.0], &ENTRIES);
    assert_eq!(unscored_rows(&plan, &columns, 3), None);
    plan.arguments[1].unscored = true;
    assert_eq!(unscored_rows(&plan, &columns, 3), Some(vec![true, false, true]));
}

#[test]
fn a_list_of_another_length_is_an_error_or_counted() {
    let entries = [ListEntry { offset: 0, length: 2 }; 3];
    let plan = list_plan(None);
    let columns = list_columns(&[0.0, 1.0], &entries);
    let (mut buffers, mut counts) = ([TensorBuffer::new(FeedElement::Float)], [Counts::default(); 2]);
    let columns = [&columns[0], &columns[1]].map(|one| ArgumentColumn {
        values: match &one.values {
            Column::Float(values) => Column::Float(values),
            _ => Column::List(ListColumn {
                entries: &entries,
                values: Box::new(column(Column::Float(&[0.0, 1.0]), None)),
            }),
        },
        validity: Validity(None),
        presence: None,
    });
    let fault = gather(&plan, &columns, 3, &mut buffers, &mut counts).unwrap_err();
    assert_eq!((fault.code, fault.argument), (Code::ListLength, Some(1)));
    assert_eq!(fault.message, "Column 1 has a list of 2 values, and input \"X\" of model \"m\" takes 3.");
    gather(&plan.lenient(), &columns, 3, &mut buffers, &mut counts).unwrap();
    assert_eq!(counts[1], Counts { failed: 9, ..Counts::default() });
}

proptest! {
    #[test]
    fn long_lists_are_gathered_as_single_columns_are(
        rows in 1_usize..5,
        width in 1_usize..200,
        seed in 0_u64..u64::MAX,
    ) {
        let values: Vec<f64> = (0..rows * width).map(|at| ((seed >> (at % 50)) % 1000) as f64 / 7.0).collect();
        let bits: Vec<u64> = (0..(rows * width).div_ceil(64)).map(|at| !(seed.rotate_left(at as u32) & seed)).collect();
        let entries: Vec<ListEntry> = (0..rows)
            .map(|row| ListEntry { offset: (row * width) as u64, length: width as u64 })
            .collect();
        let mut one = plan(FeedElement::Float, SqlType::Double, 1, Some(Scalar::Float(-1.0)));
        one.inputs[0].width = width;
        one.arguments[0].width = width;
        one.arguments[0].sql_type = ColumnType { of: SqlType::Double, lists: 1 };
        let inner = column(Column::Double(&values), Some(&bits));
        let list = [column(Column::List(ListColumn { entries: &entries, values: Box::new(inner) }), None)];
        let (mut found, mut counts) = ([TensorBuffer::new(FeedElement::Float)], [Counts::default()]);
        gather(&one, &list, rows, &mut found, &mut counts).unwrap();

        let flat = plan(FeedElement::Float, SqlType::Double, 1, Some(Scalar::Float(-1.0)));
        let single = [column(Column::Double(&values), Some(&bits))];
        let (mut expected, mut flat_counts) = ([TensorBuffer::new(FeedElement::Float)], [Counts::default()]);
        gather(&flat, &single, rows * width, &mut expected, &mut flat_counts).unwrap();
        prop_assert_eq!(&found, &expected);
        prop_assert_eq!(counts, flat_counts);
    }
}
