/** The pair of models that is looked at, with its figures at the cut. */
import { useMemo } from 'react';
import type { CompareReport, Cuts, CutTests, LiveFigures, PairedTest } from '../../../contract/index.ts';
import { useCompare, type Found } from './compare-store.ts';
import { decisionsAt, type DecisionFigures } from './decision-figures.ts';

export interface FoundPair {
  champion: string;
  challenger: string;
  /** Place of the challenger among the models, from 1. */
  model: number;
  agreement: CompareReport['agreement'][number];
}

export function usePair({ report }: Found): FoundPair | null {
  const pair = useCompare((state) => state.pair);
  const agreement = report.agreement[pair];
  if (agreement === undefined) return null;
  return { champion: agreement.champion, challenger: agreement.challenger, model: pair + 1, agreement };
}

export interface AtCut {
  live: LiveFigures;
  cuts: Cuts;
  by: 'score' | 'top';
  /** Place of the cut. */
  at: number;
  /** The score, or the percent. */
  cut: number;
  /** By model. */
  thresholds: number[];
  decisions: DecisionFigures;
  /** How sure the difference of their right decisions is; null where no test can tell. */
  test: PairedTest | null;
}

/** Null where nothing could be compared. */
export function useAtCut({ live, report }: Found): AtCut | null {
  const { by, at } = useCompare((state) => state.cut);
  const pair = useCompare((state) => state.pair);
  return useMemo(() => {
    const cuts = live?.[by];
    if (live === null || cuts === undefined) return null;
    const decisions = decisionsAt(live, cuts, pair, at);
    if (decisions === null) return null;
    const thresholds = cuts.thresholds.map((each) => each[at] ?? 0);
    const test = testAt(live.tests[by][pair], at, decisions, report.agreement[pair]);
    return { live, cuts, by, at, cut: cuts.at[at] ?? 0, thresholds, decisions, test };
  }, [live, report, by, at, pair]);
}

function testAt(
  tests: CutTests | undefined,
  at: number,
  { champion: { accuracy: championValue }, challenger: { accuracy: challengerValue } }: DecisionFigures,
  pair: CompareReport['agreement'][number] | undefined,
): PairedTest | null {
  const [pValue, low, high] = [tests?.pValue[at], tests?.low[at], tests?.high[at]];
  if (pValue === undefined || low === undefined || high === undefined || pair === undefined) return null;
  if (championValue === null || challengerValue === null) return null;
  return {
    champion: pair.champion,
    challenger: pair.challenger,
    figure: 'accuracy',
    method: 'mcnemar',
    championValue,
    challengerValue,
    difference: challengerValue - championValue,
    low,
    high,
    pValue,
    better: low > 0 ? 'challenger' : high < 0 ? 'champion' : null,
  };
}
