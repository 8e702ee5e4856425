/** A window says what is needed next, one step after the other, before it lets a job run. */
import { describe, expect, it } from 'vitest';
import type { Fault } from '../../contract/index.ts';
import { readinessOf, type Checks, type ModelCheck } from '../../renderer/features/score/readiness.ts';

const counts = { unbound: 0, faulty: 0, unsure: 0, ready: 6 };
const model: ModelCheck = { name: 'late', path: '/late.onnx', refusal: null, counts };
const ready: Checks = { hasTable: true, mayLoad: true, models: [model], binding: null, plan: null };
const fault: Fault = { code: 'FIXED_BATCH', message: 'It takes 1 row.', hint: 'Export it again.' };
const texts = (checks: Partial<Checks>) => readinessOf({ ...ready, ...checks }).problems.map(({ text }) => text);

describe('readiness', () => {
  it('asks for a table, then for a model', () => {
    expect(texts({ hasTable: false, models: [] })).toEqual(['Open the table that is to be scored.']);
    expect(texts({ models: [] })).toEqual(['Pick a model.']);
    expect(texts({})).toEqual([]);
  });

  it('names every input that needs something', () => {
    expect(texts({ models: [{ ...model, counts: { unbound: 1, faulty: 2, unsure: 3, ready: 0 } }] })).toEqual([
      'late needs a column for 1 input.',
      'late cannot take what feeds 2 inputs.',
      '3 inputs were matched loosely for late: confirm what feeds them.',
    ]);
  });

  it('says that models wait after the engine ended, and how to go on', () => {
    const waiting = readinessOf({ ...ready, mayLoad: false, models: [{ ...model, refusal: 'unknown' }] });
    expect(waiting.problems).toEqual([
      {
        text: 'Models wait since the engine ended: loading one may have been why.',
        fault: null,
        remedy: 'go on',
      },
    ]);
    expect(waiting.isChecking).toBe(false);
    expect(texts({ mayLoad: false })).toEqual([]);
  });

  it('says why a model cannot be scored, in the engine’s words', () => {
    expect(readinessOf({ ...ready, models: [{ ...model, refusal: fault }] }).problems[0]).toMatchObject({ fault });
  });

  it('tells two models of one name apart', () => {
    expect(texts({ models: [model, { ...model, path: '/b.onnx' }] })).toEqual([
      'Another model is named "late".',
      'Another model is named "late".',
    ]);
  });

  it('is being checked until inputs are known, and shows a plan’s fault last', () => {
    expect(readinessOf({ ...ready, binding: 'unknown' })).toEqual({ problems: [], isChecking: true });
    expect(texts({ plan: fault })).toEqual(['It takes 1 row.']);
    expect(texts({ plan: fault, binding: { ...fault, message: 'No use for it.' } })).toEqual(['No use for it.']);
  });
});
