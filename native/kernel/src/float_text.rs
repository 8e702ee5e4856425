//! Floats as the shortest text that is read back as the same float.

/// Exponents of ten that are written out as digits, as DuckDB's cast to VARCHAR does.
const PLAIN_EXPONENTS: std::ops::Range<i32> = -4..16;
/// Magnitudes that `ryu` writes out too.
const PLAIN_IN_RYU: std::ops::Range<f32> = 1e-4..1e13;

/// Appends the text of `value`: `0.948`, `12.0`, `1e-05`, `3.4e+38`, `nan`, `-inf`.
pub fn append(value: f32, text: &mut String) {
    if PLAIN_IN_RYU.contains(&value.abs()) || value == 0.0 {
        text.push_str(ryu::Buffer::new().format_finite(value));
    } else if value.is_nan() {
        text.push_str("nan");
    } else {
        text.push_str(if value.is_sign_negative() { "-" } else { "" });
        if value.is_infinite() { text.push_str("inf") } else { append_extreme(value.abs(), text) }
    }
}

/// Few numbers are that small or large, so that their digits may be read off `ryu`'s text.
fn append_extreme(magnitude: f32, text: &mut String) {
    let mut buffer = ryu::Buffer::new();
    let (mantissa, exponent) = split(buffer.format_finite(magnitude));
    let digits: String = mantissa.chars().filter(|&character| character != '.').collect();
    let leading_zeros = digits.len() - digits.trim_start_matches('0').len();
    let before_point = mantissa.find('.').unwrap_or(mantissa.len());
    let exponent = exponent + before_point as i32 - 1 - leading_zeros as i32;
    let digits = digits.trim_matches('0');
    if PLAIN_EXPONENTS.contains(&exponent) {
        // Only large whole numbers get here: all of their digits stand before the point.
        let zeros = (exponent + 1 - digits.len() as i32).max(0) as usize;
        text.push_str(digits);
        text.extend(std::iter::repeat_n('0', zeros));
        text.push_str(".0");
        return;
    }
    let (first, rest) = digits.split_at(1);
    let point = if rest.is_empty() { "" } else { "." };
    let sign = if exponent < 0 { '-' } else { '+' };
    text.push_str(&format!("{first}{point}{rest}e{sign}{:02}", exponent.abs()));
}

fn split(text: &str) -> (&str, i32) {
    match text.split_once('e') {
        Some((mantissa, exponent)) => (mantissa, exponent.parse().unwrap_or(0)),
        None => (text, 0),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::append;

    fn text(value: f32) -> String {
        let mut text = String::new();
        append(value, &mut text);
        text
    }

    #[test]
    fn is_laid_out_for_readers() {
        for (value, expected) in [
            (0.0, "0.0"),
            (-0.0, "-0.0"),
            (0.948_587_54, "0.94858754"),
            (1.0, "1.0"),
            (-1234.5, "-1234.5"),
            (1e-4, "0.0001"),
            (1e-5, "1e-05"),
            (-1.5e-7, "-1.5e-07"),
            (1e13, "10000000000000.0"),
            (1.5e15, "1500000000000000.0"),
            (1e16, "1e+16"),
            (3.402_823_5e38, "3.4028235e+38"),
            (1e-45, "1e-45"),
            (f32::INFINITY, "inf"),
            (f32::NEG_INFINITY, "-inf"),
            (f32::NAN, "nan"),
        ] {
            assert_eq!(text(value), expected);
        }
    }

    proptest! {
        #[test]
        fn is_read_back_to_the_same_bits(bits in any::<u32>()) {
            let value = f32::from_bits(bits);
            if !value.is_nan() {
                prop_assert_eq!(text(value).parse::<f32>().map(f32::to_bits), Ok(bits));
            }
        }
    }
}
