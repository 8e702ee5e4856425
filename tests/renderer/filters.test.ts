/** Filters as they are made in a form and read on a chip. */
import { describe, expect, it } from 'vitest';
import { ColumnFilter } from '../../contract/index.ts';
import { draftOf, filterOf, kindOfType, kinds, tests } from '../../renderer/features/filters/filter-choice.ts';
import { filterText } from '../../renderer/features/filters/filter-text.ts';

const draft = { value: '5', upper: '9', values: ['AA', 'UA'] };

describe('a filter', () => {
  it.each(kinds)('of a column of kind %s is one that the engine takes, whatever is asked', (kind) => {
    for (const [test] of tests[kind]) {
      const filter = filterOf('x', { ...draft, test });
      expect(ColumnFilter.safeParse(filter).success, test).toBe(true);
      if (filter !== null) expect(filterOf('x', draftOf(filter))).toEqual(filter);
    }
  });

  it('is none while something is left to be said', () => {
    expect(filterOf('x', { test: 'less', value: '', upper: '', values: [] })).toBeNull();
    expect(filterOf('x', { test: 'between', value: '1', upper: '', values: [] })).toBeNull();
    expect(filterOf('x', { test: 'one-of', value: '', upper: '', values: [] })).toBeNull();
  });

  it('is asked for in the terms of the type', () => {
    expect(['DOUBLE', 'TIMESTAMP', 'VARCHAR', 'BOOLEAN'].map(kindOfType)).toEqual(['number', 'time', 'text', 'other']);
  });

  it('reads like a sentence', () => {
    const read = (filter: ColumnFilter) => filterText(filter);
    expect(read({ test: 'greater', column: 'dep_delay', value: '10' })).toBe('dep_delay > 10');
    expect(read({ test: 'missing', column: 'tailnum' })).toBe('tailnum is missing');
    expect(read({ test: 'between', column: 'hour', from: '5', to: '9' })).toBe('hour between 5 and 9');
    expect(read({ test: 'one-of', column: 'carrier', values: ['AA', 'UA', ''] })).toBe('carrier is AA, UA or (empty)');
    expect(read({ test: 'one-of', column: 'c', values: ['1', '2', '3', '4', '5'] })).toBe('c is 1, 2, 3 or 2 more');
  });
});
