//! Time to gather one vector of 2,048 rows and 28 features: `cargo bench -p rowcast-kernel`.

use std::hint::black_box;
use std::time::Instant;

use rowcast_kernel::Fault;
use rowcast_kernel::column::{ArgumentColumn, Column, Validity};
use rowcast_kernel::element::FeedElement;
use rowcast_kernel::gather::{Counts, gather};
use rowcast_kernel::options::ArgumentOptions;
use rowcast_kernel::plan::ModelPlan;
use rowcast_kernel::signature::{InputSignature, RowShape, Rows};
use rowcast_kernel::sql_type::SqlType;
use rowcast_kernel::tensor::TensorBuffer;

const ROWS: usize = 2_048;
const FEATURES: usize = 28;
const REPEATS: u32 = 2_000;

fn main() -> Result<(), Fault> {
    let floats: Vec<Vec<f32>> = columns(|seed| (seed % 1_000) as f32 / 7.0);
    let doubles: Vec<Vec<f64>> = columns(|seed| (seed % 1_000) as f64 / 7.0);
    let integers: Vec<Vec<i64>> = columns(|seed| i64::try_from(seed % 1_000).unwrap_or(0));
    let some_null = vec![0xffff_ffff_ffff_fffd_u64; ROWS / 64];

    measure("FLOAT", SqlType::Float, &floats, Column::Float, None)?;
    measure("FLOAT, 1 NULL in 64", SqlType::Float, &floats, Column::Float, Some(&some_null))?;
    measure("DOUBLE", SqlType::Double, &doubles, Column::Double, None)?;
    measure("BIGINT", SqlType::BigInt, &integers, Column::BigInt, None)
}

fn columns<T>(value: impl Fn(usize) -> T) -> Vec<Vec<T>> {
    (0..FEATURES).map(|feature| (0..ROWS).map(|row| value(row * 31 + feature * 17)).collect()).collect()
}

fn measure<'a, T>(
    name: &str,
    sql_type: SqlType,
    values: &'a [Vec<T>],
    column: impl Fn(&'a [T]) -> Column<'a>,
    validity: Option<&'a [u64]>,
) -> Result<(), Fault> {
    let signature = InputSignature {
        name: "X".into(),
        element: FeedElement::Float,
        shape: RowShape::Features(FEATURES),
        rows: Rows::Any,
    };
    let argument = ArgumentOptions {
        input: "X".into(),
        sql_type: sql_type.into(),
        length: None,
        label: None,
        missing: None,
        presence: false,
        tolerant: false,
    };
    let plan = ModelPlan::new("bench", &[signature], Some(&vec![argument; FEATURES]))?;
    let argument = |values: &'a Vec<T>| ArgumentColumn {
        values: column(values),
        validity: Validity(validity),
        presence: None,
    };
    let columns: Vec<ArgumentColumn<'_>> = values.iter().map(argument).collect();
    let mut buffers = [TensorBuffer::new(FeedElement::Float)];
    let mut counts = vec![Counts::default(); FEATURES];
    let start = Instant::now();
    for _ in 0..REPEATS {
        gather(black_box(&plan), black_box(&columns), ROWS, &mut buffers, &mut counts)?;
        black_box(&buffers);
    }
    let micros = start.elapsed().as_secs_f64() * 1e6 / f64::from(REPEATS);
    println!("{name:<20} -> float: {micros:6.1} µs for {ROWS} x {FEATURES}");
    Ok(())
}
