/** The comparison as it would run, and what stands in its way. */
import { useMemo } from 'react';
import type { ComparisonInput } from '../../../contract/index.ts';
import { useJob } from '../score/job-store.ts';
import { candidatesOf, comparisonOf, type Candidate } from './candidates.ts';
import { useCompare } from './compare-store.ts';

interface NextComparison {
  candidates: Candidate[];
  /** Null while it cannot run. */
  job: ComparisonInput | null;
}

export function useComparison(): NextComparison {
  const job = useJob();
  const choices = useCompare((state) => state.choices);
  return useMemo(() => ({ candidates: candidatesOf(job, choices), job: comparisonOf(job, choices) }), [job, choices]);
}
