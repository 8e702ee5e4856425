/** What would be lost in one input, in words. */
import type { LossCount } from '../../../contract/index.ts';
import { amount, countText } from '../../ui/quantities.ts';

export interface LossPart {
  text: string;
  /** More about it. */
  detail: string;
  /** Whether it may change predictions beyond a digit that hardly counts. */
  isGrave: boolean;
}

export function lossParts(loss: LossCount): LossPart[] {
  const { missing, failed, rounded, overflowed, unseen, unseenValues, firstFailure } = loss;
  const parts: LossPart[] = [];
  const add = (count: number | null, word: string, detail: string, isGrave = true) => {
    if (count !== null && count > 0) parts.push({ text: `${countText(count)} ${word}`, detail, isGrave });
  };
  const example =
    firstFailure === null ? '' : `; the first is “${firstFailure.value}” in row ${countText(firstFailure.row)}`;
  add(
    failed,
    failed === 1 ? 'does not convert' : 'do not convert',
    `Values that are no number of the right kind${example}.`,
  );
  add(overflowed, 'too large', 'Numbers too large for the input; they become infinite.');
  add(unseen, 'unknown to the model', `Values the model never saw, such as ${unseenValues.join(', ')}.`);
  add(missing, 'missing', 'NULL or NaN.', false);
  add(rounded, 'rounded', 'Numbers with more digits than the input holds, which is about seven.', false);
  return parts;
}

/** `of the first 100,000 rows`, until the whole is known. */
export function countedText({ rows, exact }: { rows: number; exact: boolean }): string {
  return exact ? `of all ${amount(rows, 'row')}` : `of the first ${amount(rows, 'row')}`;
}
