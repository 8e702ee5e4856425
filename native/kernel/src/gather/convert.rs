//! Every column type to every numeric element type, branch-free, with flags for what the conversion did.

use half::f16;

use crate::column::StoredBool;
use crate::half_float::nearest_half;
use crate::tensor::Cell;

/// What a conversion found out about a value, one bit each.
pub mod flag {
    /// NULL or NaN.
    pub const MISSING: u8 = 1;
    /// Changed, but still finite.
    pub const ROUNDED: u8 = 2;
    /// Finite before, infinite now.
    pub const OVERFLOWED: u8 = 4;
    /// Does not fit the element type.
    pub const OUT_OF_RANGE: u8 = 8;
    /// Has a fraction where the element type takes none.
    pub const NOT_WHOLE: u8 = 16;
    /// A text that is no number.
    pub const NOT_A_NUMBER: u8 = 32;
}

/// A tensor cell made from a column's value.
pub trait FromSource<S>: Cell {
    /// The converted value and its flags; the value is arbitrary where a flag says it does not fit.
    fn from_source(value: S) -> (Self, u8);
}

/// A tensor cell that every column type but VARCHAR can make.
pub trait NumericCell:
    FromSource<StoredBool>
    + FromSource<i8>
    + FromSource<i16>
    + FromSource<i32>
    + FromSource<i64>
    + FromSource<u8>
    + FromSource<u16>
    + FromSource<u32>
    + FromSource<u64>
    + FromSource<f32>
    + FromSource<f64>
{
}

macro_rules! numeric_cells {
    ($($cell:ty)*) => { $(impl NumericCell for $cell {})* };
}
numeric_cells!(f32 f64 f16 i8 i16 i32 i64 u8 u16 u32 u64 bool);

const fn bit(condition: bool, flag: u8) -> u8 {
    if condition { flag } else { 0 }
}

impl FromSource<f32> for f32 {
    fn from_source(value: f32) -> (Self, u8) {
        (value, bit(value.is_nan(), flag::MISSING))
    }
}

impl FromSource<f64> for f64 {
    fn from_source(value: f64) -> (Self, u8) {
        (value, bit(value.is_nan(), flag::MISSING))
    }
}

impl FromSource<f32> for f64 {
    fn from_source(value: f32) -> (Self, u8) {
        (Self::from(value), bit(value.is_nan(), flag::MISSING))
    }
}

impl FromSource<f64> for f32 {
    fn from_source(value: f64) -> (Self, u8) {
        let narrow = value as Self;
        let changed = f64::from(narrow) != value;
        let overflowed = narrow.is_infinite() & value.is_finite();
        let flags = bit(value.is_nan(), flag::MISSING)
            | bit(changed & !value.is_nan() & !overflowed, flag::ROUNDED)
            | bit(overflowed, flag::OVERFLOWED);
        (narrow, flags)
    }
}

/// All go through f64, which holds every value that stays finite in 16 bits.
macro_rules! to_half {
    ($($source:ty)*) => { $(
        impl FromSource<$source> for f16 {
            fn from_source(value: $source) -> (Self, u8) {
                let wide = value as f64;
                let narrow = nearest_half(wide);
                let changed = f64::from(narrow) != wide;
                let overflowed = narrow.is_infinite() & wide.is_finite();
                let flags = bit(wide.is_nan(), flag::MISSING)
                    | bit(changed & !wide.is_nan() & !overflowed, flag::ROUNDED)
                    | bit(overflowed, flag::OVERFLOWED);
                (narrow, flags)
            }
        }
    )* };
}
to_half!(f32 f64 i8 i16 i32 i64 u8 u16 u32 u64);

impl FromSource<StoredBool> for f16 {
    fn from_source(value: StoredBool) -> (Self, u8) {
        (if value.0 != 0 { Self::ONE } else { Self::ZERO }, 0)
    }
}

