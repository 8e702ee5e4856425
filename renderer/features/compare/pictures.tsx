/** The pictures of a comparison. */
import { useMemo } from 'react';
import classes from './compare.module.css';
import type { Found } from './compare-store.ts';
import { CostPicture } from './cost-picture.tsx';
import { Distributions } from './distributions-picture.tsx';
import { NumberPictures } from './number-pictures.tsx';
import { useModelLooks } from './model-looks.ts';
import { Legend } from './picture.tsx';
import { Calibration, Gains, PrecisionRecall, Roc } from './quality-pictures.tsx';
import { useAtCut, usePair } from './use-found-pair.ts';

export function Pictures({ found }: { found: Found }) {
  const looks = useModelLooks(found);
  const at = useAtCut(found);
  const pair = usePair(found);
  const { quality } = found.report;
  // The same list while the cut moves, so that curves are not drawn again with it.
  const binary = useMemo(() => quality.filter((one) => one.task === 'binary'), [quality]);
  const shown = pair === null ? [] : [0, pair.model];
  return (
    <section className={classes.pictures} aria-label="Pictures">
      <Legend looks={looks} />
      <div className={classes.cards}>
        <Distributions found={found} looks={looks} at={at} shown={shown} />
        {binary.length > 0 && <Roc models={binary} report={found.report} looks={looks} at={at} shown={shown} />}
        {binary.length > 0 && <PrecisionRecall models={binary} looks={looks} at={at} shown={shown} />}
        {binary.length > 0 && <Gains models={binary} looks={looks} at={at} shown={shown} />}
        {pair !== null && at !== null && <CostPicture found={found} looks={looks} pair={pair} at={at} />}
        {binary.length > 0 && <Calibration models={binary} looks={looks} />}
        {pair !== null && <NumberPictures report={found.report} pair={pair} looks={looks} />}
      </div>
    </section>
  );
}
