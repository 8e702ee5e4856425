/** What two models of several classes say of the same rows, in sentences. */
import type { ClassAgreement } from '../../../contract/index.ts';
import { shiftOf, shiftWords, tooFewRows } from '../judged-shift.ts';
import { count, decimal, percent, signed } from '../written-numbers.ts';

export function classSentences(pair: ClassAgreement, classes: readonly string[], rows: number): string[] {
  const { agreement, kappa, champion, challenger } = pair;
  if (agreement === null) return [];
  const chance = kappa === null ? '' : ` (Cohen's kappa ${decimal(kappa)})`;
  const most = mostMoved(pair.migration);
  const moved =
    most === undefined
      ? ''
      : ` Most often ${challenger} says ${classes[most.to]} where ${champion} says ${classes[most.from]}: ${count(most.weight)} rows.`;
  return [
    `${challenger} and ${champion} give ${percent(agreement)} of the rows the same class${chance}.${moved}`,
    ...shiftSentence(pair, rows),
  ];
}

/** The pair of different classes with the most rows. */
function mostMoved(migration: ClassAgreement['migration']): { from: number; to: number; weight: number } | undefined {
  return migration
    .flatMap((line, from) => line.map((weight, to) => ({ from, to, weight })))
    .filter(({ from, to, weight }) => from !== to && weight > 0)
    .toSorted((a, b) => b.weight - a.weight)[0];
}

/** The class whose probabilities moved most. */
function shiftSentence({ shifts, challenger }: ClassAgreement, rows: number): string[] {
  const [most] = shifts.toSorted((a, b) => (b.psi ?? 0) - (a.psi ?? 0));
  if (most === undefined || most.psi === null || most.meanDifference === null) return [];
  const index = `largest population stability index of ${challenger} is ${decimal(most.psi)}, for ${most.class}, whose mean probability moves by ${signed(most.meanDifference)}`;
  const unjudged = tooFewRows(rows);
  if (unjudged !== undefined) return [`The ${index}; ${unjudged}.`];
  return [`The distributions of their probabilities ${shiftWords[shiftOf(most.psi)]}: the ${index}.`];
}