/// An integer is exact in a float when the bits between its highest and lowest set bit fit the mantissa.
macro_rules! integer_to_float {
    ($($source:ty as $magnitude:ident)*) => { $(
        impl FromSource<$source> for f32 { integer_to_float!(@body $source, $magnitude); }
        impl FromSource<$source> for f64 { integer_to_float!(@body $source, $magnitude); }
    )* };
    (@body $source:ty, $magnitude:ident) => {
        fn from_source(value: $source) -> (Self, u8) {
            let magnitude = integer_to_float!(@$magnitude value);
            let unused = magnitude.leading_zeros() + magnitude.trailing_zeros();
            let exact = magnitude == 0 || <$source>::BITS - unused <= Self::MANTISSA_DIGITS;
            (value as Self, bit(!exact, flag::ROUNDED))
        }
    };
    (@signed $value:ident) => { $value.unsigned_abs() };
    (@unsigned $value:ident) => { $value };
}
integer_to_float!(
    i8 as signed i16 as signed i32 as signed i64 as signed
    u8 as unsigned u16 as unsigned u32 as unsigned u64 as unsigned
);

macro_rules! to_integer {
    (integers $sources:tt => $($cell:ty)*) => { $(to_integer!(@each $cell, $sources);)* };
    (@each $cell:ty, ($($source:ty)*)) => { $(
        impl FromSource<$source> for $cell {
            fn from_source(value: $source) -> (Self, u8) {
                match Self::try_from(value) {
                    Ok(cell) => (cell, 0),
                    Err(_) => (0, flag::OUT_OF_RANGE),
                }
            }
        }
    )* };
    (floats $sources:tt => $($cell:ty)*) => { $(to_integer!(@float $cell, $sources);)* };
    (@float $cell:ty, ($($source:ty)*)) => { $(
        impl FromSource<$source> for $cell {
            fn from_source(value: $source) -> (Self, u8) {
                let wide = f64::from(value);
                // Both bounds are powers of two or zero, hence exact; MAX itself may not be.
                let fits = wide >= Self::MIN as f64 && wide < 2.0 * ((Self::MAX / 2 + 1) as f64);
                let whole = wide.trunc() == wide || wide.is_nan();
                let flags = bit(wide.is_nan(), flag::MISSING)
                    | bit(!fits & !wide.is_nan() & whole, flag::OUT_OF_RANGE)
                    | bit(!whole, flag::NOT_WHOLE);
                (value as Self, flags)
            }
        }
    )* };
}
to_integer!(integers (i8 i16 i32 i64 u8 u16 u32 u64) => i8 i16 i32 i64 u8 u16 u32 u64);
to_integer!(floats (f32 f64) => i8 i16 i32 i64 u8 u16 u32 u64);

macro_rules! from_stored_bool {
    ($($cell:ty)*) => { $(
        impl FromSource<StoredBool> for $cell {
            fn from_source(value: StoredBool) -> (Self, u8) {
                (u8::from(value.0 != 0) as $cell, 0)
            }
        }
    )* };
}
from_stored_bool!(f32 f64 i8 i16 i32 i64 u8 u16 u32 u64);

impl FromSource<StoredBool> for bool {
    fn from_source(value: StoredBool) -> (Self, u8) {
        (value.0 != 0, 0)
    }
}

macro_rules! integer_to_bool {
    ($($source:ty)*) => { $(
        impl FromSource<$source> for bool {
            fn from_source(value: $source) -> (Self, u8) {
                (value == 1, bit(value != 0 && value != 1, flag::OUT_OF_RANGE))
            }
        }
    )* };
}
integer_to_bool!(i8 i16 i32 i64 u8 u16 u32 u64);

macro_rules! float_to_bool {
    ($($source:ty)*) => { $(
        impl FromSource<$source> for bool {
            fn from_source(value: $source) -> (Self, u8) {
                let nan = value.is_nan();
                let fraction = !nan && value.trunc() != value;
                let other = !nan && !fraction && value != 0.0 && value != 1.0;
                let flags = bit(nan, flag::MISSING)
                    | bit(fraction, flag::NOT_WHOLE)
                    | bit(other, flag::OUT_OF_RANGE);
                (value == 1.0, flags)
            }
        }
    )* };
}
float_to_bool!(f32 f64);
