/** Lines of the binding table: what they ask for, how pasted names are read, what is said of losses, how a job file is understood. */
import { describe, expect, it } from 'vitest';
import type { BindingLine, LossCount, ModelCard } from '../../contract/index.ts';
import { columnChoices } from '../../renderer/features/binding/column-choices.ts';
import { decisionsOfJob } from '../../renderer/features/binding/decisions-of-job.ts';
import { inOrder, stateOf } from '../../renderer/features/binding/line-state.ts';
import { countedText, hasDecimalComma, lossParts } from '../../renderer/features/binding/loss-text.ts';
import { readPastedColumns } from '../../renderer/features/binding/pasted-columns.ts';
import { namelessBlocks, slotOf } from '../../renderer/features/binding/slots.ts';

const line: BindingLine = {
  model: 'late',
  input: 'X',
  index: 0,
  feature: 'hour',
  element: 'float',
  length: null,
  column: 'hour',
  sql: null,
  type: 'INTEGER',
  matched: 'exact',
  sure: true,
  missing: { policy: 'nan' },
  samples: [],
  suggestion: null,
  fault: null,
};

function card(features: string[] | null, width: number | null): ModelCard {
  const shape = [null, width];
  return {
    inputs: [{ name: 'X', kind: 'tensor', element: 'float', shape, optional: false }],
    features: features === null ? null : { names: features, source: 'test' },
  } as unknown as ModelCard;
}

describe('a line', () => {
  it('asks for what it needs', () => {
    expect(stateOf(line, [])).toBe('ready');
    expect(stateOf({ ...line, column: null }, [])).toBe('unbound');
    expect(stateOf({ ...line, sure: false }, [])).toBe('unsure');
    expect(stateOf({ ...line, sure: false }, ['X[0]'])).toBe('ready');
    expect(stateOf({ ...line, fault: { code: 'TYPE_MISMATCH', message: '', hint: '' } }, ['X[0]'])).toBe('faulty');
  });

  it('stands before those that need nothing', () => {
    const states = inOrder([{ state: 'ready' }, { state: 'unsure' }, { state: 'unbound' }] as const);
    expect(states.map(({ state }) => state)).toEqual(['unbound', 'unsure', 'ready']);
  });
});

describe('a slot', () => {
  it('is said by its feature where the model names it, and by its place where it does not', () => {
    expect(slotOf(card(['hour'], 1), line)).toMatchObject({ address: 'hour', block: null });
    expect(slotOf(card(['hour', 'day'], 2), line)).toMatchObject({ address: 'hour', block: null });
    expect(slotOf(card(null, 2), line)).toMatchObject({ address: 'X[0]', block: { input: 'X', width: 2 } });
    expect(namelessBlocks(card(['hour', 'day'], 3))).toEqual([{ input: 'X', width: 3 }]);
    expect(namelessBlocks(card(null, null))).toEqual([{ input: 'X', width: null }]);
  });
});

describe('pasted names', () => {
  const columns = ['dep_delay', 'Hour', 'a, b'];

  it.each([
    ['dep_delay\nhour', ['dep_delay', 'Hour'], []],
    ['["dep_delay", \'Hour\']', ['dep_delay', 'Hour'], []],
    ['dep_delay;day\thour', ['dep_delay', 'Hour'], ['day']],
    ['a, b\nHour\n', ['a, b', 'Hour'], []],
  ])('%j', (text, found, unknown) => {
    expect(readPastedColumns(text, columns)).toEqual({ columns: found, unknown });
  });
});

describe('columns to choose from', () => {
  const columns = ['arr_hour', 'hour_utc', 'hour', 'day'].map((name) => ({ name, type: 'INTEGER' }));
  const names = (search: string, suggestion: string | null) =>
    columnChoices(columns, search, suggestion).map(({ name }) => name);

  it('begin with the likeliest', () => {
    expect(names('hour', null)).toEqual(['hour', 'hour_utc', 'arr_hour']);
    expect(names('', 'day')).toEqual(['day', 'arr_hour', 'hour_utc', 'hour']);
  });
});

describe('losses', () => {
  const loss: LossCount = {
    model: 'late',
    input: 'X',
    index: 0,
    feature: 'hour',
    missing: 1200,
    failed: 3,
    rounded: 0,
    overflowed: 0,
    unseen: null,
    unseenValues: [],
    firstFailure: { row: 7, value: 'n/a' },
  };

  it('are said in words, the grave ones first', () => {
    expect(lossParts(loss, 'float')).toEqual([
      {
        text: '3 do not convert',
        example: 'n/a',
        detail: 'Values that are no number of the right kind; the first is “n/a” in row 7.',
        isGrave: true,
      },
      { text: '1,200 missing', example: undefined, detail: 'NULL or NaN.', isGrave: false },
    ]);
  });

  it('say by how much a rounded number may change, where its type tells', () => {
    const rounded = { ...loss, missing: 0, failed: 0, rounded: 25_949 };
    expect(lossParts(rounded, 'float')).toEqual([
      {
        text: '25,949 slightly rounded',
        detail:
          'Numbers with more digits than the model’s input holds are rounded to the nearest, which changes each by at most 0.000006 %, unless it is smaller than 1e-37.',
        isGrave: false,
      },
    ]);
    expect(lossParts(rounded, 'float16')[0]?.detail).not.toContain('at most');
  });

  it.each([
    ['1,5', true],
    ['-1.234,56', true],
    ['12 345,6 ', true],
    ['1,234,567', false],
    ['1.5', false],
    ['a,5', false],
  ])('tell a decimal comma by the first value that does not convert: %j', (value, expected) => {
    expect(hasDecimalComma({ firstFailure: { row: 1, value } })).toBe(expected);
  });

  it('say how many rows were counted', () => {
    expect(countedText({ rows: 100_000, exact: false })).toBe('of the first 100,000 rows');
    expect(countedText({ rows: 1, exact: true })).toBe('of all 1 row');
  });
});

describe('a job file', () => {
  it('is understood as decisions about one model', () => {
    const ruled = { ...line, matched: 'rule', column: 'h', missing: { policy: 'value', value: '0' } } as const;
    const job = { bind: [], missing: [{ input: 'late.hour', missing: ruled.missing }] };
    expect(decisionsOfJob(job, card(['hour', 'day'], 2), [ruled, { ...line, index: 1, feature: 'day' }])).toEqual({
      bind: [{ input: 'hour', columns: ['h'] }],
      missing: [{ input: 'hour', missing: { policy: 'value', value: '0' } }],
      confirmed: [],
    });
  });
});
