/** All figures of a comparison, from the file that holds every model's scores. */
import type { Agreement, CompareReport } from '../../contract/index.ts';
import type { Session } from '../duckdb/session.ts';
import { identifier } from '../sql/text.ts';
import { migration, pairFigures } from './agreement.ts';
import { binaryQuality } from './binary-quality.ts';
import { aucBound, makeCells, ranksFor, type Ranks } from './cells.ts';
import { decisions, thresholdOf } from './decisions.ts';
import { disagreements } from './disagreements.ts';
import { distributionOf } from './distributions.ts';
import { checkLabels } from './label.ts';
import { regressionQuality } from './regression-quality.ts';
import { openRows, type RowCounts } from './rows.ts';
import type { Subject } from './subject.ts';

export type Measured = Pick<CompareReport, 'ranks' | 'distributions' | 'agreement' | 'quality'> & { counts: RowCounts };

/** The part that all rows are. */
const whole = '';

export async function measure(session: Session, path: string, subject: Subject): Promise<Measured> {
  const { scores, label } = subject;
  if (label !== undefined) await checkLabels(session, path, label);
  const counts = await openRows(session, path, {
    scores: scores.map(({ name }) => identifier(name)),
    label: label?.sql ?? 'NULL::DOUBLE',
    weight: subject.weight ?? '1::DOUBLE',
    value: subject.value ?? 'NULL::DOUBLE',
  });
  const ranks = ranksFor(counts);
  for (const at of scores.keys()) await makeCells(session, at, ranks);
  const distributions = [];
  for (const [at, { model }] of scores.entries()) {
    distributions.push(await distributionOf(session, model, at, counts));
  }
  return {
    counts,
    ranks: { kind: ranks.kind, aucBound: await aucBound(session, scores.length, ranks) },
    distributions,
    agreement: await agreements(session, path, subject, ranks),
    quality: label === undefined ? [] : await qualities(session, subject),
  };
}

async function agreements(
  session: Session,
  path: string,
  subject: Subject,
  ranks: Ranks,
): Promise<Measured['agreement']> {
  const found: Measured['agreement'] = [];
  for (const [at, { model }] of subject.scores.entries()) {
    if (at === 0) continue;
    const figures = (await pairFigures(session, at, ranks)).get(whole) ?? nothingToCompare;
    found.push({
      champion: subject.scores[0]?.model ?? '',
      challenger: model,
      ...figures,
      decisions: await decisionsAt(session, at, subject),
      migration: (await migration(session, at, ranks)).get(whole) ?? [],
      disagreements: await disagreements(session, path, at, subject.columns),
    });
  }
  return found;
}

async function decisionsAt(session: Session, at: number, { selection }: Subject): Promise<Agreement['decisions']> {
  if (selection === undefined) return null;
  const champion = await thresholdOf(session, 0, selection);
  const challenger = await thresholdOf(session, at, selection);
  if (champion === null || challenger === null) return null;
  return (await decisions(session, at, { champion, challenger })).get(whole) ?? null;
}

async function qualities(session: Session, { scores, task }: Subject): Promise<Measured['quality']> {
  const measureOne = task === 'binary' ? binaryQuality : regressionQuality;
  const found: Measured['quality'] = [];
  for (const [at, { model }] of scores.entries()) {
    const quality = (await measureOne(session, model, at)).get(whole);
    if (quality !== undefined) found.push(quality);
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
