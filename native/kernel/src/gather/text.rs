//! Gathering of strings: row by row, because a tensor of strings is written in that order.

use super::failures::{Failure, fault};
use super::lists::List;
use super::{Job, lost_argument, mismatched};
use crate::column::{ArgumentColumn, Column};
use crate::fault::Fault;
use crate::scalar::Scalar;
use crate::tensor::TextBuffer;

impl Job<'_, '_> {
    /// Fills `texts` with this input's rows.
    pub(super) fn texts(&mut self, texts: &mut TextBuffer) -> Result<(), Fault> {
        texts.clear();
        for row in 0..self.rows {
            for &index in &self.input.arguments {
                self.push_text(index, row, texts)?;
            }
        }
        Ok(())
    }

    fn push_text(&mut self, index: usize, row: usize, texts: &mut TextBuffer) -> Result<(), Fault> {
        let column = self.columns.get(index).ok_or_else(lost_argument)?;
        let Column::List(list) = &column.values else {
            return self.push_value(index, column, row, texts);
        };
        let width = self.plan.arguments.get(index).map_or(0, |argument| argument.width);
        match self.list_at(index, list, row)? {
            List::Values(first) => {
                (first..first + width).try_for_each(|at| self.push_value(index, &list.values, at, texts))
            }
            List::Missing => (0..width).try_for_each(|_| self.push_missing(index, column, row, texts)),
            List::Misfit => {
                (0..width).for_each(|_| texts.push(""));
                Ok(())
            }
        }
    }

    /// The text of `column` in `row`, or what stands in for it.
    fn push_value(
        &mut self,
        index: usize,
        column: &ArgumentColumn<'_>,
        row: usize,
        texts: &mut TextBuffer,
    ) -> Result<(), Fault> {
        let Column::Varchar(values) = &column.values else {
            return Err(mismatched(&column.values));
        };
        if column.validity.is_valid(row) {
            texts.push(values.text(row));
            return Ok(());
        }
        self.push_missing(index, column, row, texts)
    }

    fn push_missing(
        &mut self,
        index: usize,
        column: &ArgumentColumn<'_>,
        row: usize,
        texts: &mut TextBuffer,
    ) -> Result<(), Fault> {
        let (Some(argument), Some(counts)) = (self.plan.arguments.get(index), self.counts.get_mut(index))
        else {
            return Err(lost_argument());
        };
        let failed = column.presence.is_some_and(|presence| presence.at(row));
        let replacement = match &argument.missing {
            Some(Scalar::String(replacement)) => replacement.as_str(),
            _ if argument.lenient => "",
            _ => return Err(fault(&Failure::Missing { failed }, self.plan, index, column)),
        };
        texts.push(replacement);
        counts.failed += u64::from(failed);
        counts.missing += u64::from(!failed);
        Ok(())
    }
}
