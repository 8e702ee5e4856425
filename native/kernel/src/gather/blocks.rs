//! Numeric gathering in blocks of 64 rows: one word of a validity mask, and small enough for the first cache.

use super::convert::{FromSource, NumericCell, flag};
use super::failures::{Failure, fault};
use super::{Counts, Job, Order, lost_argument, mismatched};
use crate::column::{ArgumentColumn, Column, TextColumn};
use crate::fault::Fault;
use crate::numbers;
use crate::plan::ArgumentPlan;
use crate::tensor::Cell;

/// Rows of a block; the number of bits in a word of a validity mask.
pub(super) const BLOCK: usize = 64;

impl Job<'_, '_> {
    /// Fills `cells` with this input's rows.
    pub(super) fn numbers<T: NumericCell>(&mut self, cells: &mut Vec<T>) -> Result<(), Fault> {
        let width = self.input.width;
        cells.resize(self.rows * width, T::default());
        if width == 0 {
            return Ok(());
        }
        if self.order == Order::Columns {
            for &index in &self.input.arguments {
                let first = self.place_of(index) * self.rows;
                let column = cells.get_mut(first..first + self.rows).unwrap_or_default();
                for (block, out) in column.chunks_mut(BLOCK).enumerate() {
                    self.place_column(index, block, out, (1, 0))?;
                }
            }
        } else {
            for (block, out) in cells.chunks_mut(BLOCK * width).enumerate() {
                for &index in &self.input.arguments {
                    self.place_column(index, block, out, (width, self.place_of(index)))?;
                }
            }
        }
        for &index in &self.input.arguments {
            self.place_lists(index, cells)?;
        }
        Ok(())
    }

    fn place_of(&self, index: usize) -> usize {
        self.plan.arguments.get(index).map_or(0, |argument| argument.place)
    }

    /// Puts a block of a column's values into `out`, where they are `stride` apart from `offset` on. Lists come later.
    fn place_column<T: NumericCell>(
        &mut self,
        index: usize,
        block: usize,
        out: &mut [T],
        (stride, offset): (usize, usize),
    ) -> Result<(), Fault> {
        let column = self.columns.get(index).ok_or_else(lost_argument)?;
        if matches!(column.values, Column::List(_)) {
            return Ok(());
        }
        let rows = out.len() / stride;
        let place = Place { start: block * BLOCK, rows, valid: column.validity.word(block), stride, offset };
        self.place(index, column, &place, out)
    }

    /// Puts values of `column`, which belongs to argument `index` or holds the values of its lists, into `out`.
    pub(super) fn place<T: NumericCell>(
        &mut self,
        index: usize,
        column: &ArgumentColumn<'_>,
        place: &Place,
        out: &mut [T],
    ) -> Result<(), Fault> {
        let (Some(argument), Some(counts)) = (self.plan.arguments.get(index), self.counts.get_mut(index))
        else {
            return Err(lost_argument());
        };
        let filled = match &column.values {
            Column::Boolean(values) => place.fill(values, column, argument, counts, out),
            Column::TinyInt(values) => place.fill(values, column, argument, counts, out),
            Column::SmallInt(values) => place.fill(values, column, argument, counts, out),
            Column::Integer(values) => place.fill(values, column, argument, counts, out),
            Column::BigInt(values) => place.fill(values, column, argument, counts, out),
            Column::UTinyInt(values) => place.fill(values, column, argument, counts, out),
            Column::USmallInt(values) => place.fill(values, column, argument, counts, out),
            Column::UInteger(values) => place.fill(values, column, argument, counts, out),
            Column::UBigInt(values) => place.fill(values, column, argument, counts, out),
            Column::Float(values) => place.fill(values, column, argument, counts, out),
            Column::Double(values) => place.fill(values, column, argument, counts, out),
            Column::Varchar(texts) => place.fill_from_text(texts.as_ref(), column, argument, counts, out),
            Column::List(_) => return Err(mismatched(&column.values)),
        };
        filled.map_err(|failure| fault(&failure, self.plan, index, column))
    }
}

/// Where at most 64 values come from, and where they go.
pub(super) struct Place {
    /// The place of the first value in its column.
    pub start: usize,
    /// How many values there are.
    pub rows: usize,
    /// Which of them are not NULL, a bit each.
    pub valid: u64,
    /// How far apart they go.
    pub stride: usize,
    /// Where the first one goes.
    pub offset: usize,
}

impl Place {
    fn fill<S: Copy, T: FromSource<S>>(
        &self,
        values: &[S],
        column: &ArgumentColumn<'_>,
        argument: &ArgumentPlan,
        counts: &mut Counts,
        out: &mut [T],
    ) -> Result<(), Failure> {
        let Some(source) = values.get(self.start..self.start + self.rows) else {
            return Err(Failure::TooFewRows);
        };
        let (mut cells, mut flags) = ([T::default(); BLOCK], [0_u8; BLOCK]);
        for ((cell, flag), &value) in cells.iter_mut().zip(&mut flags).zip(source) {
            (*cell, *flag) = T::from_source(value);
        }
        self.finish(cells, flags, column, argument, counts, out)
    }

