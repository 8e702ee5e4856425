/** Asks for the figures that do not follow the slider by themselves at the cut on the screen; no row is scored again. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useClient } from '../../transport/client.ts';
import { tellFault } from '../../ui/notice.ts';
import { askedCut, cutOfReport, jobAt } from './asked-cut.ts';
import classes from './compare.module.css';
import { useCompare, type Found } from './compare-store.ts';
import { cutText } from './cut-sentence.ts';
import { useAtCut } from './use-found-pair.ts';

export function MeasureAgain({ found, what }: { found: Found; what: string }) {
  const client = useClient();
  const at = useAtCut(found);
  const [isMeasuring, setIsMeasuring] = useState(false);
  const told = cutOfReport(found);
  if (at === null || (told !== null && told.by === at.by && told.cut === at.cut)) return null;
  const measure = async () => {
    setIsMeasuring(true);
    try {
      const report = await client.compare.measure({ id: found.id, cut: askedCut(at) });
      useCompare.setState((state) =>
        state.found?.id === found.id ? { found: { ...state.found, report, job: jobAt(found.job, at) } } : {},
      );
    } catch (error) {
      tellFault(error);
    }
    setIsMeasuring(false);
  };
  return (
    <p className={classes.spread}>
      <span className={classes.dim}>
        {told === null ? `${what} are told without a cut.` : `${what} are told ${cutText(told)}.`}
      </span>
      <Button size="compact-sm" variant="default" loading={isMeasuring} onClick={() => void measure()}>
        Tell {what.toLowerCase()} {cutText(at)}
      </Button>
    </p>
  );
}
