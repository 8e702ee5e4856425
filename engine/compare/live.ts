/**
 * What a window needs to follow a threshold without another look at the rows. A row is selected by both models where the lower of its
 * two scores is high enough, so that sums along one number tell all four cells of two decisions, at every cut, exactly.
 */
import type { Cuts, LiveFigures } from '../../contract/index.ts';
import type { Session } from '../duckdb/session.ts';
import { doubleLiteral, identifier } from '../sql/text.ts';
import { cellOf, makeCells, type CellOf } from './cells.ts';
import type { Counted } from './counted.ts';
import type { Grid } from './counting.ts';
import { pairCuts, summed, totalOf, type Bins } from './cut-sums.ts';
import { amount, figure } from './figures.ts';
import { scoreName } from './rows.ts';
import { scoreSteps } from './score-steps.ts';
import type { Subject } from './subject.ts';
import { cutTests } from './cut-tests.ts';
import { makeTopCuts, topName } from './top-cuts.ts';

const bins: Bins = { champion: 'bin_a', challenger: 'bin_b', both: 'bin_both' };

/** `compare_rows` is all rows. */
export async function liveFigures(
  session: Session,
  subject: Subject,
  grid: Grid,
  counted: Counted | undefined,
): Promise<LiveFigures | null> {
  if (counted === undefined) return null;
  const lowest = Math.min(...counted.margins.models.map((model) => model.lowest));
  const highest = Math.max(...counted.margins.models.map((model) => model.highest));
  const cell = cellOf(grid);
  for (const at of subject.scores.keys()) await makeCells(session, at, cell);
  const challengers = [...subject.scores.keys()].slice(1);
  const byScore = await scoreCuts(session, subject, { lowest, highest });
  const byTop = await topCuts(session, subject, cell);
  const all = byScore.all.slice(0, challengers.length);
  return {
    score: byScore.cuts,
    top: byTop.cuts,
    all,
    tests: { score: cutTests(byScore.cuts, all, subject), top: cutTests(byTop.cuts, all, subject) },
    tenths: byTop.tenths,
    sql: sqlOf(subject, await isEveryRowCompared(session)),
  };
}

async function scoreCuts(
  session: Session,
  { scores, selection }: Subject,
  { lowest, highest }: { lowest: number; highest: number },
): Promise<{ cuts: Cuts; all: LiveFigures['all'] }> {
  const steps = scoreSteps(lowest, highest);
  // The threshold that was asked for is a cut too.
  const asked = selection !== undefined && 'threshold' in selection ? selection.threshold : undefined;
  const extra = asked === undefined || steps.at.includes(asked) ? [] : [asked];
  const at = [...steps.at, ...extra].toSorted((a, b) => a - b);
  const reached = (score: string) =>
    [steps.reached(score), ...extra.map((cut) => `CAST(${score} >= ${doubleLiteral(cut)} AS INTEGER)`)].join(' + ');
  const cuts: Cuts = { at, thresholds: scores.map(() => at), pairs: [] };
  const all: LiveFigures['all'] = [];
  for (const model of scores.keys()) {
    if (model === 0) continue;
    const rows = await session.rows(
      `SELECT bin_a, bin_b, bin_both, ${summed}
       FROM (
         SELECT *, least(bin_a, bin_b) AS bin_both
         FROM (
           SELECT w, y, v, a, b, ${reached('a')} AS bin_a, ${reached('b')} AS bin_b
           FROM (SELECT w, y, v, ${scoreName(0)} AS a, ${scoreName(model)} AS b FROM compare_rows)
         )
       )
       GROUP BY GROUPING SETS ((bin_a), (bin_b), (bin_both))`,
    );
    cuts.pairs.push(pairCuts(rows, bins, at.length, 'downward'));
    all.push(totalOf(rows, bins.both));
  }
  return { cuts, all };
}

async function topCuts(
  session: Session,
  subject: Subject,
  cell: CellOf,
): Promise<{ cuts: Cuts; tenths: LiveFigures['tenths'] }> {
  const { at, thresholds } = await makeTopCuts(session, subject);
  const cuts: Cuts = { at, thresholds, pairs: [] };
  const tenths: LiveFigures['tenths'] = [];
  const first = (score: string, top: string) =>
    `CASE WHEN ${score} >= ${top}.score THEN ${top}.here ELSE ${top}.below END`;
  for (const model of subject.scores.keys()) {
    if (model === 0) continue;
    const [a, b] = [scoreName(0), scoreName(model)];
    const rows = await session.rows(
      `SELECT bin_a, bin_b, bin_both, tenth_a, tenth_b, min(a) AS low_a, max(a) AS high_a, min(b) AS low_b, max(b) AS high_b, ${summed}
       FROM (
         SELECT *, greatest(bin_a, bin_b) AS bin_both
         FROM (
           SELECT w, y, v, c.${a} AS a, c.${b} AS b, p.tenth AS tenth_a, q.tenth AS tenth_b,
                  ${first(`c.${a}`, 'p')} AS bin_a, ${first(`c.${b}`, 'q')} AS bin_b
           FROM compare_rows c
           JOIN ${topName(0)} p ON p.score = ${cell(`c.${a}`)}
           JOIN ${topName(model)} q ON q.score = ${cell(`c.${b}`)}
         )
       )
       GROUP BY GROUPING SETS ((bin_a), (bin_b), (bin_both), (tenth_a), (tenth_b))`,
    );
    cuts.pairs.push(pairCuts(rows, bins, at.length, 'upward'));
    if (model === 1) tenths.push(tenthsOf(rows, 'a'));
    tenths.push(tenthsOf(rows, 'b'));
  }
  return { cuts, tenths };
}

function tenthsOf(rows: readonly Record<string, unknown>[], which: 'a' | 'b'): LiveFigures['tenths'][number] {
  const found = new Map(rows.map((row) => [figure(row, `tenth_${which}`), row]));
  return Array.from({ length: 10 }, (_, tenth) => {
    const row = found.get(tenth);
    return row === undefined ? null : { from: amount(row, `low_${which}`), to: amount(row, `high_${which}`) };
  });
}

async function isEveryRowCompared(session: Session): Promise<boolean> {
  const [row] = await session.rows(
    'SELECT (SELECT count(*) FROM compare_scored) = (SELECT count(*) FROM compare_rows) AS same',
  );
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
