/** Sorts DuckDB's types by what can be done with them when they feed a tensor. */

/** The first four are what the extension takes as it is; the others become one of those by a cast, or only as text. */
export type ColumnKind = 'boolean' | 'integer' | 'float' | 'text' | 'wide-number' | 'temporal' | 'labelled' | 'nested';

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
