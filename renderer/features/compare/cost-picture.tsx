/** What the decisions of both models cost along the cut, and where each costs least. */
import { useMemo } from 'react';
import type { Found } from './compare-store.ts';
import { costCurve, costOf, type CostCurve, type Costs } from './costs.ts';
import { amountText, scoreText } from './figure-text.ts';
import { LinePlot } from './line-plot.tsx';
import type { Look } from './model-looks.ts';
import { Picture } from './picture.tsx';
import type { AtCut, FoundPair } from './use-found-pair.ts';

interface CostPictureProps {
  found: Found;
  looks: readonly Look[];
  pair: FoundPair;
  at: AtCut;
}

export function CostPicture({ found: { job }, ...rest }: CostPictureProps) {
  const { costs } = job;
  if (costs === undefined || rest.at.decisions.champion.accuracy === null) return null;
  return <Costs costs={costs} {...rest} />;
}

function Costs({ costs, looks, pair, at }: Omit<CostPictureProps, 'found'> & { costs: Costs }) {
  const { live, cuts, by } = at;
  const curve = useMemo(() => costCurve(costs, live, cuts, pair.model - 1), [costs, live, cuts, pair.model]);
  const shown = useMemo(() => [looks[0], looks[pair.model]].filter((look) => look !== undefined), [looks, pair.model]);
  const series = useMemo(
    () => shown.map((look, side) => ({ ...look, points: curve?.points[side] ?? [] })),
    [shown, curve],
  );
  if (curve === null) return null;
  const title = titleOf(curve, pair, by);
  const all = curve.points.flat().map(({ y }) => y);
  const now = [costOf(costs, at.decisions.champion), costOf(costs, at.decisions.challenger)];
  return (
    <Picture title={title} {...tableOf(curve, pair, by)}>
      <LinePlot
        series={series}
        x={{
          label: by === 'top' ? 'highest percent of the rows selected' : 'score from which on rows are selected',
          domain: [cuts.at[0] ?? 0, cuts.at.at(-1) ?? 1],
        }}
        y={{ label: 'cost', domain: [Math.min(0, ...all), Math.max(0, ...all)], write: amountText }}
        marks={shown.map(({ colour }, side) => ({ x: at.cut, y: now[side] ?? 0, colour }))}
        label={title}
      />
    </Picture>
  );
}

function cutWritten(by: AtCut['by'], x: number): string {
  return by === 'top' ? `${scoreText(x)} %` : scoreText(x);
}

function titleOf({ lowest: [own, other] }: CostCurve, { champion, challenger }: FoundPair, by: AtCut['by']): string {
  const told = (name: string, { x, y }: CostCurve['lowest'][0]) => `${name} ${amountText(y)} at ${cutWritten(by, x)}`;
  return `Lowest cost: ${told(champion, own)}, ${told(challenger, other)}`;
}

/** At every tenth of the cuts. */
function tableOf({ points: [own, other] }: CostCurve, { champion, challenger }: FoundPair, by: AtCut['by']) {
  const places = Array.from({ length: 11 }, (_, tenth) => Math.round((tenth / 10) * (own.length - 1)));
  return {
    heads: [by === 'top' ? 'percent' : 'score', champion, challenger],
    rows: () =>
      places.map((place) => [
        cutWritten(by, own[place]?.x ?? 0),
        amountText(own[place]?.y ?? 0),
        amountText(other[place]?.y ?? 0),
      ]),
  };
}
