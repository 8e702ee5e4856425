/** Sorts DuckDB's types by what can be done with them when they feed a tensor. */

/** What the extension takes as it is. */
export type NativeKind = 'boolean' | 'integer' | 'float' | 'text';
/** What becomes a native kind by a cast that loses nothing but precision, or only as text. */
export type ColumnKind = NativeKind | 'wide-number' | 'temporal' | 'labelled' | 'nested';

const kinds: Readonly<Record<string, ColumnKind>> = {
  BOOLEAN: 'boolean',
  TINYINT: 'integer',
  SMALLINT: 'integer',
  INTEGER: 'integer',
  BIGINT: 'integer',
  UTINYINT: 'integer',
  USMALLINT: 'integer',
  UINTEGER: 'integer',
  UBIGINT: 'integer',
  FLOAT: 'float',
  DOUBLE: 'float',
  VARCHAR: 'text',
  HUGEINT: 'wide-number',
  UHUGEINT: 'wide-number',
  DECIMAL: 'wide-number',
  BIGNUM: 'wide-number',
  DATE: 'temporal',
  TIME: 'temporal',
  'TIME WITH TIME ZONE': 'temporal',
  TIMESTAMP: 'temporal',
  TIMESTAMP_S: 'temporal',
  TIMESTAMP_MS: 'temporal',
  TIMESTAMP_NS: 'temporal',
  'TIMESTAMP WITH TIME ZONE': 'temporal',
  INTERVAL: 'temporal',
  ENUM: 'labelled',
  UUID: 'labelled',
};

/** The kind of a DuckDB type as DESCRIBE writes it; what is not known holds other values in it. */
export function kindOf(type: string): ColumnKind {
  if (type.endsWith(']')) return 'nested';
  return kinds[type.replace(/\(.*\)$/, '').trim()] ?? 'nested';
}
