/** The cut on the screen as the engine is asked for it. */
import type { AskedCut, ComparisonInput } from '../../../contract/index.ts';
import type { Found } from './compare-store.ts';
import type { AtCut } from './use-found-pair.ts';

type Place = Pick<AtCut, 'by' | 'cut'>;

export function askedCut({ by, cut }: Place): AskedCut {
  return by === 'top' ? { top: cut } : { threshold: cut };
}

export function jobAt({ threshold: _, top: __, ...job }: ComparisonInput, at: Place): ComparisonInput {
  return { ...job, ...askedCut(at) };
}

/** The cut that the report tells of; null where it tells of none. */
export function cutOfReport({ job, report }: Pick<Found, 'job' | 'report'>): Place | null {
  const decisions = report.agreement[0]?.decisions;
  if (decisions === null || decisions === undefined) return null;
  return job.top === undefined ? { by: 'score', cut: decisions.championThreshold } : { by: 'top', cut: job.top };
}
