/** What would be lost in one input, in words. */
import { meansMissing, type LossCount } from '../../../contract/index.ts';
import { amount, countText } from '../../ui/quantities.ts';

export interface LossPart {
  text: string;
  /** The first such value. */
  example: string | undefined;
  /** More about it. */
  detail: string;
  /** Whether it may change predictions beyond a digit that hardly counts. */
  isGrave: boolean;
}

/** `element` is the input's type: it tells how far a rounded number may be from what it was. */
export function lossParts(loss: LossCount, element: string): LossPart[] {
  const { missing, failed, rounded, overflowed, unseen, unseenValues, firstFailure } = loss;
  const parts: LossPart[] = [];
  const add = (count: number | null, word: string, detail: string, isGrave = true, first?: string) => {
    if (count === null || count === 0) return;
    parts.push({ text: `${countText(count)} ${word}`, example: first, detail, isGrave });
  };
  const example =
    firstFailure === null ? '' : `; the first is “${firstFailure.value}” in row ${countText(firstFailure.row)}`;
  add(
    failed,
    failed === 1 ? 'does not convert' : 'do not convert',
    `Values that are no number of the right kind${example}.`,
    true,
    firstFailure === null ? undefined : clipped(firstFailure.value),
  );
  add(overflowed, 'too large', 'Numbers too large for the input; they become infinite.');
  add(unseen, 'unknown to the model', `Values the model never saw, such as ${unseenValues.join(', ')}.`);
  add(missing, 'missing', 'NULL or NaN.', false);
  add(rounded, 'slightly rounded', roundingText(element), false);
  return parts;
}

/** So that one odd value does not fill a line. */
function clipped(text: string): string {
  return text.length > 24 ? `${text.slice(0, 24)}…` : text;
}

/** `of the first 100,000 rows`, until the whole is known. */
export function countedText({ rows, exact }: { rows: number; exact: boolean }): string {
  return exact ? `of all ${amount(rows, 'row')}` : `of the first ${amount(rows, 'row')}`;
}

/** A number lies at most half a last binary digit from the nearest one that its type holds: 2^-24 of it for float, 2^-53 for double. */
const changes: Readonly<Record<string, string>> = {
  float: '0.000006 %, unless it is smaller than 1e-37',
  double: '0.00000000000002 %',
};

/** What becomes of numbers that have more digits than an input of a type holds. */
export function roundingText(element: string): string {
  const most = changes[element];
  const by = most === undefined ? '' : `, which changes each by at most ${most}`;
  return `Numbers with more digits than the model’s input holds are rounded to the nearest${by}.`;
}

/** The first value that does not convert where it is a word for a missing value, such as `n/a`. */
export function meantAsMissing({ firstFailure }: Pick<LossCount, 'firstFailure'>): string[] {
  return firstFailure !== null && meansMissing(firstFailure.value) ? [firstFailure.value] : [];
}

/** Whether the first value that does not convert is a number as large parts of Europe write it: `1,5`, `1.234,56`. */
export function hasDecimalComma({ firstFailure }: Pick<LossCount, 'firstFailure'>): boolean {
  return firstFailure !== null && /^\s*[-+]?(?:\d+|\d{1,3}(?:[. ]\d{3})+),\d+\s*$/.test(firstFailure.value);
}
