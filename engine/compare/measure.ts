/** All figures of a comparison, from the file that holds every model's scores. */
import type { CompareReport, LiveFigures, Quality } from '../../contract/index.ts';
import type { Session } from '../duckdb/session.ts';
import { identifier } from '../sql/text.ts';
import { pairFigures } from './agreement.ts';
import { binaryDetails } from './binary-quality.ts';
import type { Counted, Margins } from './counted.ts';
import { countParts, gridFor, gridOfParts, usualFineness, type Grid, type Rules } from './counting.ts';
import { decisionsOf, type Thresholds } from './decisions.ts';
import { disagreements } from './disagreements.ts';
import { distributionOf } from './distributions.ts';
import { doubleLiftOf } from './double-lift.ts';
import { fairnessOf } from './fairness.ts';
import { checkLabels } from './label.ts';
import { cutPoints, liveFigures } from './live.ts';
import { pairOf, partOf, type Part } from './parts.ts';
import { residualsOf } from './residuals.ts';
import { openRows, partBy } from './rows.ts';
import { segmentsOf } from './segments.ts';
import { slicePlaces } from './slices/columns.ts';
import { foundSegments } from './slices/find.ts';
import type { Subject } from './subject.ts';
import { aboveAllScores, unlikeScores } from './unlike-scores.ts';
import type { TellingFigures } from './findings.ts';
import { upsideDown } from './upside-down.ts';

export type Measured = Pick<CompareReport, 'ranks' | 'distributions' | TellingFigures> & {
  counts: RowCounts;
  warnings: string[];
  live: LiveFigures | null;
};

interface RowCounts {
  compared: number;
  judged: number;
  /** Labels that are 1. */
  positive: number;
}

/** The part that all rows are. */
const whole = '';

export async function measure(
  session: Session,
  path: string,
  subject: Subject,
  fineness = usualFineness,
): Promise<Measured> {
  const { scores, label, seed } = subject;
  const segments = [];
  for (const column of [...subject.segments, ...subject.fairness])
    segments.push(await segmentsOf(session, path, column));
  const places = await slicePlaces(session, path, subject);
  await openRows(session, path, {
    scores: scores.map(({ name }) => identifier(name)),
    label: label?.sql ?? 'NULL::DOUBLE',
    weight: subject.weight ?? '1::DOUBLE',
    value: subject.value ?? 'NULL::DOUBLE',
    segments: segments.map(({ sql }) => sql),
    places: places.columns.map(({ place }) => place),
  });
  const grid = await gridFor(session, scores.length, fineness);
  const top = subject.selection !== undefined && 'top' in subject.selection ? subject.selection.top / 100 : undefined;
  const rules = { models: scores.length, isBinary: subject.task === 'binary', grid };
  const chosen = (margins: Margins | undefined) => ({
    thresholds: thresholdsOf(subject, margins) ?? [],
    ...(label === undefined ? {} : { seed }),
    cuts: cutPoints(subject, margins),
  });
  const counted = (await countParts(session, { ...rules, top }, true, (margins) => chosen(margins.get(whole)))).get(
    whole,
  );
  const thresholds = thresholdsOf(subject, counted?.margins);
  if (label !== undefined && isDoubtful(subject, counted)) await checkLabels(session, path, label);
  const live = await liveFigures(session, subject, counted);
  const found = await partsOf(session, subject, rules, thresholds, segments);
  const part = counted === undefined ? undefined : partOf(subject, counted, thresholds);
  const quality = await qualities(session, subject, counted, { thresholds, part, grid });
  const ranges = rangesOf(scores, counted?.margins);
  const bounds = [counted?.margins.aucBound ?? 0, ...found.bounds];
  return {
    counts: countsOf(counted),
    warnings: [
      ...unlikeScores(subject.selection, ranges).warnings,
      ...aboveAllScores(subject.selection, ranges),
      ...upsideDown(scores, quality, countsOf(counted).judged, label?.positive ?? null),
    ],
    ranks: { kind: grid === undefined ? 'exact' : 'grid', aucBound: Math.max(...bounds) },
    distributions: scores.map(({ model }, at) => distributionOf(model, counted, at)),
    agreement: await agreements(session, path, subject, counted, { thresholds, grid }),
    quality,
    live,
    tests: part?.tests ?? [],
    segments: found.segments,
    foundSegments: await foundSegments(session, subject, counted, thresholds, places),
    classes: null,
    ranking: null,
    drift: null,
    fairness: found.fairness,
  };
}

