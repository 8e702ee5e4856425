/** How a column or expression of some DuckDB type becomes an argument of a score function. */
import { RowcastError, type ElementType } from '../../contract/index.ts';
import { wholeNumber } from '../source/whole-number.ts';
import { identifier } from '../sql/text.ts';
import { kindOf, type ColumnKind } from './column-kind.ts';
import { listSql, listType } from './lists.ts';

/** Something with a value in each row, readable in more than one type. */
export interface Feed {
  /** For messages: `Column "age"` or `Expression \`a + 1\``. */
  label: string;
  /** What it is called. */
  name: string;
  /** What it feeds, as `--bind` names that, and how it is said in SQL: for hints. */
  slot: string;
  said: string;
  type: string;
  /** SQL of the value in its own type. */
  value: string;
  /** SQL of the value in another type; `tolerant` makes NULL of what does not convert. */
  convert(type: string, tolerant: boolean): string;
  /** SQL of the text of a number, with a point where its fraction begins; where the value is text. */
  numberText: string;
  /** Whether the file holds text that every type is cast from. */
  fromText: boolean;
}

export interface ArgumentSql {
  sql: string;
  /** DuckDB type of `sql`. */
  type: string;
  /** SQL that tells whether a value was there before a tolerant cast, where one is made. */
  presence: string | undefined;
  /** Whether text that is no number counts as missing, where the extension reads numbers from text. */
  tolerant: boolean;
  /** Where a text that does not convert fails the run: the text, and the cast that makes NULL of it. */
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
  feed.fromText ? numberFromText(feed, element, tolerant) : unchanged(feed);
const asDouble: Way = (feed, element, tolerant) =>
  feed.fromText || isLarge(element) ? numberFromText(feed, element, tolerant) : cast(feed, 'DOUBLE', false);
const asTruth: Way = (feed, _element, tolerant) => (feed.fromText ? cast(feed, 'BOOLEAN', tolerant) : unchanged(feed));
const asText: Way = (feed) => cast(feed, 'VARCHAR', false);
const asBoolean: Way = (feed, _element, tolerant) => cast(feed, 'BOOLEAN', tolerant);

/**
 * The extension reads text as DOUBLE, as every CSV reader does; whole numbers of 64 bits become BIGINT, since DOUBLE
 * does not hold them all.
 */
const numberFromText: Way = (feed, element, tolerant) => {
  if (isLarge(element)) return largeWholeNumber(feed, tolerant);
  if (element === 'bool') return cast(feed, 'DOUBLE', tolerant);
  const sql = feed.numberText;
  const strictCast = { text: feed.convert('VARCHAR', false), tolerant: `rowcast_try_number(${sql})` };
  return { sql, type: 'VARCHAR', presence: undefined, tolerant, ...(tolerant ? {} : { strictCast }) };
};

const refuse: Way = (feed, element) => {
  const temporal = kindOf(feed.type) === 'temporal';
  const call = temporal ? `epoch(${feed.said})` : oneValueOf(feed);
  const what = temporal ? 'a number' : 'one value';
  throw new RowcastError(
    'TYPE_MISMATCH',
    `${feed.label} (${feed.type}) cannot feed a tensor of ${element}.`,
    `Bind an expression that makes ${what} of it, for example --bind '${feed.slot}:=${call}'.`,
    { windowHint: `Write an expression that makes ${what} of it, for example ${call}.` },
  );
};

/** SQL that makes one value of a list, a struct or a map. */
function oneValueOf({ type, said }: Feed): string {
  const [, quoted, plain] = /^STRUCT\((?:"((?:[^"]|"")+)"|(\w+)) /.exec(type) ?? [];
  const field = quoted?.replaceAll('""', '"') ?? plain;
  if (field !== undefined && !type.endsWith(']')) return `(${said}).${identifier(field)}`;
  return `${type.startsWith('MAP(') ? 'cardinality' : 'len'}(${said})`;
}

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

/** The argument of a value, or of a list where `takesList`. */
export function argumentSql(feed: Feed, element: ElementType, tolerant: boolean, takesList: boolean): ArgumentSql {
  const list = takesList ? listType(feed.type) : undefined;
  if (list !== undefined) return listSql(feed, list, element, tolerant);
  return ways[kindOf(feed.type)][families[element]](feed, element, tolerant);
}

function isLarge(element: ElementType): boolean {
  return element === 'int64' || element === 'uint64';
}

/** A cast to BIGINT would round fractions, and a DOUBLE does not hold every whole number of 64 bits. */
function largeWholeNumber(feed: Feed, tolerant: boolean): ArgumentSql {
  const column = { name: feed.name, type: 'BIGINT' };
  const text = feed.numberText;
  const sql = wholeNumber(text, column, tolerant);
  return tolerant
    ? { sql, type: 'BIGINT', presence: `(${text}) IS NOT NULL`, tolerant: false }
    : {
        sql,
        type: 'BIGINT',
        presence: undefined,
        tolerant: false,
        strictCast: { text, tolerant: wholeNumber(text, column, true) },
      };
}

function unchanged(feed: Feed): ArgumentSql {
  return { sql: feed.value, type: feed.type, presence: undefined, tolerant: false };
}

function cast(feed: Feed, type: string, tolerant: boolean): ArgumentSql {
  const sql = feed.convert(type, tolerant);
  const text = feed.convert('VARCHAR', false);
  return tolerant
    ? { sql, type, presence: `(${text}) IS NOT NULL`, tolerant: false }
    : { sql, type, presence: undefined, tolerant: false, strictCast: { text, tolerant: feed.convert(type, true) } };
}
