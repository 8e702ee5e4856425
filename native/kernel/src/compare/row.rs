//! A row as a comparison sees it.

/// One row that every model gave a finite score, and whose weight is above zero.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    /// From 1, in the order of the file.
    pub number: u64,
    /// One for each model, the champion's first.
    pub scores: &'a [f64],
    /// 1 or 0, or the number that is to be met; `None` where it is not known.
    pub label: Option<f64>,
    /// How much the row counts.
    pub weight: f64,
    /// What is summed over the rows that a model selects.
    pub value: Option<f64>,
}

impl Row<'_> {
    /// Whether the label is 1.
    pub fn is_positive(&self) -> bool {
        self.label == Some(1.0)
    }
}
