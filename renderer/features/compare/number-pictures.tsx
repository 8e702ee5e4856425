/** Pictures of models that give numbers: how far each is off along what it predicts, and who is nearer where two differ. */
import { useMemo } from 'react';
import {
  liftTitle,
  residualTitle,
  type CompareReport,
  type DoubleLift,
  type RegressionQuality,
} from '../../../contract/index.ts';
import { countText } from '../../ui/quantities.ts';
import { briefText } from './figure-text.ts';
import { LinePlot } from './line-plot.tsx';
import type { Look } from './model-looks.ts';
import { Legend, Picture } from './picture.tsx';
import type { FoundPair } from './use-found-pair.ts';

interface NumberPicturesProps {
  report: CompareReport;
  pair: FoundPair;
  looks: readonly Look[];
}

export function NumberPictures({ report: { quality, label }, pair, looks }: NumberPicturesProps) {
  const numbers = useMemo(() => quality.filter((one) => one.task === 'regression'), [quality]);
  const lift = pair.agreement.doubleLift;
  if (label === null) return null;
  return (
    <>
      {numbers.map((one, at) => (
        <Residuals key={one.model} all={numbers} own={one} look={looks[at]} />
      ))}
      {lift !== null && <Lift lift={lift} pair={pair} label={label.column} looks={looks} />}
    </>
  );
}

interface ResidualsProps {
  /** Drawn over one range, so that one picture can be held against the other. */
  all: readonly RegressionQuality[];
  own: RegressionQuality;
  look: Look | undefined;
}

function Residuals({ all, own: { model, residuals }, look }: ResidualsProps) {
  const { colour = '', dash = '' } = look ?? {};
  const series = useMemo(
    () => [
      {
        name: model,
        colour,
        dash,
        isDotted: true,
        points: residuals.map(({ meanScore, mean }) => ({ x: meanScore, y: mean })),
        band: residuals.map(({ meanScore, low, high }) => ({ x: meanScore, low, high })),
      },
    ],
    [model, residuals, colour, dash],
  );
  if (residuals.length === 0) return null;
  const every = all.flatMap((quality) => quality.residuals);
  const title = residualTitle(model, residuals, briefText);
  return (
    <Picture
      title={title}
      heads={['tenth', 'rows', 'mean prediction', 'minus outcome, mean', '5 %', '95 %']}
      rows={() =>
        residuals.map(({ tenth, rows, meanScore, mean, low, high }) => [
          String(tenth),
          countText(rows),
          ...[meanScore, mean, low, high].map(briefText),
        ])
      }
    >
      <LinePlot
        series={series}
        level={0}
        x={{ label: 'mean prediction of a tenth of the rows', domain: rangeOf(every.map((one) => one.meanScore)) }}
        y={{
          label: 'prediction − outcome, 5 % to 95 %',
          domain: rangeOf([0, ...every.flatMap(({ low, high }) => [low, high])]),
        }}
        marks={[]}
        label={title}
      />
    </Picture>
  );
}

interface LiftProps extends Omit<NumberPicturesProps, 'report'> {
  lift: DoubleLift;
  label: string;
}

function Lift({ lift, pair, label, looks }: LiftProps) {
  const { champion, challenger, model } = pair;
  const shown = useMemo(
    () =>
      [{ name: label, colour: 'currentColor', dash: '' }, looks[0], looks[model]].filter((one) => one !== undefined),
    [label, looks, model],
  );
  const series = useMemo(
    () =>
      shown.map((look, at) => ({
        ...look,
        isDotted: true,
        points: lift.tenths.map((one) => ({ x: one.tenth, y: meansOf(one)[at] ?? 0 })),
      })),
    [shown, lift],
  );
  const sign = lift.by === 'ratio' ? '÷' : '−';
  const title = liftTitle(pair, lift, label);
  return (
    <Picture
      title={title}
      heads={['tenth', 'rows', `${challenger} ${sign} ${champion}, from`, 'to', label, champion, challenger]}
      rows={() =>
        lift.tenths.map((one) => [
          String(one.tenth),
          countText(one.rows),
          ...[one.from, one.to, ...meansOf(one)].map(briefText),
        ])
      }
    >
      <Legend looks={shown} />
      <LinePlot
        series={series}
        x={{ label: `tenth by challenger ${sign} champion, lowest first`, domain: [1, 10] }}
        y={{ label: 'mean', domain: rangeOf(lift.tenths.flatMap(meansOf)) }}
        marks={[]}
        label={title}
      />
    </Picture>
  );
}

function meansOf({ meanLabel, meanChampion, meanChallenger }: DoubleLift['tenths'][number]): number[] {
  return [meanLabel, meanChampion, meanChallenger];
}

/** A range of no width could not be drawn over. */
function rangeOf(values: readonly number[]): [number, number] {
  const [lowest, highest] = [Math.min(...values), Math.max(...values)];
  return lowest === highest ? [lowest - 1, highest + 1] : [lowest, highest];
}
