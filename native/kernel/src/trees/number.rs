//! The two precisions that ensembles are computed in.

use std::ops::{Add, Div, Mul, Neg, Sub};

/// A threshold, a weight or a score: `f32`, or `f64` where the ensemble takes doubles.
pub trait Number:
    Copy
    + Default
    + PartialOrd
    + Send
    + Sync
    + std::fmt::Debug
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + Neg<Output = Self>
    + 'static
{
    /// One.
    const ONE: Self;
    /// The greatest number below this one.
    fn below(self) -> Self;
    /// The same number, which this precision holds.
    fn from_single(value: f32) -> Self;
    /// Rounded to the nearest.
    fn from_double(value: f64) -> Self;
    /// Rounded to the nearest.
    fn single(self) -> f32;
    /// The same number.
    fn double(self) -> f64;
    /// A number of trees, rounded to the nearest.
    fn from_count(count: usize) -> Self;

    /// Whether this is no number.
    fn is_nan(self) -> bool {
        self.double().is_nan()
    }
}

impl Number for f32 {
    const ONE: Self = 1.0;
    fn below(self) -> Self {
        self.next_down()
    }
    fn from_single(value: f32) -> Self {
        value
    }
    fn from_double(value: f64) -> Self {
        value as Self
    }
    fn single(self) -> f32 {
        self
    }
    fn double(self) -> f64 {
        f64::from(self)
    }
    fn from_count(count: usize) -> Self {
        count as Self
    }
}

impl Number for f64 {
    const ONE: Self = 1.0;
    fn below(self) -> Self {
        self.next_down()
    }
    fn from_single(value: f32) -> Self {
        Self::from(value)
    }
    fn from_double(value: f64) -> Self {
        value
    }
    fn single(self) -> f32 {
        self as f32
    }
    fn double(self) -> f64 {
        self
    }
    fn from_count(count: usize) -> Self {
        count as Self
    }
}
