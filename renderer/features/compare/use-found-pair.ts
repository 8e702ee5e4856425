/** The pair of models that is looked at, with its figures at the cut. */
import { useMemo } from 'react';
import type { CompareReport, Cuts, LiveFigures } from '../../../contract/index.ts';
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
}

/** Null where nothing could be compared. */
export function useAtCut({ live }: Found): AtCut | null {
  const { by, at } = useCompare((state) => state.cut);
  const pair = useCompare((state) => state.pair);
  return useMemo(() => {
    const cuts = live?.[by];
    if (live === null || cuts === undefined) return null;
    const decisions = decisionsAt(live, cuts, pair, at);
    if (decisions === null) return null;
    const thresholds = cuts.thresholds.map((each) => each[at] ?? 0);
    return { live, cuts, by, at, cut: cuts.at[at] ?? 0, thresholds, decisions };
  }, [live, by, at, pair]);
}
