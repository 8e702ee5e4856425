//! What a run gives back: tensors of the element types that columns can hold.

mod sequences;

use std::ops::Range;

use ort::Error;
use ort::value::{DynValue, TensorElementType, ValueType};
use rowcast_kernel::card::classes::ClassLabel;
use rowcast_kernel::element::Element;
use rowcast_kernel::{Code, Fault};

use crate::session::sentence;

/// One output of a run.
pub struct Output {
    value: Source,
    /// Its element type.
    pub element: Element,
    /// Its dimensions.
    pub dimensions: Vec<i64>,
    /// Which output of the session it is, and what of it.
    pub(crate) part: Part,
}

/// Which output of the session a tensor is, or is made of.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Part {
    /// The output's place among the session's.
    pub output: usize,
    /// What it is of that output.
    pub of: PartOf,
}

/// What a tensor is of an output.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) enum PartOf {
    /// The output itself.
    #[default]
    Tensor,
    /// One of a sequence of tensors, by its place.
    Element(usize),
    /// The values of a sequence of maps, one map for each row, in the order of these keys.
    Maps(Vec<ClassLabel>),
}

impl Part {
    /// The keys of maps.
    pub(crate) fn keys(&self) -> Option<&[ClassLabel]> {
        match &self.of {
            PartOf::Maps(keys) => Some(keys),
            PartOf::Tensor | PartOf::Element(_) => None,
        }
    }
}

/// Where an output's values are.
enum Source {
    Runtime(DynValue),
    Own(OwnValues),
}

macro_rules! own_values {
    ($($kind:ident $cell:ty;)*) => {
        /// Values that Rowcast computed or put together itself, in row-major order.
        #[allow(missing_docs, reason = "the names are the standard's own")]
        pub(crate) enum OwnValues {
            $($kind(Vec<$cell>),)*
            String(Vec<String>),
        }

        impl OwnValues {
            /// The first `count` of `values`.
            pub(crate) fn first(values: &OutputValues<'_>, count: usize) -> Self {
                Self::cells(values, 0..count)
            }

            /// Those of `values` that are at these places.
            fn cells(values: &OutputValues<'_>, places: Range<usize>) -> Self {
                let (skip, take) = (places.start, places.len());
                match values {
                    $(OutputValues::$kind(values) => {
                        Self::$kind(values.iter().skip(skip).take(take).copied().collect())
                    })*
                    OutputValues::String(texts) => {
                        Self::String(texts.iter().skip(skip).take(take).cloned().collect())
                    }
                }
            }

            /// Puts `more` behind these values; `false` where it holds another type.
            pub(crate) fn append(&mut self, more: Self) -> bool {
                match (self, more) {
                    $((Self::$kind(all), Self::$kind(more)) => all.extend(more),)*
                    (Self::String(all), Self::String(more)) => all.extend(more),
                    _ => return false,
                }
                true
            }

            fn element(&self) -> Element {
                match self {
                    $(Self::$kind(_) => Element::$kind,)*
                    Self::String(_) => Element::String,
                }
            }

            fn view(&self) -> OutputValues<'_> {
                match self {
                    $(Self::$kind(values) => OutputValues::$kind(values),)*
                    Self::String(texts) => OutputValues::String(texts.clone()),
                }
            }
        }
    };
}

own_values! {
    Float f32; Double f64; Float16 half::f16; Int8 i8; Int16 i16; Int32 i32; Int64 i64;
    Uint8 u8; Uint16 u16; Uint32 u32; Uint64 u64; Bool bool;
}

