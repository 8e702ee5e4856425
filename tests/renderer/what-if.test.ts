/** What is said about a row that is tried with other values. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { Curve } from '../../contract/index.ts';
import { curveTitle } from '../../renderer/features/what-if/curve-title.ts';
import { curveOf, mostTelling, shortName } from '../../renderer/features/what-if/predictions.ts';
import { sharedFeatures } from '../../renderer/features/what-if/shared-features.ts';
import { changeFeature, resetFeature, tryRow, useTrial } from '../../renderer/features/what-if/trial-store.ts';

const curve: Curve = {
  feature: 'dep_delay',
  kind: 'number',
  at: ['0', '30', '60'],
  lines: [
    { model: 'v1', column: 'v1_probabilities_1', values: [0.21, 0.4, 0.74] },
    { model: 'v2', column: 'v2_probabilities_1', values: [0.3, 0.3, 0.31] },
  ],
};

describe('the title of a curve', () => {
  it('says where the line that moves most comes from and goes to', () => {
    expect(curveTitle(curve)).toBe('v1_probabilities_1 rises from 21\u00A0% to 74\u00A0% between dep_delay 0 and 60.');
    const falling = { ...curve, lines: [{ model: 'm', column: 'minutes', values: [1540.4, null, 12] }] };
    expect(curveTitle(falling)).toBe('minutes falls from 1,540 to 12 between dep_delay 0 and 60.');
  });

  it('names categories, and says where nothing moves', () => {
    const lines = [{ model: 'm', column: 'probability', values: [0.5, 0.2, 0.3] }];
    expect(curveTitle({ feature: 'carrier', kind: 'category', at: ['AA', 'B6', 'UA'], lines })).toBe(
      'probability lies between 20\u00A0% for B6 and 50\u00A0% for AA.',
    );
    const flat = [{ model: 'm', column: 'probability', values: [0.5, null, 0.5] }];
    expect(curveTitle({ ...curve, lines: flat })).toBe('No prediction changes with dep_delay.');
  });
});

describe('predictions of several models', () => {
  it('are told by their name without the model’s', () => {
    expect(shortName({ model: 'late-v1', column: 'predicted_late-v1_label' })).toBe('label');
    expect(shortName({ model: 'late-v1', column: 'label' })).toBe('label');
    expect(curveOf(curve, 'probabilities_1').lines).toHaveLength(2);
    expect(curveOf(curve, 'label').lines).toHaveLength(0);
  });

  it('begin with the one that says most', () => {
    const score = (column: string, type: string, after: number | string) => ({
      model: 'm',
      column,
      type,
      before: after,
      after,
    });
    const label = score('label', 'BIGINT', 1);
    expect(mostTelling([score('p0', 'FLOAT', 0.5), score('p1', 'FLOAT', 0.5), label])).toBe('p1');
    expect(mostTelling([label, score('name', 'VARCHAR', 'yes')])).toBe('label');
    expect(mostTelling([score('name', 'VARCHAR', 'yes')])).toBeNull();
  });
});

describe('features', () => {
  beforeEach(() => useTrial.setState({ row: null, changes: {}, feature: null }));

  it('of several models are one where they are fed alike', () => {
    const feature = (model: string, before: string) => ({
      model,
      feature: 'hour',
      type: 'INTEGER',
      before,
      after: before,
    });
    const shared = sharedFeatures({ features: [feature('v1', '6'), feature('v2', '6'), feature('v3', '7')] });
    expect(shared.map(({ addresses }) => addresses)).toEqual([['v1.hour', 'v2.hour'], ['v3.hour']]);
  });

  it('are changed together, and forgotten with their row', () => {
    tryRow(7);
    changeFeature(['v1.hour', 'v2.hour'], '8');
    changeFeature(['v1.day'], null);
    resetFeature(['v1.hour', 'v2.hour']);
    expect(useTrial.getState().changes).toEqual({ 'v1.day': null });
    tryRow(7);
    expect(useTrial.getState().changes).toEqual({ 'v1.day': null });
    tryRow(8);
    expect(useTrial.getState().changes).toEqual({});
  });
});
