//! The attributes of one node straight from the file's bytes: tree ensembles have millions of values in them.

use std::collections::HashMap;

use super::Unfit;
use crate::onnx::wire::{Value, Values, WireError, packed_varints};

/// Field numbers of `NodeProto`, `AttributeProto` and `TensorProto` in the standard's onnx.proto.
mod field {
    pub const NODE_INPUT: u64 = 1;
    pub const NODE_OUTPUT: u64 = 2;
    pub const NODE_OP_TYPE: u64 = 4;
    pub const NODE_ATTRIBUTE: u64 = 5;
    pub const NODE_DOMAIN: u64 = 7;
    pub const NAME: u64 = 1;
    pub const INT: u64 = 3;
    pub const TEXT: u64 = 4;
    pub const TENSOR: u64 = 5;
    pub const FLOATS: u64 = 7;
    pub const INTS: u64 = 8;
    pub const TEXTS: u64 = 9;
    pub const TENSOR_TYPE: u64 = 2;
    pub const TENSOR_FLOATS: u64 = 4;
    pub const TENSOR_INTS: u64 = 5;
    pub const TENSOR_RAW: u64 = 9;
    pub const TENSOR_DOUBLES: u64 = 10;
}

/// `TensorProto.DataType` of the tensors that ensembles hold.
mod data_type {
    pub const FLOAT: u64 = 1;
    pub const UINT8: u64 = 2;
    pub const DOUBLE: u64 = 11;
}

/// One node of a graph, with its attributes still in the bytes they were written in.
#[derive(Debug)]
pub struct RawNode<'m> {
    /// The operator.
    pub op_type: &'m str,
    /// The operator's domain.
    pub domain: &'m str,
    /// Names of the tensors it takes.
    pub inputs: Vec<&'m str>,
    /// Names of the tensors it makes; empty for one that is not wanted.
    pub outputs: Vec<&'m str>,
    attributes: HashMap<&'m str, &'m [u8]>,
}

/// The numbers of a tensor attribute.
#[derive(Debug, Clone, PartialEq)]
pub enum Numbers {
    /// `float` values.
    Single(Vec<f32>),
    /// `double` values.
    Double(Vec<f64>),
    /// `uint8` values.
    Bytes(Vec<u8>),
}

impl<'m> RawNode<'m> {
    /// Reads the `NodeProto` in `message`.
    ///
    /// # Errors
    /// For bytes that are no such message.
    pub fn read(message: &'m [u8]) -> Result<Self, Unfit> {
        let mut node =
            Self { op_type: "", domain: "", inputs: vec![], outputs: vec![], attributes: HashMap::new() };
        for entry in Values::new(message) {
            let (number, Value::Bytes(bytes)) = entry.map_err(unreadable)? else { continue };
            match number {
                field::NODE_INPUT => node.inputs.push(text(bytes)?),
                field::NODE_OUTPUT => node.outputs.push(text(bytes)?),
                field::NODE_OP_TYPE => node.op_type = text(bytes)?,
                field::NODE_DOMAIN => node.domain = text(bytes)?,
                field::NODE_ATTRIBUTE => {
                    node.attributes.insert(attribute_name(bytes)?, bytes);
                }
                _ => {}
            }
        }
        Ok(node)
    }