/// An output's values in row-major order.
#[allow(missing_docs, reason = "the names are the standard's own")]
pub enum OutputValues<'o> {
    Float(&'o [f32]),
    Double(&'o [f64]),
    Float16(&'o [half::f16]),
    Int8(&'o [i8]),
    Int16(&'o [i16]),
    Int32(&'o [i32]),
    Int64(&'o [i64]),
    Uint8(&'o [u8]),
    Uint16(&'o [u16]),
    Uint32(&'o [u32]),
    Uint64(&'o [u64]),
    Bool(&'o [bool]),
    String(Vec<String>),
}

impl Output {
    /// The tensors that output `output` of a session is, or holds.
    pub(crate) fn all(value: DynValue, output: usize, model: &str) -> Result<Vec<Self>, Fault> {
        if !matches!(value.dtype(), ValueType::Sequence(_)) {
            return Ok(vec![Self::new(value, Part { output, of: PartOf::Tensor }, model)?]);
        }
        sequences::outputs(value, output, model)
    }

    pub(crate) fn new(value: DynValue, part: Part, model: &str) -> Result<Self, Fault> {
        let ValueType::Tensor { ty, shape, .. } = value.dtype() else {
            return Err(not_a_tensor(model));
        };
        let (element, dimensions) = (element(*ty), shape.to_vec());
        let Some(element) = element else {
            return Err(Fault::new(
                Code::UnsupportedElement,
                format!("Model \"{model}\" gave an output of {ty}, which no column can hold."),
                "Export the model with float outputs.",
            ));
        };
        Ok(Self { value: Source::Runtime(value), element, dimensions, part })
    }

    /// An output that Rowcast computed itself.
    pub(crate) fn own(values: OwnValues, dimensions: Vec<i64>) -> Self {
        let element = values.element();
        Self { value: Source::Own(values), element, dimensions, part: Part::default() }
    }

    /// The same, as `part` of a session's outputs.
    pub(crate) fn with_part(self, part: Part) -> Self {
        Self { part, ..self }
    }

    /// Some of its rows, as an output of its own.
    ///
    /// # Errors
    /// Those of [`Output::values`].
    pub(crate) fn rows(&self, rows: Range<usize>) -> Result<Self, Fault> {
        let width = self.width();
        let values = OwnValues::cells(&self.values()?, rows.start * width..rows.end * width);
        let count = i64::try_from(rows.len()).unwrap_or(i64::MAX);
        let dimensions = std::iter::once(count).chain(self.dimensions.iter().skip(1).copied()).collect();
        Ok(Self::own(values, dimensions).with_part(self.part.clone()))
    }

    /// Number of values for each row.
    pub fn width(&self) -> usize {
        let each = self.dimensions.iter().skip(1);
        each.map(|&length| usize::try_from(length).unwrap_or(0)).product()
    }

    /// The output's values.
    ///
    /// # Errors
    /// `RUN_FAILED` for strings that are not UTF-8; `UNSUPPORTED_ELEMENT`
    pub fn values(&self) -> Result<OutputValues<'_>, Fault> {
        let value = match &self.value {
            Source::Runtime(value) => value,
            Source::Own(values) => return Ok(values.view()),
        };
        let failed = |error: Error| {
            Fault::new(
                Code::RunFailed,
                format!("An output could not be read: {}.", sentence(&error)),
                "Check that the model gives numbers or readable text.",
            )
        };
        let unsupported =
            || Fault::internal(format_args!("outputs of {} are refused on loading", self.element.name()));
        macro_rules! read {
            ($kind:ident) => {
                value.try_extract_tensor().map(|(_, values)| OutputValues::$kind(values)).map_err(failed)
            };
        }
        match self.element {
            Element::Float => read!(Float),
            Element::Double => read!(Double),
            Element::Float16 => read!(Float16),
            Element::Int8 => read!(Int8),
            Element::Int16 => read!(Int16),
            Element::Int32 => read!(Int32),
            Element::Int64 => read!(Int64),
            Element::Uint8 => read!(Uint8),
            Element::Uint16 => read!(Uint16),
            Element::Uint32 => read!(Uint32),
            Element::Uint64 => read!(Uint64),
            Element::Bool => read!(Bool),
            Element::String => {
                value.try_extract_strings().map(|(_, texts)| OutputValues::String(texts)).map_err(failed)
            }
            Element::Complex64
            | Element::Complex128
            | Element::Bfloat16
            | Element::Float8E4M3Fn
            | Element::Float8E4M3Fnuz
            | Element::Float8E5M2
            | Element::Float8E5M2Fnuz
            | Element::Uint4
            | Element::Int4
            | Element::Float4E2M1
            | Element::Float8E8M0
            | Element::Uint2
            | Element::Int2 => Err(unsupported()),
        }
    }
}

fn not_a_tensor(model: &str) -> Fault {
    Fault::new(
        Code::OutputNotTensor,
        format!("Model \"{model}\" gave something other than a tensor."),
        "Export the model with tensors as outputs.",
    )
}

/// ort's element type as the kernel's; `None` for one that neither names.
fn element(element: TensorElementType) -> Option<Element> {
    let number: ort::sys::ONNXTensorElementDataType = element.into();
    // ONNX Runtime numbers its element types as the standard does.
    Element::from_onnx(number as i32)
}
