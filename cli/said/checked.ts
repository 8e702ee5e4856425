/** Holds what was said against the contract; from here on everything is known to be well formed. */
import type { z } from 'zod';
import { DestinationFormat, RowcastError } from '../../contract/index.ts';

/** Where a value stands in a request → the option that says it, and what it takes. */
const options: Readonly<Record<string, readonly [option: string, expected: string]>> = {
  'source.paths': ['DATA', 'the path of a file'],
  'source.csv.delimiter': ['--delimiter', '1 to 4 characters'],
  'source.csv.quote': ['--quote', 'one character, or none'],
  'source.csv.escape': ['--escape', 'one character, or none'],
  'source.csv.skipLines': ['--skip-lines', 'a whole number from 0'],
  models: ['--model', 'the path of an .onnx file'],
  bind: ['--bind', 'an input or feature and the columns or the SQL that feed it'],
  features: ['--features', 'names of columns'],
  predictions: ['--predictions', 'names of predictions, each with = and a name of yours or without'],
  onBadRow: ['--on-bad-row', 'fail, null or quarantine'],
  where: ['--where', 'a condition in SQL'],
  missing: ['--missing', 'an input or feature and nan, error or a value'],
  keep: ['--keep', 'all, none or names of columns'],
  explain: ['--explain', 'a whole number from 1 to 100, or all'],
  'resources.threads': ['--threads', 'a whole number from 1'],
  'resources.memoryLimit': ['--memory-limit', 'a size such as 512MB or 4GiB'],
  threshold: ['--threshold', 'a number'],
  top: ['--top', 'a percentage above 0, at most 100'],
  label: ['--label', 'the name of a column'],
  weight: ['--weight', 'the name of a column'],
  value: ['--value', 'the name of a column'],
  segments: ['--segment', 'the name of a column'],
  scores: ['--score', 'a model and a column of its output'],
  seed: ['--seed', 'a whole number from 0'],
  costs: ['--cost', 'a number for each of tp, fp, fn and tn'],
  limits: ['--limit', 'a figure, a comparison and a number'],
  folder: ['--output', 'the path of a folder'],
  'destination.path': ['--output', 'the path of a file'],
  'destination.format': ['--output-format', `one of ${DestinationFormat.options.join(', ')}`],
};

export function checked<S extends z.ZodType>(schema: S, said: unknown): z.output<S> {
  const result = schema.safeParse(said);
  if (result.success) return result.data;
  const path = result.error.issues[0]?.path ?? [];
  const at = path.map((_, index) => path.slice(0, index + 1).join('.')).find((place) => place in options) ?? '';
  const [option, expected] = options[at] ?? [path.join('.'), result.error.issues[0]?.message ?? 'something else'];
  throw new RowcastError(
    'INVALID_ARGUMENT',
    `${option} is given ${describe(valueAt(said, path))}: expected ${expected}.`,
    'The command with --help tells more.',
  );
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
