/** What the page of a comparison says in sentences. */
import { expect, test } from 'vitest';
import type { LiveFigures, PairedTest, RowSums } from '../../contract/index.ts';
import { cutSentence, decisionSentence } from '../../renderer/features/compare/cut-sentence.ts';
import { decisionsAt } from '../../renderer/features/compare/decision-figures.ts';
import { headlineOf } from '../../renderer/features/compare/headline.ts';
import type { AtCut, FoundPair } from '../../renderer/features/compare/use-found-pair.ts';

function sums(rows: number, outcome: number): RowSums {
  return { rows, weight: rows, judged: rows, outcome, value: 0, championScore: 0, challengerScore: 0 };
}

function cutSums(rows: number, outcome: number) {
  return Object.fromEntries(Object.entries(sums(rows, outcome)).map(([key, value]) => [key, [value]]));
}

/** Champion and challenger select 300 and 400 rows, 200 of them both. */
function decisionsOf(outcomes: { champion: number; challenger: number; both: number }) {
  const pair = {
    champion: cutSums(300, outcomes.champion),
    challenger: cutSums(400, outcomes.challenger),
    both: cutSums(200, outcomes.both),
  };
  const cuts = { at: [0.5], thresholds: [[0.5], [0.5]], pairs: [pair] } as unknown as LiveFigures['score'];
  const live = { score: cuts, top: cuts, all: [sums(1000, 500)], tenths: [], sql: {} } as unknown as LiveFigures;
  const decisions = decisionsAt(live, cuts, 0, 0);
  if (decisions === null) throw new Error('no decisions');
  return decisions;
}

const pair = { champion: 'old', challenger: 'new' };

test('a cut says what changes hands and what came of it', () => {
  const at = { by: 'score' as const, cut: 0.5, decisions: decisionsOf({ champion: 150, challenger: 220, both: 120 }) };
  expect(cutSentence(pair, at, { task: 'binary', label: { column: 'y', positive: '1' } })).toBe(
    'From a score of 0.5 on, new alone selects 200 rows (50.0 % came true) and old alone selects 100 rows (30.0 % came true); they agree on 70.0 %.',
  );
  expect(cutSentence(pair, at, { task: 'binary', label: null })).toBe(
    'From a score of 0.5 on, new alone selects 200 rows and old alone selects 100 rows; they agree on 70.0 %.',
  );
});

test('of numbers it says their mean, which is no share', () => {
  const decisions = decisionsOf({ champion: -900, challenger: -2000, both: -200 });
  const told = { task: 'regression' as const, label: { column: 'delay', positive: null } };
  expect(cutSentence(pair, { by: 'top', cut: 12.5, decisions }, told)).toBe(
    'Each selecting its highest 12.5 %, new alone selects 200 rows (delay −9.0000 on average) and old alone selects 100 rows (delay −7.0000 on average); they agree on 70.0 %.',
  );
});

test('the headline gives each side what it is surely better at', () => {
  const paired = (figure: PairedTest['figure'], better: PairedTest['better']): PairedTest => ({
    ...pair,
    figure,
    better,
    method: 'bootstrap',
    championValue: 0,
    challengerValue: 0,
    difference: 0,
    low: 0,
    high: 0,
    pValue: null,
  });
  const told = {
    findings: ['swap at 0.5', 'first'],
    cutFindings: ['swap at 0.5'],
    verdict: null,
    task: 'binary' as const,
    label: { column: 'y', positive: '1' },
  };
  const tests = [paired('auc', 'challenger'), paired('logLoss', 'champion'), paired('brier', 'champion')];
  const found = { ...pair, model: 1, agreement: {} } as unknown as FoundPair;
  const headline = (of: readonly PairedTest[]) => headlineOf({ ...told, tests: [...of] }, found, null);
  expect(headline(tests).headline).toBe('new ranks better; old gives better probabilities.');
  expect(headline([paired('auc', null)]).headline).toBe('No sure difference between new and old.');
  expect(headline([])).toEqual({ headline: 'first', others: [] });
});

test('the headline and the test of decisions are those of the cut', () => {
  const decided = (better: PairedTest['better']): PairedTest => ({
    ...pair,
    figure: 'accuracy',
    better,
    method: 'mcnemar',
    championValue: 0.8,
    challengerValue: 0.9,
    difference: 0.1,
    low: 0.05,
    high: 0.15,
    pValue: 0.001,
  });
  const told = {
    findings: ['From a score of 0.5 on: old decides better'],
    cutFindings: ['From a score of 0.5 on: old decides better'],
    verdict: null,
    task: 'binary' as const,
    label: { column: 'y', positive: '1' },
    tests: [decided('champion')],
  };
  const found = { ...pair, model: 1, agreement: {} } as unknown as FoundPair;
  const decisions = decisionsOf({ champion: 150, challenger: 220, both: 120 });
  const at = { by: 'score', cut: 0.3, decisions, test: decided('challenger') } as unknown as AtCut;
  expect(headlineOf(told, found, at)).toEqual({ headline: 'new decides better at 0.3.', others: [] });
  expect(decisionSentence(at, pair)).toBe(
    'At 0.3, new decides 90.0 % of the rows rightly and old 80.0 %: new is surely better (McNemar’s test, p 0.0010).',
  );
  expect(
    headlineOf({ ...told, tests: [], label: null }, found, { ...at, by: 'top', cut: 10, test: null }).headline,
  ).toBe(
    'Each selecting its highest 10 %, new alone selects 200 rows and old alone selects 100 rows; they agree on 70.0 %.',
  );
});
