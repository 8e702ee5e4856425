//! Row-major tensors that are filled anew for every batch and keep their memory between batches.

use std::ops::Range;

use half::f16;

use crate::element::FeedElement;
use crate::scalar::Scalar;

/// Strings of a tensor in row-major order, held in one allocation.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct TextBuffer {
    bytes: String,
    ends: Vec<usize>,
}

impl TextBuffer {
    /// Number of strings.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are no strings.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// String `index`, counting from 0 in row-major order; `""` beyond the end.
    pub fn get(&self, index: usize) -> &str {
        let start = index.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        self.ends.get(index).and_then(|&end| self.bytes.get(start..end)).unwrap_or("")
    }

    /// Removes every string and keeps the memory.
    pub fn clear(&mut self) {
        self.bytes.clear();
        self.ends.clear();
    }

    /// Appends one string.
    pub fn push(&mut self, text: &str) {
        self.bytes.push_str(text);
        self.ends.push(self.bytes.len());
    }

    /// Appends copies of the last `count` strings, `times` over.
    fn repeat_last(&mut self, count: usize, times: usize) {
        let first = self.len().saturating_sub(count);
        let last: Vec<String> = (first..self.len()).map(|index| self.get(index).to_owned()).collect();
        for text in std::iter::repeat_n(&last, times).flatten() {
            self.push(text);
        }
    }
}

/// The values of one input, row by row.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs, reason = "the names are the standard's own")]
pub enum TensorBuffer {
    Float(Vec<f32>),
    Double(Vec<f64>),
    Float16(Vec<f16>),
    Int8(Vec<i8>),
    Int16(Vec<i16>),
    Int32(Vec<i32>),
    Int64(Vec<i64>),
    Uint8(Vec<u8>),
    Uint16(Vec<u16>),
    Uint32(Vec<u32>),
    Uint64(Vec<u64>),
    Bool(Vec<bool>),
    String(TextBuffer),
}

/// Runs `$body` on the vector inside, or `$text` on the strings.
macro_rules! on_values {
    ($buffer:expr, $values:ident => $body:expr, $strings:ident => $text:expr) => {
        match $buffer {
            TensorBuffer::Float($values) => $body,
            TensorBuffer::Double($values) => $body,
            TensorBuffer::Float16($values) => $body,
            TensorBuffer::Int8($values) => $body,
            TensorBuffer::Int16($values) => $body,
            TensorBuffer::Int32($values) => $body,
            TensorBuffer::Int64($values) => $body,
            TensorBuffer::Uint8($values) => $body,
            TensorBuffer::Uint16($values) => $body,
            TensorBuffer::Uint32($values) => $body,
            TensorBuffer::Uint64($values) => $body,
            TensorBuffer::Bool($values) => $body,
            TensorBuffer::String($strings) => $text,
        }
    };
}

impl TensorBuffer {
    /// An empty tensor of `element`.
    pub fn new(element: FeedElement) -> Self {
        match element {
            FeedElement::Float => Self::Float(Vec::new()),
            FeedElement::Double => Self::Double(Vec::new()),
            FeedElement::Float16 => Self::Float16(Vec::new()),
            FeedElement::Int8 => Self::Int8(Vec::new()),
            FeedElement::Int16 => Self::Int16(Vec::new()),
            FeedElement::Int32 => Self::Int32(Vec::new()),
            FeedElement::Int64 => Self::Int64(Vec::new()),
            FeedElement::Uint8 => Self::Uint8(Vec::new()),
            FeedElement::Uint16 => Self::Uint16(Vec::new()),
            FeedElement::Uint32 => Self::Uint32(Vec::new()),
            FeedElement::Uint64 => Self::Uint64(Vec::new()),
            FeedElement::Bool => Self::Bool(Vec::new()),
            FeedElement::String => Self::String(TextBuffer::default()),
        }
    }

    /// A tensor of `element` with `len` zeros (`false`, `text`).
    pub fn filled(element: FeedElement, len: usize, text: &str) -> Self {
        let mut buffer = Self::new(element);
        on_values!(&mut buffer,
            values => values.resize(len, Default::default()),
            strings => (0..len).for_each(|_| strings.push(text)));
        buffer
    }

    /// Number of values.
    pub fn len(&self) -> usize {
        on_values!(self, values => values.len(), strings => strings.len())
    }

    /// Whether there are no values.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A tensor of rows `rows` of this one, which has `width` values in each; of fewer where it ends before.
    #[must_use]
    pub fn part(&self, rows: Range<usize>, width: usize) -> Self {
        let end = (rows.end * width).min(self.len());
        let cells = (rows.start * width).min(end)..end;
        macro_rules! part {
            ($kind:ident $values:ident) => {
                Self::$kind($values.get(cells).unwrap_or_default().to_vec())
            };
        }
        match self {
            Self::Float(values) => part!(Float values),
            Self::Double(values) => part!(Double values),
            Self::Float16(values) => part!(Float16 values),
            Self::Int8(values) => part!(Int8 values),
            Self::Int16(values) => part!(Int16 values),
            Self::Int32(values) => part!(Int32 values),
            Self::Int64(values) => part!(Int64 values),
            Self::Uint8(values) => part!(Uint8 values),
            Self::Uint16(values) => part!(Uint16 values),
            Self::Uint32(values) => part!(Uint32 values),
            Self::Uint64(values) => part!(Uint64 values),
            Self::Bool(values) => part!(Bool values),
            Self::String(texts) => {
                let mut part = TextBuffer::default();
                cells.for_each(|index| part.push(texts.get(index)));
                Self::String(part)
            }
        }
    }

