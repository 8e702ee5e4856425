//! `rowcast_pairs`: the second pass over the rows of a comparison.

use quack_rs::aggregate::AggregateState;
use rowcast_kernel::Fault;
use rowcast_kernel::compare::cuts::CutsOptions;
use rowcast_kernel::compare::pairs::{Pairs, PairsOptions};
use rowcast_kernel::compare::row::Row;
use serde::Deserialize;

use super::counting::Counting;
use super::ranks_store::RanksStore;
use crate::counted_state::CountedState;
use crate::receipts;

#[derive(Default)]
pub struct PairSums(Option<Pairs>);

#[derive(Deserialize)]
struct Options {
    /// The id that `rowcast_ranks` told of the same rows.
    ranks: u64,
    /// Whether labels are 1 and 0.
    binary: bool,
    /// From which score on each model selects a row; empty where nothing says so.
    #[serde(default)]
    thresholds: Vec<f64>,
    /// Of the resampling; left out where it is not wanted.
    seed: Option<u64>,
    /// Thresholds along which sums are wanted; left out where they are not.
    cuts: Option<CutsOptions>,
}

impl AggregateState for PairSums {}

impl CountedState for PairSums {
    fn merge(&mut self, other: &Self) {
        match (&mut self.0, &other.0) {
            (Some(sums), Some(more)) => sums.merge(more),
            (sums, Some(more)) => *sums = Some(more.clone()),
            (_, None) => {}
        }
    }
}

impl Counting for PairSums {
    fn begin(&mut self, store: &RanksStore, options: &str, _: usize) -> Result<(), Fault> {
        let Options { ranks, binary, thresholds, seed, cuts } = super::options(options)?;
        let ranked = store.find(ranks)?;
        self.0 = Some(Pairs::new(PairsOptions { ranked, is_binary: binary, thresholds, seed, cuts }));
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
        self.0.as_mut().map(|sums| receipts::json(&sums.found())).transpose()
    }
}
