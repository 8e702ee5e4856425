/** How a column or expression of some DuckDB type becomes an argument of a score function. */
import { RowcastError, type ElementType } from '../../contract/index.ts';
import { kindOf, type ColumnKind } from './column-kind.ts';

/** Something with a value in each row, readable in more than one type. */
export interface Feed {
  /** For messages: `Column "age"` or `Expression \`a + 1\``. */
  label: string;
  /** The name to suggest in a hint. */
  name: string;
  type: string;
  /** SQL of the value in its own type. */
  value: string;
  /** SQL of the value in another type; `tolerant` makes NULL of what does not convert. */
  convert(type: string, tolerant: boolean): string;
  /** Whether the file holds text that every type is cast from. */
  fromText: boolean;
}

export interface ArgumentSql {
  sql: string;
  /** DuckDB type of `sql`. */
  type: string;
  /** SQL that tells whether a value was there before a tolerant cast, where one is made. */
  presence: string | undefined;
  /** Where values are cast and one that does not convert fails the run: what is cast, and the cast that does not fail. */
  strictCast?: { text: string; tolerant: string };
}

type Family = 'float' | 'whole' | 'bool' | 'string';

const families: Readonly<Record<ElementType, Family>> = {
  float: 'float',
  double: 'float',
  float16: 'float',
  bfloat16: 'float',
  int8: 'whole',
  int16: 'whole',
  int32: 'whole',
  int64: 'whole',
  uint8: 'whole',
  uint16: 'whole',
  uint32: 'whole',
  uint64: 'whole',
  bool: 'bool',
  string: 'string',
};

type Way = (feed: Feed, element: ElementType, tolerant: boolean) => ArgumentSql;

const asIs: Way = (feed, element, tolerant) =>
  feed.fromText ? numberFromText(feed, element, tolerant) : { sql: feed.value, type: feed.type, presence: undefined };
const asDouble: Way = (feed, element, tolerant) =>
  feed.fromText ? numberFromText(feed, element, tolerant) : cast(feed, 'DOUBLE', false);
const asTruth: Way = (feed, _element, tolerant) =>
  feed.fromText ? cast(feed, 'BOOLEAN', tolerant) : { sql: feed.value, type: feed.type, presence: undefined };
const asText: Way = (feed) => cast(feed, 'VARCHAR', false);
const asBoolean: Way = (feed, _element, tolerant) => cast(feed, 'BOOLEAN', tolerant);

/**
 * Text becomes DOUBLE, as every CSV reader makes of it; whole numbers of 64 bits become BIGINT, since DOUBLE does not
 * hold them all.
 */
const numberFromText: Way = (feed, element, tolerant) => {
  const large = (element === 'int64' || element === 'uint64') && kindOf(feed.type) === 'integer';
  return cast(feed, large ? 'BIGINT' : 'DOUBLE', tolerant);
};

const refuse: Way = (feed, element) => {
  const temporal = kindOf(feed.type) === 'temporal';
  throw new RowcastError(
    'TYPE_MISMATCH',
    `${feed.label} (${feed.type}) cannot feed a tensor of ${element}.`,
    temporal
      ? `Bind an expression that makes a number of it, for example --bind '${feed.name}:=epoch("${feed.name}")'.`
      : `Bind an expression that makes one value of it, for example --bind '${feed.name}:=len("${feed.name}")'.`,
  );
};

const ways: Readonly<Record<ColumnKind, Readonly<Record<Family, Way>>>> = {
  boolean: { float: asTruth, whole: asTruth, bool: asTruth, string: asText },
  integer: { float: asIs, whole: asIs, bool: asIs, string: asText },
  float: { float: asIs, whole: asIs, bool: asIs, string: asText },
  'wide-number': { float: asDouble, whole: asDouble, bool: asDouble, string: asText },
  text: { float: numberFromText, whole: numberFromText, bool: asBoolean, string: asText },
  temporal: { float: refuse, whole: refuse, bool: refuse, string: asText },
  labelled: { float: numberFromText, whole: numberFromText, bool: asBoolean, string: asText },
  nested: { float: refuse, whole: refuse, bool: refuse, string: refuse },
};

export function argumentSql(feed: Feed, element: ElementType, tolerant: boolean): ArgumentSql {
  return ways[kindOf(feed.type)][families[element]](feed, element, tolerant);
}

function cast(feed: Feed, type: string, tolerant: boolean): ArgumentSql {
  const sql = feed.convert(type, tolerant);
  const text = feed.convert('VARCHAR', false);
  return tolerant
    ? { sql, type, presence: `(${text}) IS NOT NULL` }
    : { sql, type, presence: undefined, strictCast: { text, tolerant: feed.convert(type, true) } };
}
