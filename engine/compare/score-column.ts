/** Which column of a model's output is its score, and with it what kind of answer the model gives. */
import { RowcastError } from '../../contract/index.ts';
import { nearest } from '../binding/nearest.ts';
import type { OutputColumn } from '../score/output-columns.ts';

export interface ScoreColumn {
  model: string;
  /** Name in the scored file. */
  name: string;
  /** Whether it is the probability of one of two outcomes, as the model declares it. */
  probability: boolean;
  /** The outcome that it is the probability of, where the model says so. */
  outcome: string | null;
}

/**
 * The second of two probabilities, or the model's only number; `chosen` names another, with or without what the scored file puts
 * before it.
 */
export function scoreColumn(model: string, outputs: readonly OutputColumn[], chosen?: string): ScoreColumn {
  const numbers = outputs.filter(({ type }) => type === 'FLOAT' || type === 'DOUBLE');
  if (chosen !== undefined) return namedScore(model, outputs, chosen);
  const pairs = numbers.map((column) => numbers.filter((other) => outputOf(other) === outputOf(column)));
  const second = pairs.find((columns) => columns.length === 2)?.[1];
  if (second !== undefined) return probabilityColumn(model, second);
  const [only, ...others] = numbers;
  if (only !== undefined && others.length === 0) {
    return { model, name: only.name, probability: false, outcome: null };
  }
  throw notOne(model, outputs);
}

function namedScore(model: string, outputs: readonly OutputColumn[], chosen: string): ScoreColumn {
  const found = outputs.find(({ name, field }) => name === chosen || field === chosen);
  if (found !== undefined && found.type !== 'VARCHAR') {
    const paired = outputs.filter((column) => outputOf(column) === outputOf(found)).length === 2;
    return paired ? probabilityColumn(model, found) : { model, name: found.name, probability: false, outcome: null };
  }
  const fields = outputs.map(({ field }) => field);
  const close = nearest(chosen, fields);
  throw new RowcastError(
    'INVALID_ARGUMENT',
    found === undefined
      ? `The score of model "${model}" is said to be "${chosen}", which it does not give.`
      : `The score of model "${model}" is said to be "${chosen}", which is text: expected a number.`,
    close === undefined || found !== undefined ? `It gives ${fields.join(', ')}.` : `The nearest is "${close}".`,
  );
}

function probabilityColumn(model: string, column: OutputColumn): ScoreColumn {
  const output = column.model.card.outputs.find(({ name }) => name === outputOf(column));
  const at = column.model.columns.filter((other) => other.output === outputOf(column));
  const outcome = output?.classes?.[at.findIndex(({ name }) => name === column.field)];
  return { model, name: column.name, probability: true, outcome: outcome === undefined ? null : String(outcome) };
}

function outputOf(column: OutputColumn): string {
  return column.model.columns.find(({ name }) => name === column.field)?.output ?? '';
}

function notOne(model: string, outputs: readonly OutputColumn[]): RowcastError {
  const fields = outputs.map(({ field }) => field);
  return new RowcastError(
    'INVALID_ARGUMENT',
    `Model "${model}" gives ${fields.join(', ')}: expected one number, or two probabilities, to compare it by.`,
    `Say which of them is its score: --score ${model}=${fields.at(-1) ?? 'COLUMN'}.`,
    { windowHint: 'Choose which of them is its score.' },
  );
}