    /// Puts the values of `more` behind these; `false`, and nothing done, where they are of another element.
    pub fn append(&mut self, more: &Self) -> bool {
        macro_rules! append {
            ($($kind:ident)*) => {
                match (self, more) {
                    $((Self::$kind(values), Self::$kind(more)) => values.extend_from_slice(more),)*
                    (Self::String(texts), Self::String(more)) => {
                        (0..more.len()).for_each(|index| texts.push(more.get(index)));
                    }
                    _ => return false,
                }
            };
        }
        append!(Float Double Float16 Int8 Int16 Int32 Int64 Uint8 Uint16 Uint32 Uint64 Bool);
        true
    }

    /// Whether rows `first` and `second` hold the same bits in their `width` values.
    pub fn same_rows(&self, first: usize, second: usize, width: usize) -> bool {
        (0..width).all(|offset| {
            let (first, second) = (first * width + offset, second * width + offset);
            macro_rules! same {
                ($values:ident as $bits:expr) => {
                    $values.get(first).copied().map($bits) == $values.get(second).copied().map($bits)
                };
                ($values:ident) => {
                    $values.get(first) == $values.get(second)
                };
            }
            match self {
                Self::Float(values) => same!(values as f32::to_bits),
                Self::Double(values) => same!(values as f64::to_bits),
                Self::Float16(values) => same!(values as f16::to_bits),
                Self::Int8(values) => same!(values),
                Self::Int16(values) => same!(values),
                Self::Int32(values) => same!(values),
                Self::Int64(values) => same!(values),
                Self::Uint8(values) => same!(values),
                Self::Uint16(values) => same!(values),
                Self::Uint32(values) => same!(values),
                Self::Uint64(values) => same!(values),
                Self::Bool(values) => same!(values),
                Self::String(texts) => texts.get(first) == texts.get(second),
            }
        })
    }

    /// Repeats the last row until there are `rows` rows of `width` values; an empty tensor stays empty.
    pub fn pad_rows(&mut self, width: usize, rows: usize) {
        let have = self.len().checked_div(width).unwrap_or(0);
        if have == 0 || have >= rows {
            return;
        }
        on_values!(self,
            values => for _ in have..rows { values.extend_from_within(values.len() - width..) },
            strings => strings.repeat_last(width, rows - have));
    }
}

/// A number or truth value that a tensor can hold in bulk.
pub trait Cell: Copy + Default + PartialEq + 'static {
    /// The value of this type inside `scalar`; `None` where it holds another type.
    fn from_scalar(scalar: &Scalar) -> Option<Self>;
}

macro_rules! cells {
    ($($kind:ident $cell:ty;)*) => { $(
        impl Cell for $cell {
            fn from_scalar(scalar: &Scalar) -> Option<Self> {
                if let Scalar::$kind(value) = scalar { Some(*value) } else { None }
            }
        }
    )* };
}

cells! {
    Float f32; Double f64; Float16 f16; Int8 i8; Int16 i16; Int32 i32; Int64 i64;
    Uint8 u8; Uint16 u16; Uint32 u32; Uint64 u64; Bool bool;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn appending_keeps_rows_in_order() {
        let mut texts = TensorBuffer::filled(FeedElement::String, 2, "a");
        assert!(texts.append(&TensorBuffer::filled(FeedElement::String, 1, "b")));
        let TensorBuffer::String(found) = &texts else { unreachable!() };
        assert_eq!((0..3).map(|i| found.get(i)).collect::<Vec<_>>(), ["a", "a", "b"]);
        assert!(!texts.append(&TensorBuffer::Float(vec![1.0])));

        let mut floats = TensorBuffer::Float(vec![1.0]);
        assert!(floats.append(&TensorBuffer::Float(vec![2.0, 3.0])));
        assert_eq!(floats, TensorBuffer::Float(vec![1.0, 2.0, 3.0]));
    }

    #[test]
    fn padding_repeats_the_last_row() {
        let mut floats = TensorBuffer::Float(vec![1.0, 2.0, 3.0, 4.0]);
        floats.pad_rows(2, 4);
        assert_eq!(floats, TensorBuffer::Float(vec![1.0, 2.0, 3.0, 4.0, 3.0, 4.0, 3.0, 4.0]));

        let mut texts = TextBuffer::default();
        ["a", "bc", "", "d"].iter().for_each(|text| texts.push(text));
        let mut strings = TensorBuffer::String(texts);
        strings.pad_rows(2, 3);
        let TensorBuffer::String(texts) = strings else { unreachable!() };
        assert_eq!((0..6).map(|i| texts.get(i)).collect::<Vec<_>>(), ["a", "bc", "", "d", "", "d"]);
    }
}
