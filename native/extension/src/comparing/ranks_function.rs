//! `rowcast_ranks`: the first pass over the rows of a comparison.

use std::sync::Arc;

use quack_rs::aggregate::AggregateState;
use rowcast_kernel::Fault;
use rowcast_kernel::compare::margins::Margins;
use rowcast_kernel::compare::ranking::{GridOptions, Ranking};
use rowcast_kernel::compare::row::Row;
use serde::{Deserialize, Serialize};

use super::counting::Counting;
use super::ranks_store::RanksStore;
use crate::counted_state::CountedState;
use crate::receipts;

#[derive(Default)]
pub struct Ranks {
    options: RanksOptions,
    ranking: Ranking,
}

#[derive(Default, Clone, Copy, Deserialize)]
struct RanksOptions {
    /// Where there are too many rows to tell every score apart.
    grid: Option<GridOptions>,
    /// Share of the rows whose threshold is wanted.
    top: Option<f64>,
}

#[derive(Serialize)]
struct Found {
    /// What `rowcast_pairs` is told to use.
    ranks: u64,
    #[serde(flatten)]
    margins: Margins,
}

impl AggregateState for Ranks {}

impl CountedState for Ranks {
    fn merge(&mut self, other: &Self) {
        if other.ranking.is_begun() {
            self.options = other.options;
            self.ranking.merge(&other.ranking);
        }
    }
}

impl Counting for Ranks {
    fn begin(&mut self, _: &RanksStore, options: &str, models: usize) -> Result<(), Fault> {
        self.options = super::options(options)?;
        self.ranking = Ranking::new(models, self.options.grid);
        Ok(())
    }

    fn is_begun(&self) -> bool {
        self.ranking.is_begun()
    }

    fn add(&mut self, row: Row<'_>) {
        self.ranking.add(row);
    }

    fn finish(&mut self, store: &RanksStore) -> Result<Option<String>, Fault> {
        if !self.is_begun() {
            return Ok(None);
        }
        let ranked = self.ranking.ranked()?;
        let margins = Margins::new(&ranked, self.options.top, self.options.grid.is_some());
        receipts::json(&Found { ranks: store.keep(Arc::new(ranked)), margins }).map(Some)
    }
}
