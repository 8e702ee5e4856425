/** Reads the small languages of `--model`, `--bind`, `--missing`, `--type`, `--features` and `--keep`. */
import { readFileSync } from 'node:fs';
import {
  RowcastError,
  type BindingRule,
  type Keep,
  type MissingPolicy,
  type MissingRule,
  type ModelReference,
  type PredictionRule,
} from '../../contract/index.ts';
import { leadingQuoted, splitOutside, splitQuoted } from './quoted.ts';

/** `[NAME=]PATH`; a path that holds `=` and is there needs no name. */
export function readModel(text: string, exists: (path: string) => boolean): ModelReference {
  const at = text.indexOf('=');
  if (at <= 0 || exists(text)) return { path: text };
  return { name: text.slice(0, at), path: text.slice(at + 1) };
}

/** `INPUT=COLUMN[,COLUMN…]` or `INPUT:=SQL`. */
export function readBinding(text: string): BindingRule {
  const quoted = leadingQuoted(text);
  const parts = quoted ?? /^(?<name>.*?)(?<rest>:?=.*)$/s.exec(text)?.groups;
  const input = parts?.['name'] ?? '';
  const rest = parts?.['rest'] ?? '';
  if (input === '' || rest.length < 2) throw malformed('--bind', text, 'INPUT=COLUMN[,COLUMN…] or INPUT:=SQL');
  if (rest.startsWith(':=')) return { input, sql: rest.slice(2) };
  if (rest.startsWith('=')) return { input, columns: splitQuoted(rest.slice(1), ',') };
  throw malformed('--bind', text, 'INPUT=COLUMN[,COLUMN…] or INPUT:=SQL');
}

/** `[INPUT:]nan|error|null|mean|VALUE`; the last colon parts them, since names of inputs may hold one. */
export function readMissing(text: string): MissingRule {
  const quoted = leadingQuoted(text);
  if (quoted !== undefined) {
    if (quoted.rest === '') return { missing: policy(quoted.name) };
    if (!quoted.rest.startsWith(':')) throw malformed('--missing', text, 'INPUT:nan, INPUT:error or INPUT:VALUE');
    return { input: quoted.name, missing: policy(quoted.rest.slice(1)) };
  }
  const at = text.lastIndexOf(':');
  const missing = policy(text.slice(at + 1));
  return at <= 0 ? { missing } : { input: text.slice(0, at), missing };
}

function policy(text: string): MissingPolicy {
  if (text === 'nan' || text === 'error' || text === 'null' || text === 'mean') return { policy: text };
  return { policy: 'value', value: text };
}

/** `COLUMN=TYPE`. */
export function readType(text: string): [string, string] {
  const quoted = leadingQuoted(text);
  const at = text.lastIndexOf('=');
  const name = quoted?.name ?? text.slice(0, Math.max(at, 0));
  const type = quoted === undefined ? text.slice(at + 1) : quoted.rest.slice(1);
  if (name === '' || !/^[A-Za-z][\w ]*(\([\d, ]+\))?(\[\d*\])*$/.test(type)) {
    throw malformed('--type', text, 'COLUMN=TYPE, for example zip=VARCHAR');
  }
  return [name, type.toUpperCase()];
}

/** `a,b,c`, or `@FILE` with a name on each line. */
export function readFeatures(text: string): string[] {
  if (!text.startsWith('@')) return splitQuoted(text, ',');
  const path = text.slice(1);
  try {
    return readFileSync(path, 'utf8')
      .split(/\r?\n/)
      .filter((line) => line !== '');
  } catch (cause) {
    throw new RowcastError(
      'INVALID_ARGUMENT',
      `--features names file "${path}", which cannot be read.`,
      'Check the path.',
      {
        cause,
      },
    );
  }
}

/** `NAME[=AS],…`; a name that holds = or a comma goes in double quotes. */
export function readPredictions(text: string): PredictionRule[] {
  return splitOutside(text, ',').map((part) => {
    const [output = '', as, ...more] = splitQuoted(part, '=');
    if (output === '' || as === '' || more.length > 0) throw malformed('--predictions', text, 'NAME[=AS],…');
    return as === undefined ? { output } : { output, as };
  });
}

export function readKeep(text: string): Keep {
  return text === 'all' || text === 'none' ? text : splitQuoted(text, ',');
}

function malformed(option: string, text: string, expected: string): RowcastError {
  return new RowcastError(
    'INVALID_ARGUMENT',
    `${option} does not understand "${text}": expected ${expected}.`,
    'A name that holds =, : or a comma goes in double quotes.',
  );
}
