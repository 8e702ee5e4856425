//! Numeric gathering in blocks of 64 rows: one word of a validity mask, and small enough for the first cache.

use super::convert::{FromSource, NumericCell, flag};
use super::failures::{Failure, fault};
use super::{Counts, Job, Order};
use crate::column::{ArgumentColumn, Column, TextColumn};
use crate::fault::Fault;
use crate::numbers;
use crate::plan::ArgumentPlan;
use crate::tensor::Cell;

/// Rows of a block; the number of bits in a word of a validity mask.
const BLOCK: usize = 64;

impl Job<'_, '_> {
    /// Fills `cells` with this input's rows.
    pub(super) fn numbers<T: NumericCell>(&mut self, cells: &mut Vec<T>) -> Result<(), Fault> {
        let width = self.input.arguments.len();
        cells.resize(self.rows * width, T::default());
        if width == 0 {
            return Ok(());
        }
        if self.order == Order::Columns {
            for (&index, column) in self.input.arguments.iter().zip(cells.chunks_mut(self.rows.max(1))) {
                for (block, out) in column.chunks_mut(BLOCK).enumerate() {
                    self.place_column(index, block, out, 1, 0)?;
                }
            }
            return Ok(());
        }
        for (block, out) in cells.chunks_mut(BLOCK * width).enumerate() {
            for (offset, &index) in self.input.arguments.iter().enumerate() {
                self.place_column(index, block, out, width, offset)?;
            }
        }
        Ok(())
    }

    fn place_column<T: NumericCell>(
        &mut self,
        index: usize,
        block: usize,
        out: &mut [T],
        width: usize,
        offset: usize,
    ) -> Result<(), Fault> {
        let (Some(column), Some(argument), Some(counts)) =
            (self.columns.get(index), self.plan.arguments.get(index), self.counts.get_mut(index))
        else {
            return Err(Fault::internal("an input refers to an argument that is not there"));
        };
        let place = Place { block, rows: out.len() / width, width, offset };
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
        };
        filled.map_err(|failure| fault(&failure, self.plan, index, column))
    }
}

/// Where a block of one column goes.
struct Place {
    block: usize,
    rows: usize,
    width: usize,
    offset: usize,
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
        let start = self.block * BLOCK;
        let Some(source) = values.get(start..start + self.rows) else {
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
        let start = self.block * BLOCK;
        let (mut cells, mut flags) = ([T::default(); BLOCK], [0_u8; BLOCK]);
        let valid = column.validity.word(self.block);
        for (row, (cell, flag)) in cells.iter_mut().zip(&mut flags).enumerate().take(self.rows) {
            if valid >> row & 1 == 1 {
                (*cell, *flag) = match numbers::parse(texts.bytes(start + row)) {
                    Some(value) => T::from_source(value),
                    None => (T::default(), flag::NOT_A_NUMBER),
                };
            }
        }
        self.finish(cells, flags, column, argument, counts, out)
    }

    /// Marks NULLs, replaces what is missing, counts what was changed and puts the block in its place.
    fn finish<T: Cell>(
        &self,
        mut cells: [T; BLOCK],
        mut flags: [u8; BLOCK],
        column: &ArgumentColumn<'_>,
        argument: &ArgumentPlan,
        counts: &mut Counts,
        out: &mut [T],
    ) -> Result<(), Failure> {
        let valid = column.validity.word(self.block);
        if valid != u64::MAX {
            for (row, flag) in flags.iter_mut().enumerate().take(self.rows) {
                *flag = if valid >> row & 1 == 0 { flag::MISSING } else { *flag };
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
            let row = self.block * BLOCK + offset;
            if flags & flag::MISSING != 0 {
                let is_null = !column.validity.is_valid(row);
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
        if let (1, Some(cells)) = (self.width, cells.get(..out.len())) {
            out.copy_from_slice(cells);
            return;
        }
        for (row, &cell) in out.chunks_exact_mut(self.width).zip(cells) {
            if let Some(target) = row.get_mut(self.offset) {
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
