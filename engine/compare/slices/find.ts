/** Finds the segments in which a challenger does worse or, without labels, differs more than elsewhere. */
import type { FoundSegments } from '../../../contract/index.ts';
import type { Session } from '../../duckdb/session.ts';
import { doubleLiteral, literal } from '../../sql/text.ts';
import { isProbability } from '../binary-quality.ts';
import type { Counted } from '../counted.ts';
import type { Thresholds } from '../decisions.ts';
import { pairOf } from '../parts.ts';
import { placeName, scoreName } from '../rows.ts';
import type { Subject } from '../subject.ts';
import type { SlicePlaces } from './columns.ts';
import { search, type Searched, type Sums } from './search.ts';

/** Segments that are told. */
const shown = 20;

/** SQL of the number that is held against 0, or against other rows. */
interface Measure {
  figure: FoundSegments['figure'];
  sql: string;
}

/** One for each challenger; `compare_complete` is open with the places of each row. */
export async function foundSegments(
  session: Session,
  subject: Subject,
  counted: Counted | undefined,
  thresholds: Thresholds,
  { columns, leftOut, step }: SlicePlaces,
): Promise<FoundSegments[]> {
  // The tests know no weights.
  if (columns.length === 0 || counted === undefined || subject.weight !== undefined) return [];
  const searched: (Searched & { at: number; figure: Measure['figure']; rows: number })[] = [];
  for (const at of subject.scores.keys()) {
    const measure = at === 0 ? undefined : measureOf(subject, counted, thresholds, at);
    if (measure === undefined) continue;
    const { rows, sums } = await sumsOf(
      session,
      measure.sql,
      columns.map(({ names }) => names.length),
      step,
    );
    searched.push({ at, figure: measure.figure, rows, sums, isOnlyRelative: measure.figure === 'disagreement' });
  }
  const found = search(columns, searched);
  return searched.map(({ at, figure, rows }, index): FoundSegments => {
    const { tested, found: segments } = found[index] ?? { tested: 0, found: [] };
    return {
      ...pairOf(subject, at),
      figure,
      rows,
      columns: columns.map(({ column }) => column),
      leftOut,
      tested,
      count: segments.length,
      segments: segments.slice(0, shown),
    };
  });
}

/** Undefined where scores of two outcomes are no probabilities and nothing says which rows they select. */
function measureOf(
  { task, label }: Subject,
  { margins, sums }: Counted,
  thresholds: Thresholds,
  at: number,
): Measure | undefined {
  const [champion, challenger] = [scoreName(0), scoreName(at)];
  if (label === undefined || margins.counts.judged === 0)
    return { figure: 'disagreement', sql: `abs(${challenger} - ${champion})` };
  if (task === 'regression') return { figure: 'absolute error', sql: `abs(${challenger} - y) - abs(${champion} - y)` };
  const both = [sums.models[0], sums.models[at]];
  if (both.every((model) => model !== undefined && isProbability(model))) {
    const gap = (score: string) => `(${score} - y) * (${score} - y)`;
    return { figure: 'brier', sql: `${gap(challenger)} - ${gap(champion)}` };
  }
  const [one, other] = [thresholds?.[0], thresholds?.[at]];
  if (one === undefined || other === undefined) return undefined;
  const isWrong = (score: string, threshold: number) => `((${score} >= ${doubleLiteral(threshold)}) <> (y = 1))::INT`;
  return { figure: 'wrong decisions', sql: `${isWrong(challenger, other)} - ${isWrong(champion, one)}` };
}

async function sumsOf(
  session: Session,
  measure: string,
  sizes: readonly number[],
  step: number,
): Promise<{ rows: number; sums: Sums }> {
  const options = literal(JSON.stringify({ sizes }));
  const places = sizes.map((_, at) => `${placeName(at)}::DOUBLE`).join(', ');
  const [row] = await session.rows(
    `SELECT rowcast_slices(${options}, 0::UBIGINT, NULL::DOUBLE, w, (${measure})::DOUBLE, [${places}]) AS found
     FROM compare_complete WHERE (row - 1) % ${step} = 0 AND isfinite((${measure})::DOUBLE)`,
  );
  const found = row?.['found'];
  const sums = typeof found === 'string' ? (JSON.parse(found) as Sums) : { single: [], double: [] };
  return { rows: (sums.single[0] ?? []).reduce((sum, [rows]) => sum + rows, 0), sums };
}
