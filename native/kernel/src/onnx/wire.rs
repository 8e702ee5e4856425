//! Protobuf's wire form: a message as its top-level fields, each with the bytes it was written in.

use std::ops::Range;

/// A field of a message, by where it stands in the message's bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// The field's number.
    pub number: u64,
    /// Tag and payload.
    pub whole: Range<usize>,
    /// The bytes inside; for a length-delimited field only.
    pub payload: Option<Range<usize>>,
}

/// Why bytes are not a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WireError {
    /// The message ends in the middle of field `number`.
    Truncated {
        /// 0 where the message ends inside a tag.
        number: u64,
    },
    /// No protobuf message has these bytes.
    Malformed,
}

/// The top-level fields of `message`, in order.
pub fn fields(message: &[u8]) -> Result<Vec<Field>, WireError> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < message.len() {
        let start = at;
        let tag = varint(message, &mut at, 0)?;
        let number = tag >> 3;
        if number == 0 {
            return Err(WireError::Malformed);
        }
        let length = match tag & 7 {
            0 => {
                varint(message, &mut at, number)?;
                None
            }
            1 => Some((8, false)),
            2 => Some((varint(message, &mut at, number)?, true)),
            5 => Some((4, false)),
            _ => return Err(WireError::Malformed),
        };
        let mut payload = None;
        if let Some((length, delimited)) = length {
            let end = usize::try_from(length).ok().and_then(|length| at.checked_add(length));
            let end = end.filter(|&end| end <= message.len()).ok_or(WireError::Truncated { number })?;
            payload = delimited.then_some(at..end);
            at = end;
        }
        found.push(Field { number, whole: start..at, payload });
    }
    Ok(found)
}

fn varint(message: &[u8], at: &mut usize, number: u64) -> Result<u64, WireError> {
    let mut value = 0_u64;
    for shift in (0..64).step_by(7) {
        let byte = *message.get(*at).ok_or(WireError::Truncated { number })?;
        *at += 1;
        value |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Ok(value);
        }
    }
    Err(WireError::Malformed)
}

/// A field's value as it stands on the wire.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value<'m> {
    /// Integers, truth values and enums.
    Varint(u64),
    /// Floats.
    Fixed32(u32),
    /// Doubles.
    Fixed64(u64),
    /// Texts, messages and packed numbers.
    Bytes(&'m [u8]),
}

/// The fields of a message one after another, without a list of them: a tree's attributes have millions.
pub struct Values<'m> {
    message: &'m [u8],
    at: usize,
}

impl<'m> Values<'m> {
    /// The fields of `message`.
    pub fn new(message: &'m [u8]) -> Self {
        Self { message, at: 0 }
    }

    fn read(&mut self) -> Result<(u64, Value<'m>), WireError> {
        let tag = varint(self.message, &mut self.at, 0)?;
        let number = tag >> 3;
        if number == 0 {
            return Err(WireError::Malformed);
        }
        let value = match tag & 7 {
            0 => Value::Varint(varint(self.message, &mut self.at, number)?),
            1 => Value::Fixed64(u64::from_le_bytes(self.take_array(number)?)),
            2 => {
                let length = varint(self.message, &mut self.at, number)?;
                let length = usize::try_from(length).map_err(|_| WireError::Truncated { number })?;
                Value::Bytes(self.take(length, number)?)
            }
            5 => Value::Fixed32(u32::from_le_bytes(self.take_array(number)?)),
            _ => return Err(WireError::Malformed),
        };
        Ok((number, value))
    }

    fn take(&mut self, length: usize, number: u64) -> Result<&'m [u8], WireError> {
        let end = self.at.checked_add(length).ok_or(WireError::Truncated { number })?;
        let bytes = self.message.get(self.at..end).ok_or(WireError::Truncated { number })?;
        self.at = end;
        Ok(bytes)
    }

    fn take_array<const N: usize>(&mut self, number: u64) -> Result<[u8; N], WireError> {
        self.take(N, number)?.try_into().map_err(|_| WireError::Truncated { number })
    }
}

impl<'m> Iterator for Values<'m> {
    type Item = Result<(u64, Value<'m>), WireError>;

    fn next(&mut self) -> Option<Self::Item> {
        (self.at < self.message.len()).then(|| {
            let read = self.read();
            if read.is_err() {
                self.at = self.message.len();
            }
            read
        })
    }
}

/// The varints that are packed in `bytes`.
pub fn packed_varints(bytes: &[u8], mut each: impl FnMut(u64)) -> Result<(), WireError> {
    let mut at = 0;
    while at < bytes.len() {
        each(varint(bytes, &mut at, 0)?);
    }
    Ok(())
}

/// Appends a length-delimited field to `out`.
pub fn push_delimited(out: &mut Vec<u8>, number: u32, payload: &[u8]) {
    prost::encoding::encode_key(number, prost::encoding::WireType::LengthDelimited, out);
    prost::encoding::encode_varint(payload.len() as u64, out);
    out.extend_from_slice(payload);
}

/// Appends a varint field to `out`.
pub fn push_varint(out: &mut Vec<u8>, number: u32, value: u64) {
    prost::encoding::encode_key(number, prost::encoding::WireType::Varint, out);
    prost::encoding::encode_varint(value, out);
}

/// Appends field `number` with `value` to `out`.
pub fn push_value(out: &mut Vec<u8>, number: u64, value: Value<'_>) {
    let number = u32::try_from(number).unwrap_or(u32::MAX >> 3);
    match value {
        Value::Varint(value) => push_varint(out, number, value),
        Value::Bytes(bytes) => push_delimited(out, number, bytes),
        Value::Fixed32(bits) => {
            prost::encoding::encode_key(number, prost::encoding::WireType::ThirtyTwoBit, out);
            out.extend_from_slice(&bits.to_le_bytes());
        }
        Value::Fixed64(bits) => {
            prost::encoding::encode_key(number, prost::encoding::WireType::SixtyFourBit, out);
            out.extend_from_slice(&bits.to_le_bytes());
        }
    }
}
