/** Pictures of what each model is worth on the rows with an outcome; a dot on each curve is the decision. */
import { useMemo } from 'react';
import type { BinaryQuality, CompareReport } from '../../../contract/index.ts';
import type { ConfusionFigures } from './decision-figures.ts';
import { decimalText, shareText } from './figure-text.ts';
import { LinePlot, type Mark, type Series } from './line-plot.tsx';
import type { Look } from './model-looks.ts';
import { Picture, seriesOf } from './picture.tsx';
import type { AtCut } from './use-found-pair.ts';

interface PictureProps {
  models: readonly BinaryQuality[];
  looks: readonly Look[];
  at: AtCut | null;
  /** Models, by their places, that the decision is about. */
  shown: readonly number[];
}

const share = (label: string) => ({ label, domain: [0, 1] as const, isShare: true });

/** Where the decision lies on the curve of each model that it is about. */
function dots(
  { looks, at, shown }: Omit<PictureProps, 'models'>,
  place: (figures: ConfusionFigures, rate: number | null) => { x: number | null; y: number | null },
): Mark[] {
  if (at === null) return [];
  const { decisions } = at;
  return shown.flatMap((model) => {
    const isChampion = model === 0;
    const { x, y } = place(
      isChampion ? decisions.champion : decisions.challenger,
      isChampion ? decisions.championRate : decisions.challengerRate,
    );
    return x === null || y === null ? [] : [{ x, y, colour: looks[model]?.colour ?? '' }];
  });
}

export function Roc({ models, report, ...rest }: PictureProps & { report: CompareReport }) {
  const { looks } = rest;
  const series = useMemo(() => seriesOf(looks, (model) => models[model]?.roc ?? []), [looks, models]);
  const auc = report.tests.find(({ figure }) => figure === 'auc');
  const who =
    auc === undefined
      ? 'Ranking'
      : auc.better === null
        ? `${auc.challenger} and ${auc.champion} rank equally well`
        : `${auc.better === 'challenger' ? auc.challenger : auc.champion} ranks better`;
  const title = `${who}: AUC ${models.map(({ model, auc: value }) => `${model} ${decimalText(value)}`).join(', ')}`;
  const marks = dots(rest, ({ falsePositives, trueNegatives, recall }) => ({
    x: falsePositives + trueNegatives === 0 ? null : falsePositives / (falsePositives + trueNegatives),
    y: recall,
  }));
  return (
    <Picture title={title} {...curveTable(models, 'roc', ['of the rest', 'of what came true'])}>
      <LinePlot
        hasDiagonal
        series={series}
        x={share('selected of what did not come true')}
        y={share('selected of what came true')}
        marks={marks}
        label={title}
      />
    </Picture>
  );
}

export function PrecisionRecall({ models, ...rest }: PictureProps) {
  const { looks } = rest;
  const series = useMemo(() => seriesOf(looks, (model) => models[model]?.precisionRecall ?? []), [looks, models]);
  const title = `Precision along recall, on average: ${models.map(({ model, averagePrecision }) => `${model} ${decimalText(averagePrecision)}`).join(', ')}`;
  return (
    <Picture title={title} {...curveTable(models, 'precisionRecall', ['recall', 'precision'])}>
      <LinePlot
        series={series}
        x={share('recall: selected of what came true')}
        y={share('precision: came true of what is selected')}
        marks={dots(rest, ({ recall, precision }) => ({ x: recall, y: precision }))}
        label={title}
      />
    </Picture>
  );
}

export function Gains({ models, ...rest }: PictureProps) {
  const { looks } = rest;
  const series = useMemo(() => seriesOf(looks, (model) => gainPoints(models[model])), [looks, models]);
  const top = models.map(({ model, deciles }) => `${model} ${shareText(deciles[0]?.captured)}`).join(', ');
  const title = `The top tenth holds of all that came true: ${top}`;
  return (
    <Picture
      title={title}
      heads={['tenth', ...models.flatMap(({ model }) => [`${model} came true`, 'lift', 'so far'])]}
      rows={() =>
        Array.from({ length: 10 }, (_, at) => [
          String(at + 1),
          ...models.flatMap(({ deciles }) => {
            const found = deciles.find(({ decile }) => decile === at + 1);
            return [shareText(found?.positiveRate), decimalText(found?.lift), shareText(found?.captured)];
          }),
        ])
      }
    >
      <LinePlot
        hasDiagonal
        series={series}
        x={share('share of rows selected, highest scores first')}
        y={share('selected of what came true')}
        marks={dots(rest, ({ recall }, rate) => ({ x: rate, y: recall }))}
        label={title}
      />
    </Picture>
  );
}

function gainPoints(quality: BinaryQuality | undefined): Series['points'] {
  const deciles = quality?.deciles ?? [];
  const all = deciles.reduce((sum, { weight }) => sum + weight, 0);
  let selected = 0;
  return [
    { x: 0, y: 0 },
    ...deciles.map(({ weight, captured }) => {
      selected += weight;
      return { x: selected / all, y: captured ?? 0 };
    }),
  ];
}

export function Calibration({ models, looks }: Pick<PictureProps, 'models' | 'looks'>) {
  const series = useMemo(
    () =>
      seriesOf(looks, (model) =>
        (models[model]?.deciles ?? [])
          .map(({ meanScore, positiveRate }) => ({ x: meanScore, y: positiveRate }))
          .toReversed(),
      ),
    [looks, models],
  );
  if (models.every(({ ece }) => ece === null)) return null;
  const title = `Probabilities are off on average by: ${models.map(({ model, ece }) => `${model} ${shareText(ece)}`).join(', ')}`;
  return (
    <Picture
      title={title}
      heads={['tenth', ...models.flatMap(({ model }) => [`${model} mean score`, 'came true'])]}
      rows={() =>
        Array.from({ length: 10 }, (_, at) => [
          String(at + 1),
          ...models.flatMap(({ deciles }) => {
            const found = deciles.find(({ decile }) => decile === at + 1);
            return [shareText(found?.meanScore), shareText(found?.positiveRate)];
          }),
        ])
      }
    >
      <LinePlot
        hasDiagonal
        series={series}
        x={share('mean score of a tenth of the rows')}
        y={share('share that came true')}
        marks={[]}
        label={title}
      />
    </Picture>
  );
}

/** A curve at every tenth of its points is enough to read. */
function curveTable(
  models: readonly BinaryQuality[],
  curve: 'roc' | 'precisionRecall',
  heads: readonly [string, string],
) {
  return {
    heads: ['point', ...models.flatMap(({ model }) => [`${model} ${heads[0]}`, heads[1]])],
    rows: () =>
      Array.from({ length: 11 }, (_, at) => [
        String(at + 1),
        ...models.flatMap(({ [curve]: points }) => {
          const point = points[Math.round((at / 10) * (points.length - 1))];
          return [shareText(point?.x), shareText(point?.y)];
        }),
      ]),
  };
}
