//! Rows of a CSV file, written from the texts of their fields.

/// Bytes that a short text is stored in, used or not.
pub const SHORT_BYTES: usize = 12;

/// The text of a field, as databases store it.
#[derive(Debug, Clone, Copy)]
pub enum FieldText<'a> {
    /// The first `len` of these bytes. Copying all of them takes less time than copying as many as are used.
    Short(&'a [u8; SHORT_BYTES], usize),
    /// A text of any length.
    Long(&'a [u8]),
}

impl<'a> FieldText<'a> {
    /// The bytes of the text.
    pub fn bytes(self) -> &'a [u8] {
        match self {
            Self::Short(bytes, len) => bytes.get(..len).unwrap_or_default(),
            Self::Long(bytes) => bytes,
        }
    }

    fn append_to(self, line: &mut Vec<u8>) {
        match self {
            Self::Short(bytes, len) => {
                let end = line.len() + len;
                line.extend_from_slice(bytes);
                line.truncate(end);
            }
            Self::Long(bytes) => line.extend_from_slice(bytes),
        }
    }
}

/// How fields are parted and quoted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CsvDialect<'a> {
    /// What stands between two fields; one byte or more.
    pub delimiter: &'a [u8],
    /// What stands around a field that holds a delimiter, a quote or a line break.
    pub quote: u8,
    /// What stands before a quote, or before itself, inside such a field.
    pub escape: u8,
}

impl CsvDialect<'_> {
    /// Writes one row to `line`, which is emptied first, without a line break at its end. `None` is an empty field.
    ///
    /// Most rows need no quotes, so the fields are joined first, and one look over the whole row decides.
    pub fn write<'f>(&self, fields: impl Iterator<Item = Option<FieldText<'f>>> + Clone, line: &mut Vec<u8>) {
        line.clear();
        let mut count = 0;
        for field in fields.clone() {
            match self.delimiter {
                _ if count == 0 => {}
                &[byte] => line.push(byte),
                bytes => line.extend_from_slice(bytes),
            }
            if let Some(field) = field {
                field.append_to(line);
            }
            count += 1;
        }
        let delimiters = (count - i32::from(count > 0)) as usize;
        // A row of nothing but an empty field would be an empty line, which readers skip.
        if self.marks(line) != delimiters || line.is_empty() {
            self.write_quoted(fields, line);
        }
    }

    /// Number of bytes in `line` that are a delimiter's first byte, a quote or part of a line break.
    fn marks(&self, line: &[u8]) -> usize {
        let delimiter = self.delimiter.first().copied().unwrap_or(b',');
        let quote = self.quote;
        let is_mark = |byte: u8| (byte == delimiter) | (byte == quote) | (byte == b'\n') | (byte == b'\r');
        // Bytes are added up in blocks of fewer than 256, so that a byte holds each sum and the loop vectorises.
        line.chunks(128)
            .map(|block| usize::from(block.iter().map(|&byte| u8::from(is_mark(byte))).sum::<u8>()))
            .sum()
    }

    fn write_quoted<'f>(
        &self,
        fields: impl Iterator<Item = Option<FieldText<'f>>> + Clone,
        line: &mut Vec<u8>,
    ) {
        line.clear();
        let alone = fields.clone().count() == 1;
        for (index, field) in fields.enumerate() {
            if index > 0 {
                line.extend_from_slice(self.delimiter);
            }
            let field = field.map(FieldText::bytes).unwrap_or_default();
            if self.marks(field) == 0 && !(alone && field.is_empty()) {
                line.extend_from_slice(field);
                continue;
            }
            line.push(self.quote);
            for &byte in field {
                if byte == self.quote || byte == self.escape {
                    line.push(self.escape);
                }
                line.push(byte);
            }
            line.push(self.quote);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{CsvDialect, FieldText, SHORT_BYTES};
    use proptest::prelude::*;

    const COMMAS: CsvDialect<'_> = CsvDialect { delimiter: b",", quote: b'"', escape: b'"' };

    fn row(dialect: CsvDialect<'_>, fields: &[Option<&str>]) -> String {
        let mut line = b"left over".to_vec();
        dialect
            .write(fields.iter().map(|field| field.map(|text| FieldText::Long(text.as_bytes()))), &mut line);
        String::from_utf8_lossy(&line).into_owned()
    }

    #[test]
    fn quotes_only_what_needs_it() {
        assert_eq!(row(COMMAS, &[Some("007"), None, Some(" a "), Some("")]), "007,, a ,");
        assert_eq!(row(COMMAS, &[Some("a,b"), Some("c"), Some("say \"x\"")]), "\"a,b\",c,\"say \"\"x\"\"\"");
        assert_eq!(row(COMMAS, &[Some("two\nlines"), Some("\r")]), "\"two\nlines\",\"\r\"");
        assert_eq!(row(COMMAS, &[None]), "\"\"");
        let tabs = CsvDialect { delimiter: b"\t", quote: b'\'', escape: b'\\' };
        assert_eq!(row(tabs, &[Some("it's"), Some("a,b"), Some("\t\\")]), "'it\\'s'\ta,b\t'\t\\\\'");
    }

    #[test]
    fn short_texts_end_where_they_end() {
        let stored = |text: &str| {
            let mut bytes = [b'?'; SHORT_BYTES];
            bytes[..text.len()].copy_from_slice(text.as_bytes());
            bytes
        };
        let (a, b) = (stored("1.5"), stored("twelve bytes"));
        let fields = [Some(FieldText::Short(&a, 3)), None, Some(FieldText::Short(&b, 12))];
        let mut line = Vec::new();
        COMMAS.write(fields.into_iter(), &mut line);
        assert_eq!(line, b"1.5,,twelve bytes");
    }

    /// A plain reader of the format, field by field.
    fn read(line: &str) -> Vec<String> {
        let mut fields = vec![String::new()];
        let (mut quoted, mut characters) = (false, line.chars().peekable());
        while let Some(character) = characters.next() {
            match character {
                '"' if quoted && characters.peek() == Some(&'"') => {
                    characters.next();
                    fields.last_mut().unwrap().push('"');
                }
                '"' => quoted = !quoted,
                ',' if !quoted => fields.push(String::new()),
                other => fields.last_mut().unwrap().push(other),
            }
        }
        fields
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(fields in prop::collection::vec("[a,\"\n\r é]{0,6}|[0-9.]{0,200}", 1..9)) {
            let texts: Vec<Option<&str>> = fields.iter().map(|field| Some(field.as_str())).collect();
            prop_assert_eq!(read(&row(COMMAS, &texts)), fields);
        }
    }
}
