/** Says what a column's distribution shows. */
import type { ColumnProfile } from '../../../contract/index.ts';
import { amount, countText, numberText, percentText } from '../../ui/quantities.ts';

/** `21 % on average, from 0 % to 97 %.`; says so where only a part was counted. */
export function profileTitle(profile: ColumnProfile): string {
  return `${finding(profile)}${scope(profile)}${absent(profile)}.`;
}

function finding({ name, mean, min, max, top, rows, nulls }: ColumnProfile): string {
  if (top !== null) {
    const [first] = top.values;
    if (first === undefined) return 'No values';
    return `${first.value} in ${percentText(first.count / Math.max(rows - nulls, 1))} of the rows`;
  }
  if (mean === null || min === null || max === null) return 'No values';
  const text = isShare(name, Number(min), Number(max)) ? percentText : numberText;
  return `${text(mean)} on average, from ${text(Number(min))} to ${text(Number(max))}`;
}

/** A probability, as far as a name and a range can tell. */
function isShare(name: string, min: number, max: number): boolean {
  return /prob/i.test(name) && min >= 0 && max <= 1;
}

function scope({ exact, rows }: ColumnProfile): string {
  return exact ? '' : ` of the first ${amount(rows, 'row')}`;
}

function absent({ nulls, nans }: ColumnProfile): string {
  const none = nulls + nans;
  return none === 0 ? '' : `; ${countText(none)} without a prediction`;
}
