/** Holds what was said against the contract; from here on everything is known to be well formed. */
import type { z } from 'zod';
import {
  CsvOptions,
  DestinationFormat,
  GoldenChoice,
  OnBadRow,
  RowcastError,
  SourceFormat,
  TreesChoice,
} from '../../contract/index.ts';
import { nearest } from '../../engine/binding/nearest.ts';

const encodings = CsvOptions.shape.encoding.unwrap().options;

/** The option that says a value, and what it takes. */
interface Said {
  option: string;
  expected: string;
  /** The words to choose from, where there are no others. */
  words?: readonly string[];
  hint?: string;
}

const columnName = 'the name of a column';

/** Where a value stands in a request → what was said there. */
const places: Readonly<Record<string, Said>> = {
  'source.paths': { option: 'DATA', expected: 'the path of a file' },
  'source.format': oneOf('--input-format', SourceFormat.options),
  'source.csv.delimiter': { option: '--delimiter', expected: '1 to 4 characters' },
  'source.csv.quote': { option: '--quote', expected: 'one character, or none' },
  'source.csv.escape': { option: '--escape', expected: 'one character, or none' },
  'source.csv.skipLines': { option: '--skip-lines', expected: 'a whole number from 0' },
  'source.csv.decimalSeparator': { option: '--decimal', expected: 'a point or a comma' },
  'source.csv.thousandsSeparator': {
    option: '--thousands',
    expected: 'a point, a comma, a space or an apostrophe',
  },
  'source.csv.encoding': {
    ...oneOf('--encoding', encodings),
    hint: 'Write the file again as UTF-8 if it is in another encoding.',
  },
  models: { option: '--model', expected: 'the path of an .onnx file' },
  bind: { option: '--bind', expected: 'an input or feature and the columns or the SQL that feed it' },
  features: { option: '--features', expected: 'names of columns' },
  predictions: {
    option: '--predictions',
    expected: 'names of predictions, each with = and a name of yours or without',
  },
  onBadRow: oneOf('--on-bad-row', OnBadRow.options),
  where: { option: '--where', expected: 'a condition in SQL' },
  missing: { option: '--missing', expected: 'an input or feature and nan, error, null, mean or a value' },
  keep: { option: '--keep', expected: 'all, none or names of columns' },
  trees: oneOf('--trees', TreesChoice.options),
  golden: oneOf('--golden', GoldenChoice.options),
  rows: { option: '--rows', expected: 'a whole number from 1 to 1,000' },
  tolerance: { option: '--tolerance', expected: 'a number' },
  explain: { option: '--explain', expected: 'a whole number from 1 to 100, or all' },
  'resources.threads': {
    option: '--threads',
    expected: 'a whole number from 1',
    hint: 'Leave it out to use all cores.',
  },
  'resources.memoryLimit': { option: '--memory-limit', expected: 'a size such as 512MB or 4GiB' },
  championColumn: { option: '--champion-column', expected: columnName },
  challengerColumns: { option: '--challenger-column', expected: columnName },
  threshold: { option: '--threshold', expected: 'a number' },
  top: { option: '--top', expected: 'a percentage above 0, at most 100' },
  label: { option: '--label', expected: columnName },
  group: { option: '--group', expected: columnName },
  weight: { option: '--weight', expected: columnName },
  value: { option: '--value', expected: columnName },
  segments: { option: '--segment', expected: columnName },
  scores: { option: '--score', expected: 'a model and a column of its output' },
  seed: { option: '--seed', expected: 'a whole number from 0' },
  costs: { option: '--cost', expected: 'a number for each of tp, fp, fn and tn' },
  limits: { option: '--limit', expected: 'a figure, a comparison and a number' },
  folder: { option: '--output', expected: 'the path of a folder' },
  'destination.path': { option: '--output', expected: 'the path of a file' },
  'destination.format': oneOf('--output-format', DestinationFormat.options),
};

function oneOf(option: string, words: readonly string[]): Said {
  return { option, expected: `one of ${words.join(', ')}`, words };
}

export function checked<S extends z.ZodType>(schema: S, said: unknown): z.output<S> {
  const result = schema.safeParse(said);
  if (result.success) return result.data;
  const path = result.error.issues[0]?.path ?? [];
  const at = path.map((_, index) => path.slice(0, index + 1).join('.')).find((place) => place in places) ?? '';
  const place = places[at] ?? {
    option: path.join('.'),
    expected: result.error.issues[0]?.message ?? 'something else',
  };
  const value = valueAt(said, path);
  throw new RowcastError(
    'INVALID_ARGUMENT',
    `${place.option} is given ${describe(value)}: expected ${place.expected}.`,
    hintFor(place, value),
  );
}

function hintFor({ words = [], hint }: Said, value: unknown): string {
  const close = typeof value === 'string' ? nearest(value, words) : undefined;
  return close === undefined ? (hint ?? 'The command with --help tells more.') : `Did you mean "${close}"?`;
}

function valueAt(said: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key], said);
}

function describe(value: unknown): string {
  return value === '' ? 'an empty text' : JSON.stringify(value ?? 'nothing');
}

/** The number that `text` writes; what is no plain number stays text, for `checked` to refuse with the text in it. */
export function numberSaid(text: string | undefined): unknown {
  return text !== undefined && /^\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}
