/** What a user decides about a model's inputs becomes rules of the job. */
import { describe, expect, it } from 'vitest';
import {
  feedsOfBlock,
  rulesFor,
  saidMissing,
  undecided,
  withBlock,
  withConfirmed,
  withFeed,
  withMissing,
  withMissingForAll,
} from '../../renderer/features/binding/decisions.ts';
import type { NamelessBlock, Slot } from '../../renderer/features/binding/slots.ts';

const named: Slot = { input: 'input', index: 2, address: 'hour', block: null };
const block: NamelessBlock = { input: 'X', width: 3 };
const nameless = (index: number): Slot => ({ input: 'X', index, address: `X[${index}]`, block });

describe('a named feature', () => {
  it('is fed by the column that was said last', () => {
    const first = withFeed(undecided, named, { column: 'hour_utc' });
    expect(withFeed(first, named, { sql: 'hour + 1' }).bind).toEqual([{ input: 'hour', sql: 'hour + 1' }]);
  });

  it('goes back to what its name says', () => {
    expect(withFeed(withFeed(undecided, named, { column: 'h' }), named, null).bind).toEqual([]);
  });

  it('is no longer confirmed once something else feeds it', () => {
    const confirmed = withConfirmed(undecided, [named, nameless(0)]);
    expect(confirmed.confirmed).toEqual(['input[2]', 'X[0]']);
    expect(withFeed(confirmed, named, { column: 'h' }).confirmed).toEqual(['X[0]']);
  });
});

describe('a block without names', () => {
  it('is said place by place until every place has a column', () => {
    const some = withFeed(withFeed(undecided, nameless(2), { column: 'c' }), nameless(0), { column: 'a' });
    expect(some.bind).toEqual([
      { input: 'X[0]', columns: ['a'] },
      { input: 'X[2]', columns: ['c'] },
    ]);
    expect(withFeed(some, nameless(1), { column: 'b' }).bind).toEqual([{ input: 'X', columns: ['a', 'b', 'c'] }]);
  });

  it('falls apart into places again where an expression feeds one', () => {
    const whole = withBlock(undecided, block, [{ column: 'a' }, { column: 'b' }, { column: 'c' }]);
    expect(withFeed(whole, nameless(1), { sql: 'b * 2' }).bind).toEqual([
      { input: 'X[0]', columns: ['a'] },
      { input: 'X[1]', sql: 'b * 2' },
      { input: 'X[2]', columns: ['c'] },
    ]);
  });

  it('tells what feeds each place', () => {
    const some = withFeed(undecided, nameless(1), { column: 'b' });
    expect(feedsOfBlock(some, block)).toEqual([null, { column: 'b' }, null]);
    expect(feedsOfBlock(undecided, { input: 'X', width: null })).toEqual([]);
  });
});

describe('missing values', () => {
  const zero = { policy: 'value', value: '0' } as const;

  it('are said for one feature, or for all at once', () => {
    const one = withMissing(undecided, named, zero);
    expect(one.missing).toEqual([{ input: 'hour', missing: zero }]);
    expect(saidMissing(one, named)).toEqual(zero);
    expect(saidMissing(undecided, named)).toBeNull();
    const both = { ...one, missing: [{ missing: { policy: 'error' as const } }, ...one.missing] };
    expect([saidMissing(both, named), saidMissing(both, nameless(1))]).toEqual([zero, { policy: 'error' }]);
    expect(withMissingForAll(one, ['input'], { policy: 'error' }).missing).toEqual([
      { input: 'input', missing: { policy: 'error' } },
    ]);
    expect(withMissing(one, named, null).missing).toEqual([]);
  });
});

describe('the rules of a job', () => {
  it('name the model where several have features of the same name', () => {
    const decisions = withMissing(withFeed(undecided, named, { column: 'h' }), named, { policy: 'error' });
    expect(rulesFor(decisions, 'late-v1', true).bind).toEqual([{ input: 'hour', columns: ['h'] }]);
    expect(rulesFor(decisions, 'late-v1', false)).toEqual({
      bind: [{ input: 'late-v1.hour', columns: ['h'] }],
      missing: [{ input: 'late-v1.hour', missing: { policy: 'error' } }],
    });
  });
});
