//! The DuckDB types that arguments and results of score functions have.

use std::fmt;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

macro_rules! sql_types {
    ($($name:ident = $text:literal,)*) => {
        /// A DuckDB type by the name that SQL gives it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
        #[allow(missing_docs, reason = "the names are SQL's own")]
        pub enum SqlType { $(#[serde(rename = $text)] $name,)* }

        impl SqlType {
            /// Every type, in the order of DuckDB's own list.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The type's name in SQL.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }
        }
    };
}

sql_types! {
    Boolean = "BOOLEAN",
    TinyInt = "TINYINT",
    SmallInt = "SMALLINT",
    Integer = "INTEGER",
    BigInt = "BIGINT",
    UTinyInt = "UTINYINT",
    USmallInt = "USMALLINT",
    UInteger = "UINTEGER",
    UBigInt = "UBIGINT",
    Float = "FLOAT",
    Double = "DOUBLE",
    Varchar = "VARCHAR",
}

/// A plain type, or lists of it: `FLOAT`, `FLOAT[]`, `FLOAT[][]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ColumnType {
    /// The type of the values.
    pub of: SqlType,
    /// How many lists are around a value.
    pub lists: usize,
}

impl ColumnType {
    /// Whether a value of the type holds others.
    pub const fn is_list(self) -> bool {
        self.lists > 0
    }
}

impl From<SqlType> for ColumnType {
    fn from(of: SqlType) -> Self {
        Self { of, lists: 0 }
    }
}

impl fmt::Display for ColumnType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.of.name(), "[]".repeat(self.lists))
    }
}

impl Serialize for ColumnType {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ColumnType {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let name = text.trim_end_matches("[]");
        let of = SqlType::ALL.iter().copied().find(|of| of.name() == name);
        let lists = (text.len() - name.len()) / "[]".len();
        of.map(|of| Self { of, lists })
            .ok_or_else(|| D::Error::custom(format_args!("no function takes {text}")))
    }
}
