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

/// Rows that are kept for a while, to be looked at together.
#[derive(Debug, Clone, Default)]
pub struct KeptRows {
    /// Without their scores.
    rows: Vec<Row<'static>>,
    /// Those of one row after another.
    scores: Vec<f64>,
}

impl KeptRows {
    /// Keeps a copy of `row`; all have as many scores.
    pub fn push(&mut self, row: Row<'_>) {
        self.rows.push(Row { scores: &[], ..row });
        self.scores.extend(row.scores);
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Keeps none any longer.
    pub fn clear(&mut self) {
        self.rows.clear();
        self.scores.clear();
    }

    /// Each of them.
    pub fn iter(&self) -> impl Iterator<Item = Row<'_>> {
        let width = self.scores.len() / self.rows.len().max(1);
        self.rows.iter().zip(self.scores.chunks(width.max(1))).map(|(&row, scores)| Row { scores, ..row })
    }

    /// The scores of model `at`.
    pub fn scores_of(&self, at: usize) -> impl Iterator<Item = f64> + Clone + '_ {
        let width = self.scores.len() / self.rows.len().max(1);
        self.scores.iter().skip(at).step_by(width.max(1)).copied()
    }
}
