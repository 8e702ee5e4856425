/** What a comparison found, in sentences: the same in the terminal, in the report and in the window. */
import { figureVerbs, type Agreement, type CompareReport, type PairedTest } from '../../contract/index.ts';
import { classSentences } from './classes/class-findings.ts';
import { driftSentences } from './drift/drift-findings.ts';
import type { Selection } from './decisions.ts';
import { shiftOf, shiftWords, tooFewRows, tooManyTies } from './judged-shift.ts';
import { rankingSentences } from './ranking/ranking-findings.ts';
import { holmAdjusted } from './slices/holm.ts';
import { foundSentence } from './slices/sentence.ts';
import { count, decimal, percent, pValue, shortest, signed } from './written-numbers.ts';

/** Of a report: what sentences are made from. */
export type TellingFigures =
  | 'agreement'
  | 'quality'
  | 'tests'
  | 'segments'
  | 'foundSegments'
  | 'classes'
  | 'ranking'
  | 'drift'
  | 'fairness';

type Found = Pick<CompareReport, TellingFigures | 'verdict'> & { compared: number };

const figureNames: Readonly<Record<PairedTest['figure'], string>> = {
  auc: 'AUC',
  accuracy: 'share of right decisions',
  balancedAccuracy: 'balanced accuracy',
  macroF1: 'macro F1',
  logLoss: 'log loss',
  brier: 'Brier score',
  mae: 'mean absolute error',
  rmse: 'root mean squared error',
  ndcg10: 'NDCG of the first 10',
  ndcg5: 'NDCG of the first 5',
  ndcg: 'NDCG of all',
  map: 'mean average precision',
  mrr: 'mean reciprocal rank',
};

/** Beyond this level of significance a difference is no finding. */
const level = 0.05;

export function findingsOf(
  found: Found,
  selection: Selection | undefined,
): Pick<CompareReport, 'findings' | 'cutFindings'> {
  const where = selection === undefined ? '' : cutWords(selection);
  const decisionTests = found.tests.filter(isOfDecisions).map((test) => testSentence(test, where));
  const swaps = found.agreement.flatMap((pair) => swapSentence(pair, where));
  const findings = [
    ...verdictSentence(found.verdict),
    ...(found.compared === 0
      ? ['There was nothing to compare: no row has a score of each model and a weight above 0.']
      : []),
    ...found.tests.map((test) => testSentence(test, isOfDecisions(test) ? where : '')),
    ...found.agreement.flatMap((pair) => [...swapSentence(pair, where), ...shiftSentence(pair, found.compared)]),
    ...(found.drift === null ? [] : driftSentences(found.drift)),
    ...(found.classes?.agreement ?? []).flatMap((pair) =>
      classSentences(pair, found.classes?.classes ?? [], found.compared),
    ),
    ...(found.ranking === null ? [] : rankingSentences(found.ranking)),
    ...segmentSentences(found.segments),
    ...found.foundSegments.map(foundSentence),
    ...found.fairness.flatMap((one) => fairnessSentence(one, where)),
  ];
  return { findings, cutFindings: [...decisionTests, ...swaps] };
}

/** The cut that a sentence is true at, to be put before it. */
function cutWords(selection: Selection): string {
  if ('top' in selection) return `Each selecting its highest ${selection.top} %, `;
  return `From a score of ${shortest(selection.threshold)} on, `;
}

function isOfDecisions({ figure }: PairedTest): boolean {
  return figure === 'accuracy';
}

function verdictSentence(verdict: Found['verdict']): string[] {
  if (verdict === null) return [];
  const broken = verdict.limits.filter(({ holds }) => !holds).length;
  if (broken === 0) return [`Passed: every limit is kept (${verdict.limits.length} of ${verdict.limits.length}).`];
  return [`Not passed: ${broken} of ${verdict.limits.length} limit${verdict.limits.length === 1 ? '' : 's'} not kept.`];
}

