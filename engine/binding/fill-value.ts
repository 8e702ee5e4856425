/** The number that stands for a missing value: written as the table writes its numbers, or with a point where that is plain. */
import { RowcastError, type CsvOptions } from '../../contract/index.ts';
import { plainNumber } from '../source/number-advice.ts';
import type { Missing } from './rules.ts';
import type { Slot } from './slots.ts';

/** The policy with its value as the extension reads it. Throws `BAD_MISSING_VALUE` where it may mean another number. */
export function withFillValue(missing: Missing, { element }: Slot, label: string, csv: CsvOptions = {}): Missing {
  const { policy } = missing;
  if (policy.policy !== 'value' || element === 'string') return missing;
  const value = numberText(policy.value.trim(), csv);
  if (value === undefined) throw doubtful(policy.value, label);
  return { ...missing, policy: { policy: 'value', value } };
}

/** With a point before its fraction and nothing between its thousands; undefined where it may mean another number. */
function numberText(text: string, csv: CsvOptions): string | undefined {
  const plain = plainNumber(text, csv);
  // Read once more by the same rules, 1.234 would be thousands.
  if (plain !== undefined) return csv.decimalSeparator === ',' && partedThousands.test(plain) ? `${plain}0` : plain;
  const isPlain = !Number.isNaN(Number(text)) && !partedThousands.test(text);
  // What is no number at all is refused by what knows the input's type.
  return isPlain || meaningsOf(text).length === 0 ? text : undefined;
}

const partedThousands = /^[+-]?\d{1,3}([.,]\d{3})+$/;

/** The numbers that a text with points or commas may mean, plainly written. */
function meaningsOf(text: string): string[] {
  const whole = partedThousands.test(text) ? [text.replaceAll(/[.,]/g, '')] : [];
  const fraction = /^[+-]?\d*[.,]\d+$/.test(text) ? [String(Number(text.replace(',', '.')))] : [];
  return [...whole, ...fraction];
}

function doubtful(value: string, label: string): RowcastError {
  const meanings = meaningsOf(value.trim()).join(' or ');
  return new RowcastError(
    'BAD_MISSING_VALUE',
    `${label}: a missing value is to become "${value}", which is not how this table writes numbers: it may mean ${meanings}.`,
    `Write ${meanings}.`,
    { windowHint: `Write ${meanings}.` },
  );
}
