//! One argument of a score function for a batch of rows, as the database holds it.

use std::ops::Range;

use crate::sql_type::{ColumnType, SqlType};

/// A truth value as databases store it: any byte but zero is true.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(transparent)]
pub struct StoredBool(pub u8);

/// A column of strings, read row by row.
pub trait TextColumn {
    /// The string in `row`; only asked for rows that are not NULL.
    fn text(&self, row: usize) -> &str;

    /// The bytes of that string.
    fn bytes(&self, row: usize) -> &[u8] {
        self.text(row).as_bytes()
    }
}

/// A column's values, one for each row; those of NULL rows are arbitrary.
#[allow(missing_docs, reason = "the names are SQL's own")]
pub enum Column<'a> {
    Boolean(&'a [StoredBool]),
    TinyInt(&'a [i8]),
    SmallInt(&'a [i16]),
    Integer(&'a [i32]),
    BigInt(&'a [i64]),
    UTinyInt(&'a [u8]),
    USmallInt(&'a [u16]),
    UInteger(&'a [u32]),
    UBigInt(&'a [u64]),
    Float(&'a [f32]),
    Double(&'a [f64]),
    Varchar(Box<dyn TextColumn + 'a>),
    List(ListColumn<'a>),
}

/// A column of lists, as databases store it.
pub struct ListColumn<'a> {
    /// Where each row's list lies among `values`.
    pub entries: &'a [ListEntry],
    /// The values of all lists.
    pub values: Box<ArgumentColumn<'a>>,
}

/// One list: its first value's place and how many it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub struct ListEntry {
    /// The place of its first value.
    pub offset: u64,
    /// The number of its values.
    pub length: u64,
}

impl ListEntry {
    /// The places of its values.
    pub fn range(self) -> Range<usize> {
        let [start, length] =
            [self.offset, self.length].map(|number| usize::try_from(number).unwrap_or(usize::MAX));
        start..start.saturating_add(length)
    }
}

impl Column<'_> {
    /// The column's type.
    pub fn sql_type(&self) -> ColumnType {
        let of = match self {
            Self::Boolean(_) => SqlType::Boolean,
            Self::TinyInt(_) => SqlType::TinyInt,
            Self::SmallInt(_) => SqlType::SmallInt,
            Self::Integer(_) => SqlType::Integer,
            Self::BigInt(_) => SqlType::BigInt,
            Self::UTinyInt(_) => SqlType::UTinyInt,
            Self::USmallInt(_) => SqlType::USmallInt,
            Self::UInteger(_) => SqlType::UInteger,
            Self::UBigInt(_) => SqlType::UBigInt,
            Self::Float(_) => SqlType::Float,
            Self::Double(_) => SqlType::Double,
            Self::Varchar(_) => SqlType::Varchar,
            Self::List(list) => {
                let inner = list.values.values.sql_type();
                return ColumnType { lists: inner.lists + 1, ..inner };
            }
        };
        of.into()
    }
}

/// Which rows are not NULL: bit `row % 64` of word `row / 64`; `None` where none is NULL.
#[derive(Debug, Clone, Copy, Default)]
pub struct Validity<'a>(pub Option<&'a [u64]>);

impl Validity<'_> {
    /// The 64 bits of rows `64 * block` to `64 * block + 63`.
    pub fn word(self, block: usize) -> u64 {
        self.0.and_then(|words| words.get(block)).copied().unwrap_or(u64::MAX)
    }

    /// The 64 bits from `row` on, wherever a word begins.
    pub fn word_from(self, row: usize) -> u64 {
        let (block, shift) = (row / 64, row % 64);
        match shift {
            0 => self.word(block),
            shift => self.word(block) >> shift | self.word(block + 1) << (64 - shift),
        }
    }

    /// Whether `row` is not NULL.
    pub fn is_valid(self, row: usize) -> bool {
        self.word(row / 64) >> (row % 64) & 1 == 1
    }
}

/// Says for each row whether there was a value before the cast that made the column.
#[derive(Debug, Clone, Copy)]
pub struct Presence<'a> {
    /// True where the original value was not NULL.
    pub present: &'a [StoredBool],
    /// NULL counts as "not present".
    pub validity: Validity<'a>,
}

impl Presence<'_> {
    /// Whether the original value in `row` was not NULL.
    pub fn at(&self, row: usize) -> bool {
        self.validity.is_valid(row) && self.present.get(row).is_some_and(|flag| flag.0 != 0)
    }
}

/// All that is known of one argument for a batch.
pub struct ArgumentColumn<'a> {
    /// The values.
    pub values: Column<'a>,
    /// Which of them are not NULL.
    pub validity: Validity<'a>,
    /// Whether there were values before the cast, where the plan asks for it.
    pub presence: Option<Presence<'a>>,
}