    /// The same for text: each becomes a double, as every reader of CSV files makes of it, and then the element.
    fn fill_from_text<T: FromSource<f64>>(
        &self,
        texts: &dyn TextColumn,
        column: &ArgumentColumn<'_>,
        argument: &ArgumentPlan,
        counts: &mut Counts,
        out: &mut [T],
    ) -> Result<(), Failure> {
        let (mut cells, mut flags) = ([T::default(); BLOCK], [0_u8; BLOCK]);
        for (row, (cell, flag)) in cells.iter_mut().zip(&mut flags).enumerate().take(self.rows) {
            if self.valid >> row & 1 == 1 {
                (*cell, *flag) = match numbers::parse(texts.bytes(self.start + row)) {
                    Some(value) => T::from_source(value),
                    None => (T::default(), flag::NOT_A_NUMBER),
                };
            }
        }
        self.finish(cells, flags, column, argument, counts, out)
    }

    /// Marks NULLs, replaces what is missing, counts what was changed and puts the block in its place.
    pub(super) fn finish<T: Cell>(
        &self,
        mut cells: [T; BLOCK],
        mut flags: [u8; BLOCK],
        column: &ArgumentColumn<'_>,
        argument: &ArgumentPlan,
        counts: &mut Counts,
        out: &mut [T],
    ) -> Result<(), Failure> {
        if self.valid != u64::MAX {
            for (row, flag) in flags.iter_mut().enumerate().take(self.rows) {
                *flag = if self.valid >> row & 1 == 0 { flag::MISSING } else { *flag };
            }
        }
        let found = flags.iter().fold(0, |all, flag| all | flag);
        if found & (flag::MISSING | flag::OUT_OF_RANGE | flag::NOT_WHOLE | flag::NOT_A_NUMBER) != 0 {
            self.replace_missing(&mut cells, &flags, column, argument, counts)?;
        }
        if found & (flag::ROUNDED | flag::OVERFLOWED) != 0 {
            counts.rounded += count(&flags, flag::ROUNDED);
            counts.overflowed += count(&flags, flag::OVERFLOWED);
        }
        self.scatter(&cells, out);
        Ok(())
    }

    /// Puts the replacement where values are missing; the first value that fits nowhere is the failure.
    fn replace_missing<T: Cell>(
        &self,
        cells: &mut [T; BLOCK],
        flags: &[u8; BLOCK],
        column: &ArgumentColumn<'_>,
        argument: &ArgumentPlan,
        counts: &mut Counts,
    ) -> Result<(), Failure> {
        let lenient = argument.lenient;
        let said = argument.missing.as_ref().and_then(T::from_scalar);
        let replacement = said.or_else(|| lenient.then(T::default));
        for (offset, (cell, &flags)) in cells.iter_mut().zip(flags).enumerate() {
            let row = self.start + offset;
            if flags & flag::MISSING != 0 {
                let is_null = self.valid >> offset & 1 == 0;
                let failed = is_null && column.presence.is_some_and(|presence| presence.at(row));
                *cell = replacement.ok_or(Failure::Missing { failed })?;
                counts.failed += u64::from(failed);
                counts.missing += u64::from(!failed);
            } else if flags & flag::NOT_A_NUMBER != 0 {
                if !argument.tolerant && !lenient {
                    return Err(Failure::NotANumber(row));
                }
                *cell = replacement.ok_or(Failure::Missing { failed: true })?;
                counts.failed += 1;
            } else if lenient && flags & (flag::NOT_WHOLE | flag::OUT_OF_RANGE) != 0 {
                counts.failed += 1;
            } else if flags & flag::NOT_WHOLE != 0 {
                return Err(Failure::NotWhole(row));
            } else if flags & flag::OUT_OF_RANGE != 0 {
                return Err(Failure::OutOfRange(row));
            }
        }
        Ok(())
    }

    fn scatter<T: Copy>(&self, cells: &[T; BLOCK], out: &mut [T]) {
        let cells = cells.get(..self.rows).unwrap_or(cells);
        let out = out.get_mut(self.offset..).unwrap_or_default();
        if let (1, Some(out)) = (self.stride, out.get_mut(..cells.len())) {
            out.copy_from_slice(cells);
            return;
        }
        for (target, &cell) in out.chunks_mut(self.stride).zip(cells) {
            if let Some(target) = target.first_mut() {
                *target = cell;
            }
        }
    }
}

/// How many of the flags have `flag`, which is one bit; at most 64, so that a byte is enough to add them up.
fn count(flags: &[u8; BLOCK], flag: u8) -> u64 {
    let shift = flag.trailing_zeros();
    u64::from(flags.iter().map(|flags| flags >> shift & 1).sum::<u8>())
}
