/** The pictures of a report, each under a title that says what it shows. */
import type { BinaryQuality, CompareReport, PairedTest } from '../../../contract/index.ts';
import { brief, count, decimal, orDash, percent, signed } from '../written-numbers.ts';
import type { Axis } from './chart.ts';
import { figure } from './figure.ts';
import { html, type Markup } from './markup.ts';
import { numberPictures } from './number-pictures.ts';

export function pictures(report: CompareReport): Markup {
  const binary = report.quality.filter((quality) => quality.task === 'binary');
  const drawn = [
    distributions(report),
    ...(binary.length > 0 ? qualityPictures(binary, report) : []),
    ...numberPictures(report),
  ];
  return html`<section class="pictures">${drawn.filter((picture) => picture !== null)}</section>`;
}

function qualityPictures(binary: readonly BinaryQuality[], report: CompareReport): (Markup | null)[] {
  return [
    roc(binary, report.tests),
    precisionRecall(binary),
    calibration(binary),
    gains(binary),
    thresholds(binary),
    costs(binary),
  ];
}

const share = (label: string): Axis => ({ label, from: 0, to: 1, write: (value) => `${Math.round(value * 100)} %` });
const score: Axis = { label: 'score', from: 0, to: 1, write: (value) => value.toFixed(1) };

function distributions({ distributions: found, agreement }: CompareReport): Markup | null {
  const [first] = found[0]?.histogram ?? [];
  const last = found[0]?.histogram.at(-1);
  if (first === undefined || last === undefined) return null;
  const highest = Math.max(...found.flatMap(({ histogram }) => histogram.map((bin) => bin.share)));
  const shifts = agreement.map(
    ({ challenger, meanDifference }) => `${challenger} ${orDash(meanDifference, signed)} on average`,
  );
  return figure(`Scores: ${shifts.join(', ')}`, {
    x: { label: 'score', from: first.from, to: last.to, write: brief },
    y: {
      label: 'share of rows',
      from: 0,
      to: highest,
      write: (value) => `${Math.round(value * 1000) / 10} %`,
    },
    series: found.map(({ model, histogram }) => ({
      name: model,
      stepped: true,
      points: [...histogram.map(({ from, share: y }) => ({ x: from, y })), { x: last.to, y: 0 }],
    })),
  });
}

function roc(models: readonly BinaryQuality[], tests: readonly PairedTest[]): Markup | null {
  const drawn = models.filter(({ roc: points }) => points.length > 0);
  if (drawn.length === 0) return null;
  const aucs = drawn.map(({ model, auc }) => `${model} ${orDash(auc, decimal)}`).join(', ');
  const sure = tests
    .filter(({ figure: name }) => name === 'auc')
    .map(({ better, champion, challenger }) => {
      if (better === null) return `${challenger} and ${champion} rank equally well`;
      return better === 'challenger'
        ? `${challenger} ranks better than ${champion}`
        : `${champion} ranks better than ${challenger}`;
    });
  return figure(`${sure.length === 0 ? 'Ranking' : sure.join('; ')}: AUC ${aucs}`, {
    x: share('share of negatives selected'),
    y: share('share of positives selected'),
    diagonal: true,
    series: drawn.map(({ model, roc: points }) => ({ name: model, points })),
  });
}

function precisionRecall(models: readonly BinaryQuality[]): Markup | null {
  const drawn = models.filter(({ precisionRecall: points }) => points.length > 0);
  if (drawn.length === 0) return null;
  return figure(
    `Precision along recall: average ${drawn.map(({ model, averagePrecision }) => `${model} ${orDash(averagePrecision, decimal)}`).join(', ')}`,
    {
      x: share('recall: share of positives selected'),
      y: share('precision: share that is positive'),
      series: drawn.map(({ model, precisionRecall: points }) => ({ name: model, points })),
    },
  );
}

function calibration(models: readonly BinaryQuality[]): Markup | null {
  const drawn = models.filter(({ ece }) => ece !== null);
  const [closest] = drawn.toSorted((a, b) => (a.ece ?? 0) - (b.ece ?? 0));
  if (closest === undefined) return null;
  const gaps = drawn.map(({ model, ece }) => `${model} is off by ${percent(ece ?? 0)}`).join(', ');
  return figure(`Calibration: ${gaps} on average`, {
    x: share('mean score of a tenth of the rows'),
    y: share('share that came true'),
    diagonal: true,
    series: drawn.map(({ model, deciles }) => ({
      name: model,
      dotted: true,
      points: deciles.toReversed().map(({ meanScore, positiveRate }) => ({ x: meanScore, y: positiveRate })),
    })),
  });
}

function gains(models: readonly BinaryQuality[]): Markup | null {
  const drawn = models.filter(({ deciles }) => deciles.some(({ captured }) => captured !== null));
  if (drawn.length === 0) return null;
  const top = drawn.map(({ model, deciles }) => `${model} ${orDash(captureOfTop(deciles), percent)}`).join(', ');
  return figure(`The top tenth of the rows holds of all positives: ${top}`, {
    x: share('share of rows selected, highest scores first'),
    y: share('share of positives selected'),
    diagonal: true,
    series: drawn.map(({ model, deciles }) => ({ name: model, dotted: true, points: gainPoints(deciles) })),
  });
}

function captureOfTop(deciles: BinaryQuality['deciles']): number | null {
  const [first] = deciles;
  return first?.decile === 1 ? first.captured : null;
}

function gainPoints(deciles: BinaryQuality['deciles']): { x: number; y: number }[] {
  const all = deciles.reduce((sum, { weight }) => sum + weight, 0);
  let selected = 0;
  const points = deciles.map(({ weight, captured }) => {
    selected += weight;
    return { x: selected / all, y: captured ?? 0 };
  });
  return [{ x: 0, y: 0 }, ...points];
}

function thresholds(models: readonly BinaryQuality[]): Markup | null {
  const drawn = models.filter(({ best }) => best.f1 !== null);
  if (drawn.length === 0) return null;
  const best = drawn.map(({ model, best: { f1 } }) => `${model} from ${f1?.toFixed(2)} on`).join(', ');
  return figure(`F1, the balance of precision and recall, is highest for ${best}`, {
    x: { ...score, label: 'threshold' },
    y: { label: 'F1', from: 0, to: 1, write: (value) => value.toFixed(1) },
    series: drawn.map(({ model, thresholds: found }) => ({
      name: model,
      points: found.flatMap(({ threshold, f1 }) => (f1 === null ? [] : [{ x: threshold, y: f1 }])),
    })),
  });
}

function costs(models: readonly BinaryQuality[]): Markup | null {
  const drawn = models.filter(({ best }) => best.cost !== null);
  if (drawn.length === 0) return null;
  const all = drawn.flatMap(({ thresholds: found }) => found.map(({ cost }) => cost ?? 0));
  const best = drawn.map(({ model, thresholds: found, best: { cost } }) => {
    const at = found.find(({ threshold }) => threshold === cost);
    return `${model} ${orDash(at?.cost ?? null, count)} from ${cost?.toFixed(2)} on`;
  });
  return figure(`The lowest cost: ${best.join(', ')}`, {
    x: { ...score, label: 'threshold' },
    y: { label: 'cost', from: Math.min(0, ...all), to: Math.max(0, ...all), write: count },
    series: drawn.map(({ model, thresholds: found }) => ({
      name: model,
      points: found.map(({ threshold, cost }) => ({ x: threshold, y: cost ?? 0 })),
    })),
  });
}
