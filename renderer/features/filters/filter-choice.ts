/** What can be asked of a column of a type, and the filter that an answer makes. */
import type { ColumnFilter } from '../../../contract/index.ts';
import { isNumberType } from '../grid/column-order.ts';

export type Test = ColumnFilter['test'];

export interface FilterDraft {
  test: Test;
  /** The value, or the lower end. */
  value: string;
  upper: string;
  values: readonly string[];
}

export const kinds = ['number', 'time', 'text', 'other'] as const;
export type FilterKind = (typeof kinds)[number];

export function kindOfType(type: string): FilterKind {
  if (isNumberType(type)) return 'number';
  if (/^(?:DATE|TIME)/.test(type)) return 'time';
  if (/^(?:VARCHAR|ENUM)/.test(type)) return 'text';
  return 'other';
}

const ordered: readonly [Test, string][] = [
  ['equals', 'is equal to'],
  ['not-equals', 'is not equal to'],
  ['less', 'is less than'],
  ['at-most', 'is at most'],
  ['greater', 'is greater than'],
  ['at-least', 'is at least'],
  ['between', 'is between'],
];
const existence: readonly [Test, string][] = [
  ['missing', 'is missing'],
  ['present', 'is not missing'],
];

/** Tests that are offered, with their words; the first is where a new filter begins. */
export const tests: Readonly<Record<FilterKind, readonly [Test, string][]>> = {
  number: [...ordered, ['one-of', 'is one of'], ...existence],
  time: [
    ['at-least', 'is on or after'],
    ['less', 'is before'],
    ['between', 'is between'],
    ['equals', 'is exactly'],
    ...existence,
  ],
  text: [
    ['one-of', 'is one of'],
    ['contains', 'contains'],
    ['starts-with', 'starts with'],
    ['ends-with', 'ends with'],
    ['equals', 'is exactly'],
    ['not-equals', 'is not'],
    ...existence,
  ],
  other: [['equals', 'is equal to'], ['one-of', 'is one of'], ['contains', 'contains'], ...existence],
};

/** The filter of a draft; null while something is left to be said. */
export function filterOf(column: string, { test, value, upper, values }: FilterDraft): ColumnFilter | null {
  if (test === 'missing' || test === 'present') return { test, column };
  if (test === 'between') return value === '' || upper === '' ? null : { test, column, from: value, to: upper };
  if (test === 'one-of') return values.length === 0 ? null : { test, column, values: [...values] };
  return value === '' ? null : { test, column, value };
}

/** What a filter says, to change it. */
export function draftOf(filter: ColumnFilter): FilterDraft {
  return {
    test: filter.test,
    value: 'value' in filter ? filter.value : 'from' in filter ? filter.from : '',
    upper: 'to' in filter ? filter.to : '',
    values: 'values' in filter ? filter.values : [],
  };
}
