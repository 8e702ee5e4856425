/** What stays, and what is forgotten, when a table is read again or another is opened. */
import { hashKey } from '@tanstack/react-query';
import { beforeEach, describe, expect, it } from 'vitest';
import { keepSameSubject } from '../../renderer/features/binding/binding-key.ts';
import { undecided } from '../../renderer/features/binding/decisions.ts';
import { choicesFor } from '../../renderer/features/grid/column-order.ts';
import { emptyJob, setSourceFound, useJob, type PickedModel } from '../../renderer/features/score/job-store.ts';
import { stateOfFiles } from '../../renderer/features/sources/source-state.ts';
import { viewFor } from '../../renderer/features/sources/view-for.ts';
import { whyNotFollowed } from '../../renderer/features/what-if/use-follow-selection.ts';

const columns = ['a', 'b', 'c'].map((name) => ({ name, type: 'BIGINT' }));
const source = { paths: ['/data/flights.csv'], csv: {}, types: {} };
const files = [{ path: '/data/flights.csv', bytes: 10, modified: '2026-11-24T08:00:00.000Z' }];
const sourceState = stateOfFiles(files);

describe('a table that is read again', () => {
  it('keeps its order and filters of columns that are still there, and its condition', () => {
    const view = {
      where: 'gone > 1',
      filters: ['a', 'gone'].map((column) => ({ test: 'missing' as const, column })),
      sort: ['gone', 'b'].map((column) => ({ column, descending: true })),
    };
    expect(viewFor(view, columns)).toEqual({
      where: 'gone > 1',
      filters: [{ test: 'missing', column: 'a' }],
      sort: [{ column: 'b', descending: true }],
    });
  });

  it('keeps what was chosen for columns that are still there, of which one at least is shown', () => {
    const choices = {
      order: ['c', 'gone', 'a'],
      frozen: new Set(['gone', 'c']),
      hidden: new Set(['b', 'gone']),
      widths: new Map([
        ['gone', 80],
        ['a', 90],
      ]),
    };
    expect(choicesFor(choices, columns)).toEqual({
      order: ['c', 'a'],
      frozen: new Set(['c']),
      hidden: new Set(['b']),
      widths: new Map([['a', 90]]),
    });
    expect(choicesFor(choices, columns.slice(1, 2)).hidden).toEqual(new Set());
  });
});

describe('what was decided for a model', () => {
  const decisions = { ...undecided, confirmed: ['x[0]'] };
  const model = (origin: PickedModel['origin']) => ({
    path: `/${origin}`,
    name: origin,
    decisions,
    origin,
    before: null,
  });
  beforeEach(() => useJob.setState({ ...emptyJob, models: [model('new'), model('job file')] }, true));

  it('stays where the columns are the same, which other rows do not change', () => {
    setSourceFound('then', columns);
    setSourceFound('now', [...columns]);
    expect(useJob.getState()).toMatchObject({ sourceState: 'now', models: [{ decisions }, { decisions }] });
  });

  it('is looked up again where they are others, but for what a job file says', () => {
    setSourceFound('then', columns);
    setSourceFound('now', columns.slice(1));
    expect(useJob.getState().models.map((each) => each.decisions)).toEqual([null, undecided]);
  });
});

describe('an answer', () => {
  const key = ['trial', ['draft', 7], { hour: '8' }];
  const keep = keepSameSubject(key);

  it('stays on the screen until the next about the same row comes, and no longer', () => {
    expect(keep('before', { queryKey: ['trial', ['draft', 7], {}] })).toBe('before');
    expect(keep('before', { queryKey: ['trial', ['draft', 6], { hour: '8' }] })).toBeUndefined();
    expect(keep('before', undefined)).toBeUndefined();
    expect(hashKey(key)).not.toBe(hashKey(['trial', ['draft', 7], {}]));
  });
});

describe('a row of a result', () => {
  const from = { source, sourceState, isPart: false };
  const why = (result: Parameters<typeof whyNotFollowed>[0], now = sourceState) =>
    whyNotFollowed(result, { source, sourceState: now });

  it('is tried where it is the same row of the table', () => {
    expect(why(from)).toBeNull();
  });

  it('is not where the result has other rows, and the window says so', () => {
    expect(why({ ...from, isPart: true })).toBe(
      'This result holds only some rows of its table, so its rows are numbered otherwise.',
    );
    expect(why({ ...from, source: { ...source, paths: ['/data/old.csv'] } })).toBe(
      'This result was scored from old.csv; rows of flights.csv are tried here.',
    );
    expect(why(from, stateOfFiles([{ path: '/data/flights.csv', bytes: 11, modified: 'later' }]))).toBe(
      'flights.csv was changed since this result was scored.',
    );
    expect(why(null)).toBe('It is not known which rows this result was scored from.');
  });
});
