/** How the scores of each model are spread; each bar opens its rows. */
import { UnstyledButton } from '@mantine/core';
import { useMemo } from 'react';
import { useClient } from '../../transport/client.ts';
import classes from './compare.module.css';
import type { Found } from './compare-store.ts';
import { rangeCondition } from './conditions.ts';
import { scoreText, shareText, signedText } from './figure-text.ts';
import { LinePlot, type Mark } from './line-plot.tsx';
import type { Look } from './model-looks.ts';
import { Picture, seriesOf } from './picture.tsx';
import { showRows } from './show-rows.ts';
import type { AtCut } from './use-found-pair.ts';

interface DistributionsProps {
  found: Found;
  looks: readonly Look[];
  at: AtCut | null;
  /** Models, by their places, that the decision is about. */
  shown: readonly number[];
}

export function Distributions({ found, looks, at, shown }: DistributionsProps) {
  const { distributions, agreement } = found.report;
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
  const { open, pick } = useBars(found);
  return (
    <Picture
      title={title}
      heads={['scores from', 'to', ...distributions.map(({ model }) => model)]}
      rows={() =>
        bins.map(({ from, to }, bin) => [
          scoreText(from),
          scoreText(to),
          ...distributions.map(({ histogram, model: name }, model) => (
            <UnstyledButton
              key={name}
              className={classes.link}
              aria-label={`${shareText(histogram[bin]?.share)} ${barText(name, { from, to })}: show the rows`}
              onClick={() => open(model, bin)}
            >
              {shareText(histogram[bin]?.share)}
            </UnstyledButton>
          )),
        ])
      }
    >
      <LinePlot
        stepped
        series={series}
        x={{ label: 'score', domain: [first.from, last.to === first.from ? first.from + 1 : last.to] }}
        y={{ label: 'share of rows', domain: [0, highest], isShare: true }}
        marks={marks}
        label={title}
        onPick={pick}
      />
    </Picture>
  );
}

/** What opens the rows behind a bar: its model and its place, or a place in the picture. */
function useBars(found: Found) {
  const client = useClient();
  const { distributions } = found.report;
  const bins = distributions[0]?.histogram ?? [];
  const open = (model: number, bin: number) => {
    const [name, range] = [distributions[model]?.model ?? '', distributions[model]?.histogram[bin]];
    if (found.live === null || range === undefined) return;
    const where = rangeCondition(found.live.sql, new Map([[model, { ...range, isOpen: bin < bins.length - 1 }]]));
    void showRows(client, found, where, `Rows ${barText(name, range)}`);
  };
  /** Of the model whose line is nearest. */
  const pick = (x: number, y: number) => {
    const at = bins.findLastIndex(({ from }) => from <= x);
    const bin = Math.max(0, at);
    const gap = (model: number) => Math.abs((distributions[model]?.histogram[bin]?.share ?? 0) - y);
    const nearest = [...distributions.keys()].reduce((best, model) => (gap(model) < gap(best) ? model : best), 0);
    open(nearest, bin);
  };
  return { open, pick };
}

function barText(model: string, { from, to }: { from: number; to: number }): string {
  return `with a score of ${model} from ${scoreText(from)} to ${scoreText(to)}`;
}

/** One line where all select from the same score on. */
function upright(looks: readonly Look[], at: AtCut | null, shown: readonly number[]): Mark[] {
  if (at === null) return [];
  const own = shown.map((model) => ({ x: at.thresholds[model] ?? 0, y: null, colour: looks[model]?.colour ?? '' }));
  return at.by === 'score' ? own.slice(0, 1).map((mark) => ({ ...mark, colour: 'currentColor' })) : own;
}
