/** The figures that are told of all rows and of each segment alike: one pass of statements, grouped by the part of a row. */
import type { SegmentPart } from '../../contract/index.ts';
import type { Session } from '../duckdb/session.ts';
import { pairFigures } from './agreement.ts';
import { binaryFigures } from './binary-quality.ts';
import type { Ranks } from './cells.ts';
import { decisions } from './decisions.ts';
import { amount } from './figures.ts';
import { deLong, mcNemar } from './paired-tests.ts';
import { regressionQuality } from './regression-quality.ts';
import type { Subject } from './subject.ts';

export type Part = Omit<SegmentPart, 'name'>;

/** From which score on each model selects a row; null where nothing says so. */
export type Thresholds = readonly number[] | null;

/** For each part of the view `compare_rows`, whose cells are made. */
export async function measureParts(
  session: Session,
  subject: Subject,
  ranks: Ranks,
  thresholds: Thresholds,
): Promise<Map<string, Part>> {
  const counted = await session.rows(
    'SELECT part, count(*) AS rows, count(y) AS judged, sum(w) AS weight FROM compare_rows GROUP BY part',
  );
  const parts = new Map(
    counted.map((row): [string, Part] => [
      String(row['part']),
      {
        rows: amount(row, 'rows'),
        judged: amount(row, 'judged'),
        weight: amount(row, 'weight'),
        agreement: [],
        quality: [],
        tests: [],
      },
    ]),
  );
  for (const at of subject.scores.keys()) {
    if (at > 0) await addAgreement(session, subject, at, ranks, thresholds, parts);
    if (subject.label !== undefined) await addQuality(session, subject, at, parts);
    if (subject.label !== undefined && at > 0) await addTests(session, subject, at, ranks, thresholds, parts);
  }
  return parts;
}

async function addAgreement(
  session: Session,
  subject: Subject,
  at: number,
  ranks: Ranks,
  thresholds: Thresholds,
  parts: Map<string, Part>,
): Promise<void> {
  const pair = pairOf(subject, at);
  const figures = await pairFigures(session, at, ranks);
  const pairThresholds = thresholdsOf(thresholds, at);
  const decided = pairThresholds === null ? undefined : await decisions(session, at, pairThresholds);
  for (const [name, part] of parts) {
    const found = figures.get(name);
    if (found !== undefined) part.agreement.push({ ...pair, ...found, decisions: decided?.get(name) ?? null });
  }
}

async function addQuality(session: Session, subject: Subject, at: number, parts: Map<string, Part>): Promise<void> {
  const model = subject.scores[at]?.model ?? '';
  const figuresOf = subject.task === 'binary' ? binaryFigures : regressionQuality;
  for (const [name, figures] of await figuresOf(session, model, at)) parts.get(name)?.quality.push(figures);
}

/** The tests that need no resampling; those of ranks and of counts know no weights. */
async function addTests(
  session: Session,
  subject: Subject,
  at: number,
  ranks: Ranks,
  thresholds: Thresholds,
  parts: Map<string, Part>,
): Promise<void> {
  if (subject.task !== 'binary' || subject.weight !== undefined) return;
  const pair = pairOf(subject, at);
  const pairThresholds = thresholdsOf(thresholds, at);
  const found = [await deLong(session, at, ranks)];
  if (pairThresholds !== null) found.push(await mcNemar(session, at, pairThresholds));
  for (const tests of found) {
    for (const [name, test] of tests) parts.get(name)?.tests.push({ ...pair, ...test });
  }
}

export function pairOf({ scores }: Subject, at: number): { champion: string; challenger: string } {
  return { champion: scores[0]?.model ?? '', challenger: scores[at]?.model ?? '' };
}

function thresholdsOf(thresholds: Thresholds, at: number): { champion: number; challenger: number } | null {
  const [champion, challenger] = [thresholds?.[0], thresholds?.[at]];
  return champion === undefined || challenger === undefined ? null : { champion, challenger };
}
