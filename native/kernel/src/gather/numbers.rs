//! Numbers written as text.

/// The number that `text` is, with spaces around it and a plus sign before it allowed; `None` where it is none.
///
/// Reads what DuckDB's cast to DOUBLE reads, to the same bits: both round correctly.
pub(super) fn parse(text: &[u8]) -> Option<f64> {
    let number = text.trim_ascii();
    let number = match number {
        [b'+', rest @ ..] if !matches!(rest, [b'+' | b'-', ..]) => rest,
        other => other,
    };
    fast_float2::parse(number).ok()
}

#[cfg(test)]
mod tests {
    use super::parse;

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
}
