//! Counts and sums of one number by the values of every column, and of every two columns.

use serde::{Deserialize, Serialize};

use super::row::Row;

/// What the columns are made of.
#[derive(Debug, Clone, Deserialize)]
pub struct SlicesOptions {
    /// How many values each column has; a row's scores are the places of its values among them.
    sizes: Vec<usize>,
}

/// Rows, their sum and their sum of squares.
pub type Moments = [f64; 3];

/// What one thread has summed.
#[derive(Debug, Clone)]
pub struct Slices {
    sizes: Vec<usize>,
    /// By column and value.
    single: Vec<Vec<Moments>>,
    /// By pair of columns, each with all before it, and by value of the first and of the second.
    double: Vec<Vec<Moments>>,
    /// Places of the row that is being added.
    places: Vec<usize>,
}

/// The sums: those of two columns are of the first and second, the first and third, the second and third, the first and fourth, …
#[derive(Debug, Serialize)]
pub struct SlicesFound<'a> {
    single: &'a [Vec<Moments>],
    double: &'a [Vec<Moments>],
}

impl Slices {
    /// Without rows.
    pub fn new(options: SlicesOptions) -> Self {
        let sizes = options.sizes;
        let cells = |count: usize| vec![Moments::default(); count];
        let pairs = sizes
            .iter()
            .enumerate()
            .flat_map(|(at, &size)| sizes[..at].iter().map(move |other| other * size));
        Self {
            single: sizes.iter().map(|&size| cells(size)).collect(),
            double: pairs.map(cells).collect(),
            places: Vec::with_capacity(sizes.len()),
            sizes,
        }
    }

    /// Adds a row whose value is known.
    pub fn add(&mut self, row: Row<'_>) {
        let Some(value) = row.value else { return };
        self.places.clear();
        self.places.extend(
            row.scores
                .iter()
                .zip(&self.sizes)
                .map(|(&score, &size)| (score as usize).min(size.saturating_sub(1))),
        );
        let mut pairs = self.double.iter_mut();
        for (at, (cells, &place)) in self.single.iter_mut().zip(&self.places).enumerate() {
            count(cells, place, value);
            let before = self.places[..at].iter().zip(pairs.by_ref());
            before.for_each(|(&other, cells)| count(cells, other * self.sizes[at] + place, value));
        }
    }

    /// Adds what another thread has summed.
    pub fn merge(&mut self, more: &Self) {
        let cells = self.single.iter_mut().chain(&mut self.double).flatten();
        for (sums, other) in cells.zip(more.single.iter().chain(&more.double).flatten()) {
            sums.iter_mut().zip(other).for_each(|(sum, one)| *sum += one);
        }
    }

    /// All sums.
    pub fn found(&self) -> SlicesFound<'_> {
        SlicesFound { single: &self.single, double: &self.double }
    }
}

fn count(cells: &mut [Moments], at: usize, value: f64) {
    if let Some(moments) = cells.get_mut(at) {
        *moments = [moments[0] + 1.0, moments[1] + value, moments[2] + value * value];
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::row::Row;
    use super::{Slices, SlicesOptions};

    type Told = (usize, usize, usize, i32);

    fn of(rows: &[Told]) -> Slices {
        let mut slices = Slices::new(SlicesOptions { sizes: vec![2, 3, 4] });
        for &(a, b, c, value) in rows {
            let scores = [a as f64, b as f64, c as f64];
            slices.add(Row {
                number: 1,
                scores: &scores,
                label: None,
                weight: 1.0,
                value: Some(f64::from(value)),
            });
        }
        slices
    }

    proptest! {
        #[test]
        fn are_those_of_the_rows_with_both_values(
            rows in prop::collection::vec((0..2usize, 0..3usize, 0..4usize, -9..9i32), 0..80),
            cut in 0..80usize,
        ) {
            let (one, other) = rows.split_at(cut.min(rows.len()));
            let mut slices = of(one);
            slices.merge(&of(other));
            let sums = |is_in: &dyn Fn(&Told) -> bool| {
                let values = rows.iter().filter(|row| is_in(row)).map(|row| f64::from(row.3));
                values.fold([0.0; 3], |sum, value| [sum[0] + 1.0, sum[1] + value, sum[2] + value * value])
            };
            for b in 0..3 {
                prop_assert_eq!(slices.single[1][b], sums(&|row| row.1 == b));
                for a in 0..2 {
                    prop_assert_eq!(slices.double[0][a * 3 + b], sums(&|row| row.0 == a && row.1 == b));
                }
                for c in 0..4 {
                    prop_assert_eq!(slices.double[2][b * 4 + c], sums(&|row| row.1 == b && row.2 == c));
                }
            }
        }
    }
}
