/** A table's filters become a job's condition, one that the engine reads as the table does. */
import { describe, expect, it } from 'vitest';
import type { ColumnFilter } from '../../contract/index.ts';
import { conditionOf } from '../../renderer/features/score/condition.ts';

const columns = [
  { name: 'hour', type: 'INTEGER' },
  { name: 'carrier', type: 'VARCHAR' },
  { name: 'day "x"', type: 'DATE' },
];
const one = (filter: ColumnFilter) => conditionOf({ filters: [filter], sort: [] }, columns);

describe('a condition', () => {
  it.each<[ColumnFilter, string]>([
    [{ test: 'at-least', column: 'hour', value: '6' }, '"hour" >= 6'],
    [{ test: 'equals', column: 'hour', value: 'six' }, `"hour" = CAST('six' AS INTEGER)`],
    [{ test: 'not-equals', column: 'carrier', value: "O'H" }, `"carrier" IS DISTINCT FROM 'O''H'`],
    [
      { test: 'between', column: 'day "x"', from: '2013-11-01', to: '2013-11-02' },
      `"day ""x""" BETWEEN CAST('2013-11-01' AS DATE) AND CAST('2013-11-02' AS DATE)`,
    ],
    [{ test: 'one-of', column: 'carrier', values: ['AA', 'B6'] }, `"carrier" IN ('AA', 'B6')`],
    [{ test: 'missing', column: 'hour' }, '("hour" IS NULL)'],
  ])('of %j', (filter, expected) => expect(one(filter)).toBe(expected));

  it('joins filters and what was written', () => {
    const filters: ColumnFilter[] = [{ test: 'present', column: 'hour' }];
    expect(conditionOf({ where: 'hour > 3 OR hour < 1', filters, sort: [] }, columns)).toBe(
      'NOT ("hour" IS NULL) AND (hour > 3 OR hour < 1)',
    );
    expect(conditionOf({ where: 'hour > 3', filters: [], sort: [] }, columns)).toBe('hour > 3');
    expect(conditionOf({ filters: [], sort: [] }, columns)).toBe('');
  });
});
