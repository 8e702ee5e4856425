//! The DuckDB types that arguments and results of score functions have.

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
