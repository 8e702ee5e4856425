/** What a window needs to follow a threshold without another look at the rows: sums at many cuts, which the second pass adds up. */
import type { LiveFigures } from '../../contract/index.ts';
import type { Session } from '../duckdb/session.ts';
import { identifier } from '../sql/text.ts';
import type { Counted, Margins } from './counted.ts';
import { cutTests } from './cut-tests.ts';
import { scoreSteps } from './score-steps.ts';
import type { Subject } from './subject.ts';

/** Every tenth of a percent. */
const evenPercents = Array.from({ length: 1000 }, (_, step) => (step + 1) / 10);

/** Where to cut, as `rowcast_pairs` is told; all ascend. */
export interface CutPoints {
  /** From which on all models select. */
  scores: number[];
  /** Of the weight of all rows, which each model selects. */
  shares: number[];
}

/** Cuts over the scores that `margins` tells of; undefined where nobody follows a threshold. */
export function cutPoints(subject: Subject, margins: Margins | undefined): CutPoints | undefined {
  if (subject.isLive !== true || margins === undefined) return undefined;
  return { scores: scoresOf(subject, margins), shares: percentsOf(subject).map((percent) => percent / 100) };
}

/** What was asked for is a cut too. */
function scoresOf({ selection }: Subject, { models }: Margins): number[] {
  const [lowest, highest] = [models.map((model) => model.lowest), models.map((model) => model.highest)];
  const even = scoreSteps(Math.min(...lowest), Math.max(...highest));
  return selection !== undefined && 'threshold' in selection ? withCut(even, selection.threshold) : even;
}

function percentsOf({ selection }: Subject): number[] {
  return selection !== undefined && 'top' in selection ? withCut(evenPercents, selection.top) : evenPercents;
}

function withCut(even: number[], asked: number): number[] {
  return even.includes(asked) ? even : [...even, asked].toSorted((a, b) => a - b);
}

/** `compare_rows` is all rows, of which `counted` tells. */
export async function liveFigures(
  session: Session,
  subject: Subject,
  counted: Counted | undefined,
): Promise<LiveFigures | null> {
  const cuts = counted?.sums.cuts ?? null;
  if (counted === undefined || cuts === null) return null;
  const scores = scoresOf(subject, counted.margins);
  const score = { at: scores, thresholds: subject.scores.map(() => scores), pairs: cuts.byScore };
  const top = { at: percentsOf(subject), thresholds: cuts.thresholds, pairs: cuts.byShare };
  return {
    score,
    top,
    all: cuts.all,
    tests: { score: cutTests(score, cuts.all, subject), top: cutTests(top, cuts.all, subject) },
    tenths: cuts.tenths.map((tenths) =>
      tenths.map(([from, to]) => (from === null || to === null ? null : { from, to })),
    ),
    sql: sqlOf(subject, await isEveryRowCompared(session, counted)),
  };
}

async function isEveryRowCompared(session: Session, { margins }: Counted): Promise<boolean> {
  const [row] = await session.rows(`SELECT count(*) = ${margins.counts.rows} AS same FROM compare_scored`);
  return row?.['same'] === true;
}

function sqlOf({ scores, label, weight }: Subject, isEveryRow: boolean): LiveFigures['sql'] {
  const columns = scores.map(({ name }) => `CAST(${identifier(name)} AS DOUBLE)`);
  const finite = columns.map((score) => `isfinite(${score})`);
  const weighted = weight === undefined ? [] : [`isfinite(${weight})`, `${weight} > 0`];
  return {
    scores: columns,
    compared: isEveryRow ? null : [...finite, ...weighted].join(' AND '),
    label: label?.sql ?? null,
  };
}
