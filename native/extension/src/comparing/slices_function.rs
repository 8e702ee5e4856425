//! `rowcast_slices`: one number of each row, summed by the values of columns and of pairs of columns.

use quack_rs::aggregate::AggregateState;
use rowcast_kernel::Fault;
use rowcast_kernel::compare::row::Row;
use rowcast_kernel::compare::slices::{Slices, SlicesOptions};

use super::counting::Counting;
use super::ranks_store::RanksStore;
use crate::counted_state::CountedState;
use crate::receipts;

#[derive(Default)]
pub struct SliceSums(Option<Slices>);

impl AggregateState for SliceSums {}

impl CountedState for SliceSums {
    fn merge(&mut self, other: &Self) {
        match (&mut self.0, &other.0) {
            (Some(sums), Some(more)) => sums.merge(more),
            (sums, Some(more)) => *sums = Some(more.clone()),
            (_, None) => {}
        }
    }
}

impl Counting for SliceSums {
    fn begin(&mut self, _: &RanksStore, options: &str, _: usize) -> Result<(), Fault> {
        self.0 = Some(Slices::new(super::options::<SlicesOptions>(options)?));
        Ok(())
    }

    fn is_begun(&self) -> bool {
        self.0.is_some()
    }

    fn add(&mut self, row: Row<'_>) {
        if let Some(sums) = &mut self.0 {
            sums.add(row);
        }
    }

    fn finish(&mut self, _: &RanksStore) -> Result<Option<String>, Fault> {
        self.0.as_ref().map(|sums| receipts::json(&sums.found())).transpose()
    }
}
