/** All figures of a comparison, from the file that holds every model's scores. */
import type { CompareReport, LiveFigures, PairedTest, Quality } from '../../contract/index.ts';
import type { Session } from '../duckdb/session.ts';
import { identifier } from '../sql/text.ts';
import { migration } from './agreement.ts';
import { binaryDetails } from './binary-quality.ts';
import { bootstrap } from './bootstrap.ts';
import { aucBound, makeCells, ranksFor, usualFineness, type Ranks } from './cells.ts';
import { thresholdOf } from './decisions.ts';
import { disagreements } from './disagreements.ts';
import { distributionOf } from './distributions.ts';
import { checkLabels } from './label.ts';
import { liveFigures } from './live.ts';
import { measureParts, pairOf, type Part, type Thresholds } from './parts.ts';
import { openRows, partBy, type RowCounts } from './rows.ts';
import { segmentsOf } from './segments.ts';
import type { Subject } from './subject.ts';
import { unlikeScores } from './unlike-scores.ts';

type Figures = 'ranks' | 'distributions' | 'agreement' | 'quality' | 'tests' | 'segments';
export type Measured = Pick<CompareReport, Figures> & {
  counts: RowCounts;
  warnings: string[];
  live: LiveFigures | null;
};

/** The part that all rows are. */
const whole = '';

export async function measure(
  session: Session,
  path: string,
  subject: Subject,
  fineness = usualFineness,
): Promise<Measured> {
  const { scores, label } = subject;
  if (label !== undefined) await checkLabels(session, path, label);
  const segments = [];
  for (const column of subject.segments) segments.push(await segmentsOf(session, path, column));
  const counts = await openRows(session, path, {
    scores: scores.map(({ name }) => identifier(name)),
    label: label?.sql ?? 'NULL::DOUBLE',
    weight: subject.weight ?? '1::DOUBLE',
    value: subject.value ?? 'NULL::DOUBLE',
    segments: segments.map(({ sql }) => sql),
  });
  const ranks = ranksFor(counts, fineness);
  for (const at of scores.keys()) await makeCells(session, at, ranks);
  const distributions = [];
  for (const [at, { model }] of scores.entries()) {
    distributions.push(await distributionOf(session, model, at, counts));
  }
  const warnings = unlikeScores(subject.selection, distributions);
  const thresholds = warnings.length > 0 ? null : await thresholdsOf(session, subject);
  const found = (await measureParts(session, subject, ranks, thresholds)).get(whole);
  return {
    counts,
    warnings,
    ranks: { kind: ranks.kind, aucBound: await aucBound(session, scores.length, ranks) },
    distributions,
    agreement: await agreements(session, path, subject, ranks, found),
    quality: await qualities(session, subject, thresholds, found),
    live: subject.isLive === true ? await liveFigures(session, subject, ranks, counts) : null,
    tests: [...(found?.tests ?? []), ...(await resampledTests(session, subject))],
    // Comes last, since it takes the place of the cells of all rows.
    segments: await segmentParts(session, subject, ranks, thresholds, segments),
  };
}

async function thresholdsOf(session: Session, { scores, selection }: Subject): Promise<Thresholds> {
  if (selection === undefined) return null;
  const thresholds: number[] = [];
  for (const at of scores.keys()) {
    const threshold = await thresholdOf(session, at, selection);
    if (threshold === null) return null;
    thresholds.push(threshold);
  }
  return thresholds;
}

async function agreements(
  session: Session,
  path: string,
  subject: Subject,
  ranks: Ranks,
  part: Part | undefined,
): Promise<Measured['agreement']> {
  const found: Measured['agreement'] = [];
  for (const at of subject.scores.keys()) {
    if (at === 0) continue;
    found.push({
      ...(part?.agreement[at - 1] ?? { ...pairOf(subject, at), ...nothingToCompare, decisions: null }),
      migration: await migration(session, at, ranks),
      disagreements: await disagreements(session, path, at, subject.columns),
    });
  }
  return found;
}

async function qualities(
  session: Session,
  { costs }: Subject,
  thresholds: Thresholds,
  part: Part | undefined,
): Promise<Quality[]> {
  const found: Quality[] = [];
  for (const [at, figures] of part?.quality.entries() ?? []) {
    if (figures.task === 'regression') found.push(figures);
    else found.push({ ...figures, ...(await binaryDetails(session, at, thresholds?.[at], costs)) });
  }
  return found;
}

async function resampledTests(session: Session, subject: Subject): Promise<PairedTest[]> {
  if (subject.label === undefined) return [];
  const names = subject.task === 'binary' ? (['logLoss', 'brier'] as const) : (['mae', 'rmse'] as const);
  const found: PairedTest[] = [];
  for (const at of subject.scores.keys()) {
    if (at === 0) continue;
    const tests = await bootstrap(session, at, names, subject.seed);
    found.push(...tests.map((test) => ({ ...pairOf(subject, at), ...test })));
  }
  return found;
}

async function segmentParts(
  session: Session,
  subject: Subject,
  ranks: Ranks,
  thresholds: Thresholds,
  segments: readonly { names: readonly string[] }[],
): Promise<Measured['segments']> {
  const found: Measured['segments'] = [];
  for (const [index, { names }] of segments.entries()) {
    await partBy(session, index + 1);
    for (const at of subject.scores.keys()) await makeCells(session, at, ranks);
    const parts = await measureParts(session, subject, ranks, thresholds);
    const named = names.flatMap((name) => {
      const part = parts.get(name);
      return part === undefined ? [] : [{ name, ...part }];
    });
    found.push({ column: subject.segments[index]?.name ?? '', parts: named });
  }
  return found;
}

const nothingToCompare = {
  psi: null,
  ks: null,
  wasserstein: null,
  meanDifference: null,
  meanAbsoluteDifference: null,
  largestDifference: null,
  pearson: null,
  spearman: null,
};
