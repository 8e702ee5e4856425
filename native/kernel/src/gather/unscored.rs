//! Which rows have no scores because a value is missing that has nothing to stand in for it.

use crate::column::{ArgumentColumn, Column};
use crate::element::FeedElement;
use crate::numbers;
use crate::plan::{ArgumentPlan, ModelPlan};

/// Whether each of `rows` rows has no scores; `None` where all have, as for every plan that asks for no such rows.
pub fn unscored_rows(plan: &ModelPlan, columns: &[ArgumentColumn<'_>], rows: usize) -> Option<Vec<bool>> {
    let mut unscored: Option<Vec<bool>> = None;
    for (argument, column) in plan.arguments.iter().zip(columns).filter(|(argument, _)| argument.unscored) {
        let is_text =
            plan.inputs.get(argument.input).is_some_and(|input| input.element == FeedElement::String);
        let reads_numbers = !is_text;
        for row in 0..rows {
            if is_missing(column, argument, row, reads_numbers)
                && let Some(mark) = unscored.get_or_insert_with(|| vec![false; rows]).get_mut(row)
            {
                *mark = true;
            }
        }
    }
    unscored
}

fn is_missing(column: &ArgumentColumn<'_>, argument: &ArgumentPlan, row: usize, reads_numbers: bool) -> bool {
    if !column.validity.is_valid(row) {
        return true;
    }
    match &column.values {
        Column::Float(values) => values.get(row).is_some_and(|value| value.is_nan()),
        Column::Double(values) => values.get(row).is_some_and(|value| value.is_nan()),
        Column::Varchar(texts) if reads_numbers => numbers::parse(texts.bytes(row)).is_none_or(f64::is_nan),
        Column::List(list) => list.entries.get(row).is_some_and(|entry| {
            let range = entry.range();
            range.len() == argument.width
                && range.into_iter().any(|at| is_missing(&list.values, argument, at, reads_numbers))
        }),
        Column::Varchar(_)
        | Column::Boolean(_)
        | Column::TinyInt(_)
        | Column::SmallInt(_)
        | Column::Integer(_)
        | Column::BigInt(_)
        | Column::UTinyInt(_)
        | Column::USmallInt(_)
        | Column::UInteger(_)
        | Column::UBigInt(_) => false,
    }
}
