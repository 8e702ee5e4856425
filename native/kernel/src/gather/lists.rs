//! Gathering of lists: each row's values become the next features of its row.

use super::blocks::{BLOCK, Place};
use super::convert::NumericCell;
use super::failures::{Failure, fault};
use super::{Counts, Job, Order, lost_argument};
use crate::column::{ArgumentColumn, Column, ListColumn, Validity};
use crate::fault::Fault;

/// What a row of a column of lists has.
pub(super) enum List {
    /// A list of the right length; the place of its first value.
    Values(usize),
    /// NULL.
    Missing,
    /// A list of another length.
    Misfit,
}

impl Job<'_, '_> {
    /// Puts the lists of argument `index` into `cells`, which hold all rows; nothing for an argument that is no list.
    pub(super) fn place_lists<T: NumericCell>(&mut self, index: usize, cells: &mut [T]) -> Result<(), Fault> {
        let column = self.columns.get(index).ok_or_else(lost_argument)?;
        let Column::List(list) = &column.values else { return Ok(()) };
        for row in 0..self.rows {
            match self.list_at(index, list, row)? {
                List::Values(first) => self.place_list(index, list, (row, first), cells)?,
                List::Missing => self.place_missing_list(index, row, cells)?,
                List::Misfit => {}
            }
        }
        Ok(())
    }

    /// What a row has; a misfit is counted where the plan only counts.
    pub(super) fn list_at(&mut self, index: usize, list: &ListColumn<'_>, row: usize) -> Result<List, Fault> {
        let (Some(column), Some(argument), Some(counts)) =
            (self.columns.get(index), self.plan.arguments.get(index), self.counts.get_mut(index))
        else {
            return Err(lost_argument());
        };
        if !column.validity.is_valid(row) {
            return Ok(List::Missing);
        }
        let range = list.entries.get(row).ok_or_else(lost_argument)?.range();
        if range.len() == argument.width {
            return Ok(List::Values(range.start));
        }
        if !argument.lenient {
            return Err(fault(&Failure::Length { found: range.len() }, self.plan, index, column));
        }
        counts.failed += argument.width as u64;
        Ok(List::Misfit)
    }

    fn place_list<T: NumericCell>(
        &mut self,
        index: usize,
        list: &ListColumn<'_>,
        (row, first): (usize, usize),
        cells: &mut [T],
    ) -> Result<(), Fault> {
        for (place, start) in self.places(index, row) {
            let start = first + start;
            let valid = list.values.validity.word_from(start);
            self.place(index, &list.values, &Place { start, valid, ..place }, cells)?;
        }
        Ok(())
    }

    fn place_missing_list<T: NumericCell>(
        &mut self,
        index: usize,
        row: usize,
        cells: &mut [T],
    ) -> Result<(), Fault> {
        let places = self.places(index, row);
        let (Some(column), Some(argument), Some(counts)) =
            (self.columns.get(index), self.plan.arguments.get(index), self.counts.get_mut(index))
        else {
            return Err(lost_argument());
        };
        let nothing =
            ArgumentColumn { values: Column::Boolean(&[]), validity: Validity(None), presence: None };
        let mut missing = Counts::default();
        for (place, _) in places {
            place
                .finish([T::default(); BLOCK], [0_u8; BLOCK], &nothing, argument, &mut missing, cells)
                .map_err(|failure| fault(&failure, self.plan, index, column))?;
        }
        if column.presence.is_some_and(|presence| presence.at(row)) {
            counts.failed += missing.missing;
        } else {
            counts.missing += missing.missing;
        }
        Ok(())
    }

    /// Where the values of a row's list go, 64 at a time, with the place of each 64 in the list.
    fn places(&self, index: usize, row: usize) -> Vec<(Place, usize)> {
        let Some(argument) = self.plan.arguments.get(index) else { return Vec::new() };
        let (rows, width) = (self.rows, self.input.width);
        let order = self.order;
        let at = |start: usize| {
            let feature = argument.place + start;
            let (stride, offset) = match order {
                Order::Rows => (1, row * width + feature),
                Order::Columns => (rows, feature * rows + row),
            };
            let values = BLOCK.min(argument.width - start);
            (Place { start: row, rows: values, valid: 0, stride, offset }, start)
        };
        (0..argument.width).step_by(BLOCK).map(at).collect()
    }
}