function testSentence(test: PairedTest, where: string): string {
  const name = figureNames[test.figure];
  const interval = `difference ${signed(test.difference)}, 95 % interval ${signed(test.low)} to ${signed(test.high)}`;
  const p = test.pValue === null ? '' : `, p ${pValue(test.pValue)}`;
  const values = `${name} ${decimal(test.challengerValue)} for ${test.challenger}, ${decimal(test.championValue)} for ${test.champion}`;
  if (test.better === null)
    return `${where}${where === '' ? 'No' : 'no'} sure difference: ${values} (${interval}${p}).`;
  const better = test.better === 'champion' ? test.champion : test.challenger;
  return `${where}${better} ${figureVerbs[test.figure]}: ${values} (${interval}${p}).`;
}

function swapSentence(pair: Agreement, where: string): string[] {
  if (pair.decisions === null) return [];
  const { agreement, swap } = pair.decisions;
  const rates = [swap.swappedIn.positiveRate, swap.swappedOut.positiveRate];
  const [rateIn, rateOut] = rates.map((rate) => (rate === null ? '' : `, of which ${percent(rate)} came true`));
  return [
    `${where}${pair.challenger} and ${pair.champion} decide the same on ${agreement === null ? 'no' : percent(agreement)} of the rows: ` +
      `${pair.challenger} alone selects ${count(swap.swappedIn.rows)}${rateIn}, and ${pair.champion} alone ${count(swap.swappedOut.rows)}${rateOut}.`,
  ];
}

function shiftSentence({ psi, champion, challenger, migration }: Agreement, rows: number): string[] {
  if (psi === null) return [];
  const index = `population stability index of ${challenger} is ${decimal(psi)}`;
  const unjudged = tooFewRows(rows) ?? tooManyTies(champion, migration);
  if (unjudged !== undefined) return [`The ${index}; ${unjudged}.`];
  return [`The distributions of their scores ${shiftWords[shiftOf(psi)]}: the ${index}.`];
}

/** Segments in which a challenger is surely worse, with Holm's correction over all segments of all challengers. */
function segmentSentences(segments: Found['segments']): string[] {
  const tests = segments.flatMap(({ column, parts }) =>
    parts.flatMap(({ name, tests: found }) =>
      found.flatMap((test) =>
        test.figure === 'auc' && test.pValue !== null ? [{ test, p: test.pValue, where: `${column} ${name}` }] : [],
      ),
    ),
  );
  const adjusted = holmAdjusted(tests.map(({ p }) => p));
  const corrected = tests.map(({ test, where }, at) => ({ test, where, p: adjusted[at] ?? 1 }));
  const challengers = new Set(tests.map(({ test }) => test.challenger));
  return [...challengers].map((challenger) =>
    segmentSentence(
      challenger,
      corrected.filter(({ test }) => test.challenger === challenger),
    ),
  );
}

function segmentSentence(challenger: string, tests: readonly { test: PairedTest; p: number; where: string }[]): string {
  const worse = tests.filter(({ test, p }) => p <= level && test.difference < 0);
  const looked = `of ${tests.length} segment${tests.length === 1 ? '' : 's'}`;
  if (worse.length === 0) return `${challenger} ranks surely worse in none ${looked} (Holm's correction).`;
  const told = worse
    .toSorted((a, b) => a.test.difference - b.test.difference)
    .slice(0, 5)
    .map(({ test, where }) => `${where} (AUC ${signed(test.difference)})`);
  return `${challenger} ranks surely worse in ${worse.length} ${looked}: ${told.join(', ')} (Holm's correction).`;
}

function fairnessSentence({ column, ratios }: Found['fairness'][number], where: string): string[] {
  const told = ratios.flatMap(({ model, selection }) =>
    selection === null ? [] : [`${decimal(selection)} times as often by ${model}`],
  );
  if (told.length === 0) return [];
  return [
    `${where}${where === '' ? 'By' : 'by'} ${column}, the group that is selected least is selected ${told.join(' and ')} as the one that is selected most.`,
  ];
}
