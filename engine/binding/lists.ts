/** Columns of lists: each list's values feed the features of an input, as embeddings do. */
import { RowcastError, type ElementType } from '../../contract/index.ts';
import type { ArgumentSql, Feed } from './argument-sql.ts';
import { kindOf, type ColumnKind } from './column-kind.ts';

/** A list of plain values. */
export interface ListType {
  /** DuckDB type of a value. */
  of: string;
  /** How many values every list has, where the type says so. */
  length: number | undefined;
}

/** Undefined for a type that is no list, or a list of something that holds other values. */
export function listType(type: string): ListType | undefined {
  const { of, length } = /^(?<of>.*)\[(?<length>\d*)\]$/.exec(type)?.groups ?? {};
  if (of === undefined || inLists[kindOf(of)] === undefined) return undefined;
  return { of, length: length === undefined || length === '' ? undefined : Number(length) };
}

/** The type that lists of a kind of value are fed in; null for the value's own. */
const inLists: Partial<Record<ColumnKind, string | null>> = {
  boolean: null,
  integer: null,
  float: null,
  text: null,
  'wide-number': 'DOUBLE',
  labelled: 'VARCHAR',
};

/** The argument that a column of lists becomes; the extension checks how long each list is. */
export function listSql(feed: Feed, { of }: ListType, element: ElementType, tolerant: boolean): ArgumentSql {
  const type = `${fedType(feed, of, element)}[]`;
  if (!feed.fromText) {
    const sql = feed.type === type ? feed.value : feed.convert(type, false);
    return { sql, type, presence: undefined, tolerant };
  }
  const text = feed.convert('VARCHAR', false);
  const tried = feed.convert(type, true);
  return tolerant
    ? { sql: tried, type, presence: `(${text}) IS NOT NULL`, tolerant }
    : { sql: feed.convert(type, false), type, presence: undefined, tolerant, strictCast: { text, tolerant: tried } };
}

function fedType(feed: Feed, of: string, element: ElementType): string {
  if (element === 'string') return 'VARCHAR';
  const type = inLists[kindOf(of)] ?? of;
  if (type !== 'VARCHAR') return type;
  if (element === 'bool') return 'BOOLEAN';
  if (element !== 'int64' && element !== 'uint64') return type;
  throw new RowcastError(
    'TYPE_MISMATCH',
    `${feed.label} (${feed.type}) cannot feed a tensor of ${element}: not every text of a number is one that it holds.`,
    `Bind an expression that makes numbers of it, for example --bind '${feed.slot}:=CAST(${feed.said} AS BIGINT[])'.`,
    { windowHint: `Write an expression that makes numbers of it, for example CAST(${feed.said} AS BIGINT[]).` },
  );
}