function countsOf(counted: Counted | undefined): RowCounts {
  const { rows = 0, judged = 0, positive = 0 } = counted?.margins.counts ?? {};
  return { compared: rows, judged, positive };
}

/** Whether labels are not of two outcomes, or never the one that counts as 1. */
function isDoubtful({ task }: Subject, counted: Counted | undefined): boolean {
  const { judged = 0, positive = 0, other = 0 } = counted?.margins.counts ?? {};
  return task === 'binary' && (other > 0 || (judged > 0 && positive === 0));
}

function thresholdsOf(
  { scores, selection }: Pick<Subject, 'scores' | 'selection'>,
  margins: Margins | undefined,
): Thresholds {
  if (selection === undefined || margins === undefined) return null;
  if (!unlikeScores(selection, rangesOf(scores, margins)).isCompared) return null;
  const found = scores.map((_, at) => ('threshold' in selection ? selection.threshold : margins.models[at]?.top));
  return found.every((threshold) => typeof threshold === 'number') ? found : null;
}

function rangesOf(scores: Subject['scores'], margins: Margins | undefined) {
  const models = margins?.models ?? [];
  return models.map(({ lowest, highest }, at) => ({ model: scores[at]?.model ?? '', min: lowest, max: highest }));
}

async function agreements(
  session: Session,
  path: string,
  subject: Subject,
  counted: Counted | undefined,
  { thresholds, grid }: { thresholds: Thresholds; grid: Grid },
): Promise<Measured['agreement']> {
  const found: Measured['agreement'] = [];
  for (const at of subject.scores.keys()) {
    if (at === 0) continue;
    const pair = counted?.sums.pairs[at - 1];
    found.push({
      ...pairOf(subject, at),
      ...pairFigures(counted, at),
      decisions: decisionsOf(counted, at, thresholds),
      migration: pair?.migration ?? [],
      disagreements: await disagreements(session, path, pair?.most ?? [], subject.columns),
      drivers: null,
      doubleLift:
        subject.task === 'regression' && counted !== undefined && counted.margins.counts.judged > 0
          ? await doubleLiftOf(session, counted, at, grid)
          : null,
    });
  }
  return found;
}

async function qualities(
  session: Session,
  { costs }: Subject,
  counted: Counted | undefined,
  { thresholds, part, grid }: { thresholds: Thresholds; part: Part | undefined; grid: Grid },
): Promise<Quality[]> {
  if (counted === undefined || part === undefined) return [];
  const found: Quality[] = [];
  for (const [at, figures] of part.quality.entries())
    found.push(
      figures.task === 'regression'
        ? { ...figures, residuals: await residualsOf(session, counted, at, grid) }
        : { ...figures, ...binaryDetails(counted, at, thresholds?.[at], costs) },
    );
  return found;
}

async function partsOf(
  session: Session,
  subject: Subject,
  rules: Rules,
  thresholds: Thresholds,
  segments: readonly { names: readonly string[] }[],
): Promise<Pick<Measured, 'segments' | 'fairness'> & { bounds: number[] }> {
  const found: Measured['segments'] = [];
  const fairness: Measured['fairness'] = [];
  const bounds: number[] = [];
  const chosen = { thresholds: thresholds ?? [] };
  for (const [index, { names }] of segments.entries()) {
    await partBy(session, index + 1);
    const parts = await countParts(session, { ...rules, grid: gridOfParts(rules.grid) }, false, () => chosen);
    bounds.push(...[...parts.values()].map(({ margins }) => margins.aucBound));
    const named = names.flatMap((name) => {
      const counted = parts.get(name);
      return counted === undefined ? [] : [{ name, counted }];
    });
    const asGroups = index - subject.segments.length;
    if (asGroups >= 0) {
      fairness.push(fairnessOf(subject.fairness[asGroups]?.name ?? '', named, subject, thresholds));
      continue;
    }
    const told = named.map(({ name, counted }) => ({ name, ...partOf(subject, counted, thresholds) }));
    found.push({ column: subject.segments[index]?.name ?? '', parts: told });
  }
  return { segments: found, fairness, bounds };
}
