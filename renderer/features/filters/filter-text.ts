/** A filter in words, as its chip shows it. */
import type { ColumnFilter } from '../../../contract/index.ts';

type Test = ColumnFilter['test'];

const words: Readonly<Record<Test, string>> = {
  equals: '=',
  'not-equals': '≠',
  less: '<',
  'at-most': '≤',
  greater: '>',
  'at-least': '≥',
  contains: 'contains',
  'starts-with': 'starts with',
  'ends-with': 'ends with',
  between: 'between',
  'one-of': 'is',
  missing: 'is missing',
  present: 'is not missing',
};

const mostNamed = 3;

/** `dep_delay > 10`, `carrier is AA, UA or 3 more`, `tailnum is missing`. */
export function filterText(filter: ColumnFilter): string {
  const start = `${filter.column} ${words[filter.test]}`;
  if (filter.test === 'between') return `${start} ${filter.from} and ${filter.to}`;
  if (filter.test === 'one-of') return `${start} ${listed(filter.values)}`;
  return 'value' in filter ? `${start} ${shown(filter.value)}` : start;
}

function listed(values: readonly string[]): string {
  const named = values.slice(0, mostNamed).map(shown);
  const more = values.length - named.length;
  const last = more > 0 ? `${more} more` : named.pop();
  return named.length === 0 ? (last ?? '') : `${named.join(', ')} or ${last}`;
}

function shown(value: string): string {
  return value === '' ? '(empty)' : value;
}
