//! Runs in steps, for models that take a fixed number of rows and for inputs that all rows of a run share.

use std::ops::Range;

use rowcast_kernel::plan::{InputPlan, ModelPlan};
use rowcast_kernel::signature::Rows;
use rowcast_kernel::tensor::TensorBuffer;
use rowcast_kernel::{Code, Fault};

use crate::output::{Output, OwnValues, Part};
use crate::scoring::ROW_MULTIPLE;

/// The rows that go into each run of a model.
pub(crate) struct Steps {
    ranges: Vec<Range<usize>>,
    batch: Option<usize>,
}

impl Steps {
    /// The steps in which `rows` rows are scored; `None` where one run takes them all.
    pub(crate) fn of(plan: &ModelPlan, buffers: &[TensorBuffer], rows: usize) -> Option<Self> {
        let batch = plan.inputs.iter().find_map(|input| match input.rows {
            Rows::Fixed(rows) => Some(rows),
            Rows::Any | Rows::Shared => None,
        });
        let shared: Vec<(&InputPlan, &TensorBuffer)> =
            plan.inputs.iter().zip(buffers).filter(|(input, _)| input.rows == Rows::Shared).collect();
        if batch.is_none() && shared.is_empty() {
            return None;
        }
        let same =
            |row: usize| shared.iter().all(|(input, buffer)| buffer.same_rows(row - 1, row, input.width));
        let most = batch.unwrap_or(usize::MAX);
        let mut ranges: Vec<Range<usize>> = Vec::new();
        for row in 0..rows {
            match ranges.last_mut() {
                Some(last) if last.len() < most && same(row) => last.end = row + 1,
                Some(_) | None => ranges.push(row..row + 1),
            }
        }
        Some(Self { ranges, batch })
    }

    /// Runs each step with `run`, which gets the values and the number of rows, and joins what comes back.
    ///
    /// # Errors
    /// `OUTPUT_NOT_PER_ROW`, `OUTPUT_CHANGED`, and what `run` returns.
    pub(crate) fn run(
        &self,
        plan: &ModelPlan,
        buffers: &[TensorBuffer],
        run: impl Fn(&[TensorBuffer], usize) -> Result<Vec<Output>, Fault>,
    ) -> Result<Vec<Output>, Fault> {
        let mut joined: Vec<Joined> = Vec::new();
        for range in &self.ranges {
            let size = self.batch.unwrap_or_else(|| range.len().next_multiple_of(ROW_MULTIPLE));
            let inputs = plan.inputs.iter().zip(buffers);
            let parts: Vec<TensorBuffer> =
                inputs.map(|(input, buffer)| part(input, buffer, range, size)).collect();
            for (index, output) in run(&parts, size)?.iter().enumerate() {
                let more = Joined::new(output, range.len(), size, &plan.model)?;
                match joined.get_mut(index) {
                    Some(joined) => joined.append(more, &plan.model)?,
                    None => joined.push(more),
                }
            }
        }
        Ok(joined.into_iter().map(Joined::into_output).collect())
    }
}

fn part(input: &InputPlan, buffer: &TensorBuffer, range: &Range<usize>, size: usize) -> TensorBuffer {
    let width = input.width;
    match input.rows {
        Rows::Shared => buffer.part(range.start..range.start + 1, width),
        Rows::Any | Rows::Fixed(_) => {
            let mut part = buffer.part(range.clone(), width);
            part.pad_rows(width, size);
            part
        }
    }
}

/// One output of all steps so far.
struct Joined {
    values: OwnValues,
    part: Part,
    rows: usize,
    each: Vec<i64>,
}

impl Joined {
    /// The first `rows` rows of `output`, which came of a run of `size` rows.
    fn new(output: &Output, rows: usize, size: usize, model: &str) -> Result<Self, Fault> {
        let each = match output.dimensions.as_slice() {
            // Exporters squeeze the one row away.
            [] if size == 1 => Vec::new(),
            [first, each @ ..] if usize::try_from(*first) == Ok(size) => each.to_vec(),
            found => {
                return Err(Fault::new(
                    Code::OutputNotPerRow,
                    format!(
                        "Model \"{model}\" gave an output of shape {found:?} for {size} rows; expected one entry for each row."
                    ),
                    "Export the model so that it scores each row on its own, or remove this output.",
                ));
            }
        };
        let width: usize = each.iter().map(|&length| usize::try_from(length).unwrap_or(0)).product();
        let part = output.part.clone();
        Ok(Self { values: OwnValues::first(&output.values()?, rows * width), part, rows, each })
    }

    fn append(&mut self, more: Self, model: &str) -> Result<(), Fault> {
        self.rows += more.rows;
        if self.each == more.each && self.part == more.part && self.values.append(more.values) {
            return Ok(());
        }
        Err(Fault::new(
            Code::OutputChanged,
            format!("An output of model \"{model}\" changed its shape or type from one run to the next."),
            "The model's output depends on its values: export it so that the width is fixed.",
        ))
    }

    fn into_output(self) -> Output {
        let rows = i64::try_from(self.rows).unwrap_or(i64::MAX);
        let dimensions = std::iter::once(rows).chain(self.each).collect();
        Output::own(self.values, dimensions).with_part(self.part)
    }
}
