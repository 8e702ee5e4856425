/** Says what is wrong in a job file: file, line, key, what was expected and what was found. */
import type { z } from 'zod';
import { RowcastError } from '../../contract/index.ts';
import { nearest } from '../binding/nearest.ts';
import { keysAt } from './known-keys.ts';

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** Where the schema's own words say too little; list entries are `[]`. */
const expectations: Readonly<Record<string, string>> = {
  '': 'the keys source, models and destination',
  source: 'the key paths, and how the table is written',
  'source.types': 'columns with their types',
  'models[]': 'the key path, and a name where you like',
  'bind[]': 'an input with the columns, or the sql, that feed it',
  'missing[]': 'an input and what a missing value becomes',
  'missing[].missing': 'a policy: nan, error, null, mean, or value with the value',
  keep: 'all, none or a list of columns',
  explain: 'a whole number from 1 to 100, or all',
  'resources.threads': 'a whole number from 1',
  destination: 'the key path, and how the file is written',
};

/** Words for what zod calls the kinds of values. */
const kinds: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a group of keys',
  record: 'a group of keys',
};

/** What a place in the file is called, its value and its line. */
export interface JobText {
  file: string;
  /** What it should be. */
  schema: z.ZodType;
  valueAt(path: Path): unknown;
  /** From 1; the line of the nearest key around where the path leads nowhere. */
  lineAt(path: Path): number;
}

export function problemIn(text: JobText, issues: readonly Issue[]): RowcastError {
  const all = issues.flatMap((issue) => unfolded(issue));
  // A key that is missing is often there under a wrong name.
  const unknown = all.find((issue) => issue.code === 'unrecognized_keys');
  if (unknown?.code === 'unrecognized_keys') return unknownKey(text, unknown.path, unknown.keys[0] ?? '');
  return wrongValue(text, all[0]);
}

/** Of a choice, the issues of the option that was most likely meant. */
function unfolded(issue: Issue): Issue[] {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [issue];
  const [option] = issue.errors.filter((issues) => issues.some(({ code }) => code === 'unrecognized_keys'));
  if (option === undefined) return [issue];
  return option.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }));
}

function unknownKey(text: JobText, path: Path, key: string): RowcastError {
  const known = keysAt(text.schema, path);
  const at = [...path, key];
  const intro = `Job file "${text.file}", line ${text.lineAt(at)}: "${nameOf(at)}"`;
  if (known.includes(key)) {
    return invalid(
      `${intro} cannot stand beside the keys that are there: expected ${expectations[patternOf(path)] ?? listed(known)}.`,
      'Remove one of them.',
    );
  }
  const close = nearest(key, known);
  return invalid(
    `${intro} is no key of a job file: expected ${listed(known)}.`,
    close === undefined ? 'Remove it, or correct its name.' : `The nearest key is "${close}".`,
  );
}

function wrongValue(text: JobText, issue: Issue | undefined): RowcastError {
  const path = issue?.path ?? [];
  const found = text.valueAt(path);
  const line = text.lineAt(path);
  const what = path.length === 0 ? 'it' : `"${nameOf(path)}"`;
  const expected = issue === undefined ? 'something else' : expectedBy(issue);
  const is = found !== undefined ? `is ${described(found)}` : path.length === 0 ? 'is empty' : 'is not there';
  return invalid(
    `Job file "${text.file}", line ${line}: ${what} ${is}: expected ${expected}.`,
    hintFor(issue, found, expected) ?? `Correct line ${line}, then run it again.`,
  );
}

function hintFor(issue: Issue | undefined, found: unknown, expected: string): string | undefined {
  const isForText = issue?.code === 'invalid_type' && issue.expected === 'string' && isPlainScalar(found);
  if (isForText) return `Put it in quotes: "${String(found)}".`;
  // To YAML the word null, without quotes, is no text but nothing.
  const isWordNull = found === null && /\bnull\b/.test(expected);
  return isWordNull ? 'If you mean the word null, put it in quotes: "null".' : undefined;
}

function expectedBy(issue: Issue): string {
  const known = expectations[patternOf(issue.path)];
  if (known !== undefined) return known;
  switch (issue.code) {
    case 'invalid_type':
      return kinds[issue.expected] ?? issue.expected;
    case 'invalid_value':
      return listed(issue.values.map(String), 'or');
    case 'too_small':
      return issue.origin === 'array' ? 'at least one entry' : `at least ${count(issue.minimum, issue.origin)}`;
    case 'too_big':
      return `at most ${count(issue.maximum, issue.origin)}`;
    case 'invalid_union':
      return 'options' in issue && Array.isArray(issue.options)
        ? listed(issue.options.map(String), 'or')
        : 'another value';
    case 'invalid_format':
      return issue.message.startsWith('expected ')
        ? issue.message.slice('expected '.length)
        : 'the name of a type such as DOUBLE or DECIMAL(18,3)';
    case 'custom':
    case 'invalid_element':
    case 'invalid_key':
    case 'not_multiple_of':
    case 'unrecognized_keys':
      return issue.message;
  }
}

function count(bound: number | bigint, origin: string): string {
  if (origin !== 'string') return String(bound);
  return `${bound} character${Number(bound) === 1 ? '' : 's'}`;
}

function isPlainScalar(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'boolean';
}

const shownLength = 60;

function described(value: unknown): string {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object') return 'a group of keys';
  const text = JSON.stringify(value);
  return text.length > shownLength ? `${text.slice(0, shownLength)}…` : text;
}

/** `models[0].path` */
function nameOf(path: Path): string {
  return path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .replace(/^\./, '');
}

function patternOf(path: Path): string {
  return nameOf(path).replaceAll(/\[\d+\]/g, '[]');
}

function listed(words: readonly string[], last = 'or'): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;
}

export function invalid(message: string, hint: string, cause?: unknown): RowcastError {
  return new RowcastError('JOB_FILE_INVALID', message, hint, { cause });
}