    /// The names of all attributes, in no order.
    pub fn names(&self) -> impl Iterator<Item = &'m str> {
        self.attributes.keys().copied()
    }

    fn values(&self, name: &str) -> Values<'m> {
        Values::new(self.attributes.get(name).copied().unwrap_or_default())
    }

    /// The integer `name`; `None` where it is not given.
    pub fn int(&self, name: &str) -> Result<Option<i64>, Unfit> {
        let mut found = None;
        for entry in self.values(name) {
            if let (field::INT, Value::Varint(value)) = entry.map_err(unreadable)? {
                found = Some(value.cast_signed());
            }
        }
        Ok(found)
    }

    /// The text `name`; `None` where it is not given.
    pub fn text(&self, name: &str) -> Result<Option<&'m str>, Unfit> {
        let mut found = None;
        for entry in self.values(name) {
            if let (field::TEXT, Value::Bytes(bytes)) = entry.map_err(unreadable)? {
                found = Some(text(bytes)?);
            }
        }
        Ok(found)
    }

    /// The integers `name`, packed or not; none where it is not given.
    pub fn ints(&self, name: &str) -> Result<Vec<i64>, Unfit> {
        let mut found = Vec::new();
        self.each_int(name, |value| found.push(value))?;
        Ok(found)
    }

    /// Calls `each` with every integer of the list `name`, packed or not.
    pub fn each_int(&self, name: &str, mut each: impl FnMut(i64)) -> Result<(), Unfit> {
        for entry in self.values(name) {
            match entry.map_err(unreadable)? {
                (field::INTS, Value::Varint(value)) => each(value.cast_signed()),
                (field::INTS, Value::Bytes(packed)) => {
                    packed_varints(packed, |value| each(value.cast_signed())).map_err(unreadable)?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// The floats `name`, packed or not; none where it is not given.
    pub fn floats(&self, name: &str) -> Result<Vec<f32>, Unfit> {
        let mut found = Vec::new();
        for entry in self.values(name) {
            match entry.map_err(unreadable)? {
                (field::FLOATS, Value::Fixed32(bits)) => found.push(f32::from_bits(bits)),
                (field::FLOATS, Value::Bytes(packed)) => found.extend(singles(packed)),
                _ => {}
            }
        }
        Ok(found)
    }

    /// Calls `each` with every text of the list `name`.
    pub fn each_text(
        &self,
        name: &str,
        mut each: impl FnMut(&'m [u8]) -> Result<(), Unfit>,
    ) -> Result<(), Unfit> {
        for entry in self.values(name) {
            if let (field::TEXTS, Value::Bytes(bytes)) = entry.map_err(unreadable)? {
                each(bytes)?;
            }
        }
        Ok(())
    }

    /// The tensor `name`; `None` where it is not given.
    pub fn tensor(&self, name: &str) -> Result<Option<Numbers>, Unfit> {
        let mut found = None;
        for entry in self.values(name) {
            if let (field::TENSOR, Value::Bytes(bytes)) = entry.map_err(unreadable)? {
                found = Some(tensor(bytes)?);
            }
        }
        Ok(found)
    }
}

fn unreadable(_: WireError) -> Unfit {
    Unfit::new("its node cannot be read")
}

fn text(bytes: &[u8]) -> Result<&str, Unfit> {
    str::from_utf8(bytes).map_err(|_| Unfit::new("a name in its node is not UTF-8"))
}

fn attribute_name(message: &[u8]) -> Result<&str, Unfit> {
    for entry in Values::new(message) {
        if let (field::NAME, Value::Bytes(bytes)) = entry.map_err(unreadable)? {
            return text(bytes);
        }
    }
    Err(Unfit::new("an attribute has no name"))
}

fn singles(bytes: &[u8]) -> impl Iterator<Item = f32> {
    bytes.as_chunks().0.iter().map(|bytes| f32::from_le_bytes(*bytes))
}

fn doubles(bytes: &[u8]) -> impl Iterator<Item = f64> {
    bytes.as_chunks().0.iter().map(|bytes| f64::from_le_bytes(*bytes))
}

fn tensor(message: &[u8]) -> Result<Numbers, Unfit> {
    let (mut kind, mut raw) = (0, None);
    let (mut floats, mut ints, mut numbers) = (Vec::new(), Vec::new(), Vec::new());
    for entry in Values::new(message) {
        match entry.map_err(unreadable)? {
            (field::TENSOR_TYPE, Value::Varint(value)) => kind = value,
            (field::TENSOR_FLOATS, Value::Bytes(packed)) => floats.extend(singles(packed)),
            (field::TENSOR_FLOATS, Value::Fixed32(bits)) => floats.push(f32::from_bits(bits)),
            (field::TENSOR_INTS, Value::Bytes(packed)) => {
                packed_varints(packed, |value| ints.push(value as u8)).map_err(unreadable)?;
            }
            (field::TENSOR_INTS, Value::Varint(value)) => ints.push(value as u8),
            (field::TENSOR_DOUBLES, Value::Bytes(packed)) => numbers.extend(doubles(packed)),
            (field::TENSOR_DOUBLES, Value::Fixed64(bits)) => numbers.push(f64::from_bits(bits)),
            (field::TENSOR_RAW, Value::Bytes(bytes)) => raw = Some(bytes),
            _ => {}
        }
    }
    match (kind, raw) {
        (data_type::FLOAT, Some(raw)) => Ok(Numbers::Single(singles(raw).collect())),
        (data_type::FLOAT, None) => Ok(Numbers::Single(floats)),
        (data_type::DOUBLE, Some(raw)) => Ok(Numbers::Double(doubles(raw).collect())),
        (data_type::DOUBLE, None) => Ok(Numbers::Double(numbers)),
        (data_type::UINT8, Some(raw)) => Ok(Numbers::Bytes(raw.to_vec())),
        (data_type::UINT8, None) => Ok(Numbers::Bytes(ints)),
        _ => Err(Unfit::new("a tensor in its node is neither float nor double nor uint8")),
    }
}
