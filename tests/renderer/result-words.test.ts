/** How a result's columns are told apart and drawn: labels by value, reasons beside predictions. */
import { describe, expect, it } from 'vitest';
import type { ColumnProfile } from '../../contract/index.ts';
import { asCategories } from '../../renderer/features/result/as-categories.ts';
import { profileTitle } from '../../renderer/features/result/profile-title.ts';
import { isReasonOf } from '../../renderer/features/result/reason-columns.ts';

const label: ColumnProfile = {
  name: 'label',
  type: 'BIGINT',
  rows: 100,
  exact: true,
  nulls: 0,
  nans: 0,
  distinct: 2,
  min: '0',
  max: '2',
  mean: 0.3,
  histogram: { edges: [-0.5, 0.5, 1.5, 2.5], counts: [20, 0, 80] },
  top: null,
};

describe('whole numbers of few values', () => {
  it('are told by value, the most frequent first', () => {
    const shown = asCategories(label);
    expect(shown.histogram).toBeNull();
    expect(shown.top).toEqual({
      values: [
        { value: '2', count: 80 },
        { value: '0', count: 20 },
      ],
      others: 0,
    });
    expect(profileTitle(shown)).toBe('2 in 80\u00A0% of the rows.');
  });

  it('are numbers where they are fractions, many, or in bars of several', () => {
    const wide = Array.from({ length: 12 }, (_, at) => at - 0.5);
    for (const other of [
      { ...label, type: 'DOUBLE' },
      { ...label, histogram: { edges: [0, 10, 20], counts: [1, 2] } },
      { ...label, histogram: { edges: wide, counts: wide.slice(1).map(() => 1) } },
    ]) {
      expect(asCategories(other)).toBe(other);
    }
  });
});

describe('a reason', () => {
  const explain = { asked: 1, explains: 'score', covers: 'model file', rows: null } as const;

  it.each([
    ['reason_1_feature', true],
    ['late_reason_12_contribution', true],
    ['contribution_dep_delay', true],
    ['base_value', true],
    ['label', false],
    ['reasonable_1', false],
  ])('%s: %s', (column, expected) => {
    expect(isReasonOf({ explain }, column)).toBe(expected);
    // Without reasons, a prediction may be called like one.
    expect(isReasonOf({ explain: null }, column)).toBe(false);
  });
});
