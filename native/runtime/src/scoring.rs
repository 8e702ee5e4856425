//! Scoring of one vector of rows on the calling thread.

use std::cell::RefCell;
use std::time::Instant;

use rowcast_kernel::column::ArgumentColumn;
use rowcast_kernel::columns::output_shape;
use rowcast_kernel::element::FeedElement;
use rowcast_kernel::gather::{Counts, Order, gather, gather_in, unscored_rows};
use rowcast_kernel::plan::InputPlan;
use rowcast_kernel::tensor::TensorBuffer;
use rowcast_kernel::{Code, Fault};

use crate::batching::FEWEST_ROWS;
use crate::model::{Model, Runner};
use crate::output::Output;
use crate::session::Session;
use crate::trees::are_same;

/// Batches are padded to a multiple of this many rows. A linear model's last bits depend on where the vector
/// remainder falls; with whole multiples there is none, so a score never depends on how rows were cut.
pub(crate) const ROW_MULTIPLE: usize = 64;

thread_local! {
    static SCRATCH: RefCell<Scratch> = const { RefCell::new(Scratch { buffers: Vec::new(), counts: Vec::new() }) };
}

/// Memory that a thread keeps between vectors.
struct Scratch {
    buffers: Vec<(FeedElement, TensorBuffer)>,
    counts: Vec<Counts>,
}

