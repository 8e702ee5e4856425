/** The pictures of a comparison. */
import { useMemo } from 'react';
import type { CompareReport } from '../../../contract/index.ts';
import classes from './compare.module.css';
import type { Found } from './compare-store.ts';
import { scoreText, shareText, signedText } from './figure-text.ts';
import { LinePlot, type Mark } from './line-plot.tsx';
import { useModelLooks, type Look } from './model-looks.ts';
import { Legend, Picture, seriesOf } from './picture.tsx';
import { Calibration, Gains, PrecisionRecall, Roc } from './quality-pictures.tsx';
import { useAtCut, usePair, type AtCut } from './use-found-pair.ts';

export function Pictures({ found }: { found: Found }) {
  const looks = useModelLooks(found);
  const at = useAtCut(found);
  const pair = usePair(found);
  const binary = found.report.quality.filter((quality) => quality.task === 'binary');
  const shown = pair === null ? [] : [0, pair.model];
  return (
    <section className={classes.pictures} aria-label="Pictures">
      <Legend looks={looks} />
      <div className={classes.cards}>
        <Distributions report={found.report} looks={looks} at={at} shown={shown} />
        {binary.length > 0 && <Roc models={binary} report={found.report} looks={looks} at={at} shown={shown} />}
        {binary.length > 0 && <PrecisionRecall models={binary} looks={looks} at={at} shown={shown} />}
        {binary.length > 0 && <Gains models={binary} looks={looks} at={at} shown={shown} />}
        {binary.length > 0 && <Calibration models={binary} looks={looks} />}
      </div>
    </section>
  );
}

interface DistributionsProps {
  report: CompareReport;
  looks: readonly Look[];
  at: AtCut | null;
  /** Models, by their places, that the decision is about. */
  shown: readonly number[];
}

function Distributions({ report: { distributions, agreement }, looks, at, shown }: DistributionsProps) {
  const series = useMemo(
    () =>
      seriesOf(looks, (model) => {
        const bins = distributions[model]?.histogram ?? [];
        const last = bins.at(-1);
        const steps = bins.map(({ from, share: y }) => ({ x: from, y }));
        return last === undefined ? [] : [...steps, { x: last.to, y: last.share }];
      }),
    [looks, distributions],
  );
  const bins = distributions[0]?.histogram ?? [];
  const [first, last] = [bins[0], bins.at(-1)];
  if (first === undefined || last === undefined) return null;
  const highest = Math.max(...distributions.flatMap(({ histogram }) => histogram.map((bin) => bin.share)));
  const shifts = agreement.map(({ challenger, meanDifference }) =>
    meanDifference === null ? challenger : `${challenger} ${signedText(meanDifference)}`,
  );
  const title = `Scores against ${distributions[0]?.model ?? ''} on average: ${shifts.join(', ')}`;
  const marks = upright(looks, at, shown);
  return (
    <Picture
      title={title}
      heads={['scores from', 'to', ...distributions.map(({ model }) => model)]}
      rows={bins.map(({ from, to }, bin) => [
        scoreText(from),
        scoreText(to),
        ...distributions.map(({ histogram }) => shareText(histogram[bin]?.share)),
      ])}
    >
      <LinePlot
        stepped
        series={series}
        x={{ label: 'score', domain: [first.from, last.to === first.from ? first.from + 1 : last.to] }}
        y={{ label: 'share of rows', domain: [0, highest], isShare: true }}
        marks={marks}
        label={title}
      />
    </Picture>
  );
}

/** One line where all select from the same score on. */
function upright(looks: readonly Look[], at: AtCut | null, shown: readonly number[]): Mark[] {
  if (at === null) return [];
  const own = shown.map((model) => ({ x: at.thresholds[model] ?? 0, y: null, colour: looks[model]?.colour ?? '' }));
  return at.by === 'score' ? own.slice(0, 1).map((mark) => ({ ...mark, colour: 'currentColor' })) : own;
}
