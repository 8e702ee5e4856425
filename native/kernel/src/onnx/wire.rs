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

/// Appends a length-delimited field to `out`.
pub fn push_delimited(out: &mut Vec<u8>, number: u32, payload: &[u8]) {
    prost::encoding::encode_key(number, prost::encoding::WireType::LengthDelimited, out);
    prost::encoding::encode_varint(payload.len() as u64, out);
    out.extend_from_slice(payload);
}