impl Model {
    /// Scores `rows` rows; `write` gets the outputs, whose rows beyond `rows` are padding, and which rows have no scores
    /// although the outputs hold some. Nothing runs for 0 rows.
    ///
    /// # Errors
    /// Those of [`gather`], `RUN_FAILED`, `OUTPUT_CHANGED`, and what `write` returns.
    pub fn score(
        &self,
        columns: &[ArgumentColumn<'_>],
        rows: usize,
        write: impl FnOnce(&[Output], Option<&[bool]>) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        if rows == 0 {
            return Ok(());
        }
        let start = Instant::now();
        SCRATCH.with_borrow_mut(|scratch| {
            let mut buffers = scratch.take_buffers(self);
            scratch.counts.clear();
            scratch.counts.resize(self.plan.arguments.len(), Counts::default());
            let unscored = unscored_rows(&self.plan, columns, rows);
            let scored = self
                .run(columns, rows, &mut buffers, &mut scratch.counts)
                .and_then(|outputs| write(&outputs, unscored.as_deref()));
            scratch.give_back(self, buffers);
            scored?;
            let unscored = unscored.map_or(0, |rows| rows.iter().filter(|row| **row).count());
            self.counters.add((rows, unscored), start.elapsed(), &scratch.counts);
            Ok(())
        })
    }

    fn run(
        &self,
        columns: &[ArgumentColumn<'_>],
        rows: usize,
        buffers: &mut [TensorBuffer],
        counts: &mut [Counts],
    ) -> Result<Vec<Output>, Fault> {
        let compare = |original: &Session| self.gives_the_same(original, columns, rows);
        let session = match (self.first_rows.as_ref().and_then(|first| first.fallback(compare)), &self.runner)
        {
            (Some(original), _) => original,
            (None, Runner::Session(session)) => session,
            (None, Runner::Device(session, batcher)) => {
                gather(&self.plan, columns, rows, buffers, counts)?;
                let empty = |input: &InputPlan| TensorBuffer::new(input.element);
                let buffers = buffers.iter_mut().zip(&self.plan.inputs);
                let brought = buffers.map(|(buffer, input)| std::mem::replace(buffer, empty(input)));
                return batcher.run(brought.collect(), rows, |all, rows| self.run_device(session, all, rows));
            }
            (None, Runner::Trees(direct)) => {
                gather_in(Order::Columns, &self.plan, columns, rows, buffers, counts)?;
                let buffer = buffers.first().ok_or_else(|| Fault::internal("trees have no input"))?;
                return direct.run(buffer, Order::Columns, rows);
            }
        };
        gather(&self.plan, columns, rows, buffers, counts)?;
        let padded = rows.next_multiple_of(ROW_MULTIPLE);
        for (input, buffer) in self.plan.inputs.iter().zip(&mut *buffers) {
            buffer.pad_rows(input.width, padded);
        }
        let outputs = session.run(&self.plan, buffers, padded)?;
        self.check_shapes(&outputs, padded)?;
        Ok(outputs)
    }

    /// One run of a device. Few different numbers of rows mean few shaders to make.
    fn run_device(
        &self,
        session: &Session,
        mut buffers: Vec<TensorBuffer>,
        rows: usize,
    ) -> Result<Vec<Output>, Fault> {
        let multiple = if rows > FEWEST_ROWS { FEWEST_ROWS } else { ROW_MULTIPLE };
        let padded = rows.next_multiple_of(multiple);
        for (input, buffer) in self.plan.inputs.iter().zip(&mut buffers) {
            buffer.pad_rows(input.width, padded);
        }
        let outputs = session.run(&self.plan, &buffers, padded)?;
        self.check_shapes(&outputs, padded)?;
        self.counters.add_device_run(rows);
        Ok(outputs)
    }

    /// Whether the runner gives what `original` gives for these rows. Rows that cannot be gathered are no difference:
    /// both paths refuse them.
    fn gives_the_same(&self, original: &Session, columns: &[ArgumentColumn<'_>], rows: usize) -> bool {
        let compare = || -> Result<bool, Fault> {
            let elements = self.plan.inputs.iter().map(|input| input.element);
            let mut buffers: Vec<TensorBuffer> = elements.map(TensorBuffer::new).collect();
            let mut counts = vec![Counts::default(); self.plan.arguments.len()];
            if gather(&self.plan, columns, rows, &mut buffers, &mut counts).is_err() {
                return Ok(true);
            }
            let padded = rows.next_multiple_of(ROW_MULTIPLE);
            for (input, buffer) in self.plan.inputs.iter().zip(&mut buffers) {
                buffer.pad_rows(input.width, padded);
            }
            let expected = original.run(&self.plan, &buffers, padded)?;
            let found = match (&self.runner, buffers.first()) {
                (Runner::Session(session) | Runner::Device(session, _), _) => {
                    session.run(&self.plan, &buffers, padded)?
                }
                (Runner::Trees(direct), Some(buffer)) => direct.run(buffer, Order::Rows, padded)?,
                (Runner::Trees(_), None) => return Ok(false),
            };
            are_same(&found, &expected, rows)
        };
        compare().unwrap_or(false)
    }

    pub(crate) fn check_shapes(&self, found: &[Output], rows: usize) -> Result<(), Fault> {
        let model = &self.plan.model;
        if found.len() != self.outputs.len() {
            return Err(Fault::new(
                Code::OutputChanged,
                format!("A sequence of model \"{model}\" came back with another length than on loading."),
                "The model's output depends on its values: export it with tensors as outputs.",
            ));
        }
        for ((output, expected), found) in self.outputs.iter().zip(found) {
            let name = &output.declared.name;
            let shape = output_shape(name, found.element, &found.dimensions, rows, model)?;
            if found.part.keys() != output.keys() {
                return Err(Fault::new(
                    Code::OutputChanged,
                    format!(
                        "Output \"{name}\" of model \"{model}\" came back with other keys than on loading."
                    ),
                    "The model's output depends on its values: export it with tensors as outputs.",
                ));
            }
            // One value may come as [N] or as [N,1].
            let is_list = shape.each.len().max(expected.each.len()) > 1;
            let same = if is_list { shape.each == expected.each } else { shape.width() == expected.width() };
            if shape.element != expected.element || !same {
                return Err(Fault::new(
                    Code::OutputChanged,
                    format!(
                        "Output \"{name}\" of model \"{model}\" came back as {} with {} values for each row; expected {} with {}.",
                        shape.element.name(),
                        shape.width(),
                        expected.element.name(),
                        expected.width()
                    ),
                    "The model's output depends on its values: export it so that the width is fixed.",
                ));
            }
        }
        Ok(())
    }
}

impl Scratch {
    /// A buffer for each input of `model`, from those that this thread has where they fit.
    fn take_buffers(&mut self, model: &Model) -> Vec<TensorBuffer> {
        let take = |element: FeedElement| {
            let kept = self.buffers.iter().position(|(kept, _)| *kept == element);
            kept.map_or_else(|| TensorBuffer::new(element), |index| self.buffers.swap_remove(index).1)
        };
        model.plan.inputs.iter().map(|input| input.element).map(take).collect()
    }

    fn give_back(&mut self, model: &Model, buffers: Vec<TensorBuffer>) {
        let elements = model.plan.inputs.iter().map(|input| input.element);
        self.buffers.extend(elements.zip(buffers));
    }
}
