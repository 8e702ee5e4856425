//! Gathering of strings: row by row, because a tensor of strings is written in that order.

use super::failures::{Failure, fault};
use super::{Job, mismatched};
use crate::column::Column;
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
        let (Some(column), Some(argument), Some(counts)) =
            (self.columns.get(index), self.plan.arguments.get(index), self.counts.get_mut(index))
        else {
            return Err(Fault::internal("an input refers to an argument that is not there"));
        };
        let Column::Varchar(values) = &column.values else {
            return Err(mismatched(&column.values));
        };
        if column.validity.is_valid(row) {
            texts.push(values.text(row));
            return Ok(());
        }
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
