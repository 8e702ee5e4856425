//! One value of a tensor, as it stands in for a missing one.

use half::f16;

use crate::element::FeedElement;
use crate::half_float::nearest_half;

/// A value of a feedable element type.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs, reason = "the names are the standard's own")]
pub enum Scalar {
    Float(f32),
    Double(f64),
    Float16(f16),
    Int8(i8),
    Int16(i16),
    Int32(i32),
    Int64(i64),
    Uint8(u8),
    Uint16(u16),
    Uint32(u32),
    Uint64(u64),
    Bool(bool),
    String(String),
}

impl Scalar {
    /// Reads `text` as a value of `element`; `None` where it is not one.
    pub fn parse(element: FeedElement, text: &str) -> Option<Self> {
        let trimmed = text.trim();
        match element {
            FeedElement::Float => trimmed.parse().ok().map(Self::Float),
            FeedElement::Double => trimmed.parse().ok().map(Self::Double),
            FeedElement::Float16 => trimmed.parse().ok().map(|value| Self::Float16(nearest_half(value))),
            FeedElement::Int8 => trimmed.parse().ok().map(Self::Int8),
            FeedElement::Int16 => trimmed.parse().ok().map(Self::Int16),
            FeedElement::Int32 => trimmed.parse().ok().map(Self::Int32),
            FeedElement::Int64 => trimmed.parse().ok().map(Self::Int64),
            FeedElement::Uint8 => trimmed.parse().ok().map(Self::Uint8),
            FeedElement::Uint16 => trimmed.parse().ok().map(Self::Uint16),
            FeedElement::Uint32 => trimmed.parse().ok().map(Self::Uint32),
            FeedElement::Uint64 => trimmed.parse().ok().map(Self::Uint64),
            FeedElement::Bool => parse_bool(trimmed).map(Self::Bool),
            FeedElement::String => Some(Self::String(text.to_owned())),
        }
    }

    /// Zero, `false` or the empty text; `None` only where it has no text form.
    pub fn neutral(element: FeedElement) -> Option<Self> {
        Self::parse(element, if element == FeedElement::String { "" } else { "0" })
    }

    /// NaN of `element`; `None` for types that have none.
    pub fn nan(element: FeedElement) -> Option<Self> {
        match element {
            FeedElement::Float => Some(Self::Float(f32::NAN)),
            FeedElement::Double => Some(Self::Double(f64::NAN)),
            FeedElement::Float16 => Some(Self::Float16(f16::NAN)),
            FeedElement::Int8
            | FeedElement::Int16
            | FeedElement::Int32
            | FeedElement::Int64
            | FeedElement::Uint8
            | FeedElement::Uint16
            | FeedElement::Uint32
            | FeedElement::Uint64
            | FeedElement::Bool
            | FeedElement::String => None,
        }
    }
}

fn parse_bool(text: &str) -> Option<bool> {
    match text.to_ascii_lowercase().as_str() {
        "true" | "1" => Some(true),
        "false" | "0" => Some(false),
        _ => None,
    }
}
