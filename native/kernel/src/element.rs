//! Element types: all that ONNX names, the ones a column can feed and the ones a column can hold.

use crate::sql_type::SqlType;

macro_rules! elements {
    ($($name:ident = $number:literal $text:literal,)*) => {
        /// An element type of the ONNX standard (`TensorProto.DataType`).
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[allow(missing_docs, reason = "the names are the standard's own")]
        pub enum Element { $($name,)* }

        impl Element {
            /// The type with this number in `TensorProto.DataType`; `None` for one this version does not know.
            pub fn from_onnx(number: i32) -> Option<Self> {
                match number { $($number => Some(Self::$name),)* _ => None }
            }

            /// The type's number in `TensorProto.DataType`.
            pub const fn onnx(self) -> u64 {
                match self { $(Self::$name => $number,)* }
            }

            /// The standard's name in lower case, as in `tensor(float)`.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }
        }
    };
}

elements! {
    Float = 1 "float",
    Uint8 = 2 "uint8",
    Int8 = 3 "int8",
    Uint16 = 4 "uint16",
    Int16 = 5 "int16",
    Int32 = 6 "int32",
    Int64 = 7 "int64",
    String = 8 "string",
    Bool = 9 "bool",
    Float16 = 10 "float16",
    Double = 11 "double",
    Uint32 = 12 "uint32",
    Uint64 = 13 "uint64",
    Complex64 = 14 "complex64",
    Complex128 = 15 "complex128",
    Bfloat16 = 16 "bfloat16",
    Float8E4M3Fn = 17 "float8e4m3fn",
    Float8E4M3Fnuz = 18 "float8e4m3fnuz",
    Float8E5M2 = 19 "float8e5m2",
    Float8E5M2Fnuz = 20 "float8e5m2fnuz",
    Uint4 = 21 "uint4",
    Int4 = 22 "int4",
    Float4E2M1 = 23 "float4e2m1",
    Float8E8M0 = 24 "float8e8m0",
    Uint2 = 25 "uint2",
    Int2 = 26 "int2",
}

/// An element type that columns can feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names are the standard's own")]
pub enum FeedElement {
    Float,
    Double,
    Float16,
    Int8,
    Int16,
    Int32,
    Int64,
    Uint8,
    Uint16,
    Uint32,
    Uint64,
    Bool,
    String,
}

impl FeedElement {
    /// The same type among all of ONNX's.
    pub const fn element(self) -> Element {
        match self {
            Self::Float => Element::Float,
            Self::Double => Element::Double,
            Self::Float16 => Element::Float16,
            Self::Int8 => Element::Int8,
            Self::Int16 => Element::Int16,
            Self::Int32 => Element::Int32,
            Self::Int64 => Element::Int64,
            Self::Uint8 => Element::Uint8,
            Self::Uint16 => Element::Uint16,
            Self::Uint32 => Element::Uint32,
            Self::Uint64 => Element::Uint64,
            Self::Bool => Element::Bool,
            Self::String => Element::String,
        }
    }

    /// The column type that feeds this element without any conversion.
    pub const fn natural_type(self) -> SqlType {
        match self {
            Self::Float | Self::Float16 => SqlType::Float,
            Self::Double => SqlType::Double,
            Self::Int8 => SqlType::TinyInt,
            Self::Int16 => SqlType::SmallInt,
            Self::Int32 => SqlType::Integer,
            Self::Int64 => SqlType::BigInt,
            Self::Uint8 => SqlType::UTinyInt,
            Self::Uint16 => SqlType::USmallInt,
            Self::Uint32 => SqlType::UInteger,
            Self::Uint64 => SqlType::UBigInt,
            Self::Bool => SqlType::Boolean,
            Self::String => SqlType::Varchar,
        }
    }
}

impl Element {
    /// How columns feed a tensor of this type; `None` where they cannot.
    pub const fn feed(self) -> Option<FeedElement> {
        match self {
            Self::Float => Some(FeedElement::Float),
            Self::Double => Some(FeedElement::Double),
            Self::Float16 => Some(FeedElement::Float16),
            Self::Int8 => Some(FeedElement::Int8),
            Self::Int16 => Some(FeedElement::Int16),
            Self::Int32 => Some(FeedElement::Int32),
            Self::Int64 => Some(FeedElement::Int64),
            Self::Uint8 => Some(FeedElement::Uint8),
            Self::Uint16 => Some(FeedElement::Uint16),
            Self::Uint32 => Some(FeedElement::Uint32),
            Self::Uint64 => Some(FeedElement::Uint64),
            Self::Bool => Some(FeedElement::Bool),
            Self::String => Some(FeedElement::String),
            Self::Complex64
            | Self::Complex128
            | Self::Bfloat16
            | Self::Float8E4M3Fn
            | Self::Float8E4M3Fnuz
            | Self::Float8E5M2
            | Self::Float8E5M2Fnuz
            | Self::Uint4
            | Self::Int4
            | Self::Float4E2M1
            | Self::Float8E8M0
            | Self::Uint2
            | Self::Int2 => None,
        }
    }

    /// The column type that holds outputs of this type; `None` where there is none.
    pub const fn column_type(self) -> Option<SqlType> {
        match self.feed() {
            Some(feed) => Some(feed.natural_type()),
            None => None,
        }
    }
}
