//! Where rows come from: a row-major tensor or columns one after another, filled into blocks column by column.

use super::Number;
use super::ensemble::Ensemble;
use super::splits::SplitColumn;

/// Rows of a block: as many bytes as an AVX2 register has.
pub const BLOCK: usize = 32;

/// The values of one column in one block of rows.
#[derive(Debug, Clone, Copy, PartialEq)]
#[repr(C, align(64))]
pub struct Lanes<T>(pub [T; BLOCK]);

impl<T: Number> Default for Lanes<T> {
    fn default() -> Self {
        Self([T::default(); BLOCK])
    }
}

/// An input's element as the number it is compared as; integers round to the nearest, as C converts them.
pub trait Element<T>: Copy + Default {
    /// The number.
    fn number(self) -> T;
}

impl Element<f32> for f32 {
    fn number(self) -> f32 {
        self
    }
}

impl Element<f64> for f64 {
    fn number(self) -> f64 {
        self
    }
}

impl Element<f32> for i64 {
    fn number(self) -> f32 {
        self as f32
    }
}

impl Element<f32> for i32 {
    fn number(self) -> f32 {
        self as f32
    }
}

/// Rows to score.
pub trait Rows<T> {
    /// The values of `feature` in the rows from `first` on, as many as `out` has room for.
    fn fill(&self, feature: usize, first: usize, out: &mut [T]);
}

/// A tensor `[N,F]` in row-major order.
pub struct RowMajor<'a, S> {
    /// The values.
    pub values: &'a [S],
    /// Number of features.
    pub width: usize,
}

/// Columns of `stride` rows one after another.
pub struct ColumnMajor<'a, S> {
    /// The values.
    pub values: &'a [S],
    /// Number of rows of each column.
    pub stride: usize,
}

impl<T, S: Element<T>> Rows<T> for RowMajor<'_, S> {
    fn fill(&self, feature: usize, first: usize, out: &mut [T]) {
        let start = first * self.width + feature;
        let values = self.values.get(start..).unwrap_or_default().iter().step_by(self.width.max(1));
        for (out, value) in out.iter_mut().zip(values) {
            *out = value.number();
        }
    }
}

impl<T, S: Element<T>> Rows<T> for ColumnMajor<'_, S> {
    fn fill(&self, feature: usize, first: usize, out: &mut [T]) {
        let start = feature * self.stride + first;
        for (out, value) in out.iter_mut().zip(self.values.get(start..).unwrap_or_default()) {
            *out = value.number();
        }
    }
}

/// How one column is made of the rows.
#[derive(Debug, Clone, PartialEq)]
pub struct ColumnMaker<T> {
    feature: usize,
    value: Value<T>,
}

/// What a column has of its feature's value.
#[derive(Debug, Clone, PartialEq)]
enum Value<T> {
    Itself,
    HighMissing,
    IsMissing,
    /// Whether it is one of the members, which rise, and what NaN becomes.
    IsMember(Vec<T>, bool),
}

impl<T: Number> ColumnMaker<T> {
    /// The makers of `columns`.
    pub fn all(columns: &[SplitColumn], ensemble: &Ensemble<T>) -> Vec<Self> {
        let maker = |column: &SplitColumn| match *column {
            SplitColumn::Feature(feature) => Self { feature: feature as usize, value: Value::Itself },
            SplitColumn::HighMissing(feature) => {
                Self { feature: feature as usize, value: Value::HighMissing }
            }
            SplitColumn::Missing(feature) => Self { feature: feature as usize, value: Value::IsMissing },
            SplitColumn::Member { feature, set, missing_passes } => {
                let mut set = ensemble.sets.get(set as usize).cloned().unwrap_or_default();
                set.retain(|value| !value.is_nan());
                set.sort_by(|a, b| a.double().total_cmp(&b.double()));
                Self { feature: feature as usize, value: Value::IsMember(set, missing_passes) }
            }
        };
        columns.iter().map(maker).collect()
    }

    /// Fills `lanes` with `count` rows from `first` on; the lanes beyond keep what they had.
    pub fn fill(&self, rows: &impl Rows<T>, first: usize, count: usize, lanes: &mut Lanes<T>) {
        let lanes = lanes.0.get_mut(..count).unwrap_or_default();
        rows.fill(self.feature, first, lanes);
        let one_where = |holds| if holds { T::ONE } else { T::default() };
        match &self.value {
            Value::Itself => {}
            Value::HighMissing => {
                let infinity = T::from_single(f32::INFINITY);
                lanes.iter_mut().for_each(|lane| *lane = if lane.is_nan() { infinity } else { *lane });
            }
            Value::IsMissing => lanes.iter_mut().for_each(|lane| *lane = one_where(lane.is_nan())),
            Value::IsMember(set, missing_passes) => {
                let holds = |x: T| if x.is_nan() { *missing_passes } else { contains(set, x) };
                lanes.iter_mut().for_each(|lane| *lane = one_where(holds(*lane)));
            }
        }
    }
}

/// Whether the sorted `set` has a member that equals `x`, zeros of both signs being equal.
fn contains<T: Number>(set: &[T], x: T) -> bool {
    let at = set.partition_point(|member| *member < x);
    set.get(at).is_some_and(|member| *member == x)
}
