//! Numbers written as text.

/// Digits that a double holds exactly, whatever they are.
const EXACT_DIGITS: usize = 15;

/// The powers of ten up to that many digits, which doubles hold exactly.
const POWERS_OF_TEN: [f64; EXACT_DIGITS + 1] =
    [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

/// The number that `text` is, with spaces around it and a plus sign before it allowed; `None` where it is none.
///
/// Reads what DuckDB's cast to DOUBLE reads, to the same bits: both round correctly.
pub fn parse(text: &[u8]) -> Option<f64> {
    parse_short(text).or_else(|| parse_any(text))
}

/// Plain decimals of few digits, which most are. Digits and power of ten are exact, so their quotient is rounded once
/// (Clinger, How to read floating point numbers accurately, 1990).
fn parse_short(text: &[u8]) -> Option<f64> {
    let (negative, text) = match text {
        [b'-', rest @ ..] => (true, rest),
        rest => (false, rest),
    };
    if text.len() > EXACT_DIGITS {
        return None;
    }
    let (mut digits, mut count, mut point) = (0_u64, 0_usize, None);
    for &byte in text {
        let digit = byte.wrapping_sub(b'0');
        if digit < 10 {
            digits = digits * 10 + u64::from(digit);
            count += 1;
        } else if byte == b'.' && point.is_none() {
            point = Some(count);
        } else {
            return None;
        }
    }
    if count == 0 {
        return None;
    }
    let value = digits as f64 / POWERS_OF_TEN.get(count - point.unwrap_or(count))?;
    Some(if negative { -value } else { value })
}

fn parse_any(text: &[u8]) -> Option<f64> {
    let number = match text.trim_ascii() {
        [b'+', rest @ ..] if !matches!(rest, [b'+' | b'-', ..]) => rest,
        other => other,
    };
    fast_float2::parse(number).ok()
}

/// The whole number that `text` is, written with or without a fraction or exponent (`2`, `2.0`, `2e3`); `None` where
/// it is none, or does not fit 64 bits.
pub fn parse_whole(text: &[u8]) -> Option<i64> {
    let text = text.trim_ascii();
    if let Some(whole) = str::from_utf8(text).ok().and_then(|text| text.parse().ok()) {
        return Some(whole);
    }
    let value = parse(text)?;
    // Below 2^53 a double holds every whole number, so nothing was rounded to get here.
    (value.fract() == 0.0 && value.abs() < 9_007_199_254_740_992.0).then_some(value as i64)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{parse, parse_any, parse_short, parse_whole};

    #[test]
    fn reads_what_a_cast_reads() {
        for (text, value) in [
            ("1", 1.0),
            ("-1.50", -1.5),
            (" 007 ", 7.0),
            ("+2", 2.0),
            ("1e3", 1000.0),
            (".5", 0.5),
            ("5.", 5.0),
            ("0.1", 0.1),
            ("-inf", f64::NEG_INFINITY),
            ("123456789012345678901234567890", 1.234_567_890_123_456_8e29),
            ("2.2250738585072011e-308", 2.225_073_858_507_201e-308),
        ] {
            assert_eq!(parse(text.as_bytes()), Some(value), "{text}");
        }
        assert!(parse(b"NaN").is_some_and(f64::is_nan));
    }

    #[test]
    fn refuses_the_rest() {
        for text in ["", " ", "n/a", "1,5", "1 2", "--1", "+-1", "++1", "0x10", "1e", "1.2.3", "\u{0}"] {
            assert_eq!(parse(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn whole_numbers_keep_every_digit_and_have_no_fraction() {
        for (text, value) in [
            ("9007199254740993", Some(9_007_199_254_740_993)),
            ("-5", Some(-5)),
            (" 7 ", Some(7)),
            ("+8", Some(8)),
            ("2.0", Some(2)),
            ("1e3", Some(1000)),
            ("1.5", None),
            ("9223372036854775808", None),
            ("", None),
            ("x", None),
            ("nan", None),
        ] {
            assert_eq!(parse_whole(text.as_bytes()), value, "{text}");
        }
    }

    proptest! {
        #[test]
        fn short_numbers_are_read_to_the_same_bits(text in "-?[0-9]{0,9}[.]?[0-9]{0,9}") {
            if let Some(value) = parse_short(text.as_bytes()) {
                prop_assert_eq!(Some(value.to_bits()), parse_any(text.as_bytes()).map(f64::to_bits));
            }
        }
    }
}
