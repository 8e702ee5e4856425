/** The pictures of models that give numbers: how far each is off along what it predicts, and who is nearer where two differ. */
import { liftTitle, residualTitle, type CompareReport, type RegressionQuality } from '../../../contract/index.ts';
import { brief } from '../written-numbers.ts';
import type { Axis } from './chart.ts';
import { figure } from './figure.ts';
import type { Markup } from './markup.ts';

export function numberPictures(report: CompareReport): (Markup | null)[] {
  const numbers = report.quality.filter((quality) => quality.task === 'regression');
  const { label } = report;
  if (label === null || numbers.length === 0) return [];
  return [
    ...numbers.map((quality, at) => residuals(quality, at, numbers)),
    ...report.agreement.map((pair, at) => doubleLift(pair, at + 1, label.column)),
  ];
}

/** Of all models over one range, so that one picture can be held against the other. */
function residuals(
  { model, residuals: tenths }: RegressionQuality,
  at: number,
  all: readonly RegressionQuality[],
): Markup | null {
  if (tenths.length === 0) return null;
  const every = all.flatMap((quality) => quality.residuals);
  return figure(residualTitle(model, tenths, brief), {
    x: axis(
      'mean prediction of a tenth of the rows',
      every.map(({ meanScore }) => meanScore),
    ),
    y: axis('prediction − outcome, 5 % to 95 %', [0, ...every.flatMap(({ low, high }) => [low, high])]),
    level: 0,
    series: [
      {
        name: model,
        look: at,
        dotted: true,
        points: tenths.map(({ meanScore, mean }) => ({ x: meanScore, y: mean })),
        band: tenths.map(({ meanScore, low, high }) => ({ x: meanScore, low, high })),
      },
    ],
  });
}

function doubleLift(pair: CompareReport['agreement'][number], at: number, label: string): Markup | null {
  const { champion, challenger, doubleLift: lift } = pair;
  if (lift === null || lift.tenths.length === 0) return null;
  const sign = lift.by === 'ratio' ? '÷' : '−';
  const means = (key: 'meanLabel' | 'meanChampion' | 'meanChallenger') =>
    lift.tenths.map((one) => ({ x: one.tenth, y: one[key] }));
  const series = [
    { name: label, look: 'label', dotted: true, points: means('meanLabel') },
    { name: champion, look: 0, dotted: true, points: means('meanChampion') },
    { name: challenger, look: at, dotted: true, points: means('meanChallenger') },
  ] as const;
  return figure(liftTitle(pair, lift, label), {
    x: {
      label: `tenth by challenger ${sign} champion, lowest first`,
      from: 1,
      to: 10,
      write: String,
    },
    y: axis(
      'mean',
      series.flatMap(({ points }) => points.map(({ y }) => y)),
    ),
    series,
  });
}

function axis(label: string, values: readonly number[]): Axis {
  return { label, from: Math.min(...values), to: Math.max(...values), write: brief };
}
