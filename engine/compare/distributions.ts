/** What the scores of each model look like. */
import type { Distribution } from '../../contract/index.ts';
import type { Session } from '../duckdb/session.ts';
import { cellsName } from './cells.ts';
import { amount, figure } from './figures.ts';
import { scoreName, type RowCounts } from './rows.ts';

const shares = [0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99];
const histogramBins = 40;

export async function distributionOf(
  session: Session,
  model: string,
  at: number,
  counts: RowCounts,
): Promise<Distribution> {
  const score = scoreName(at);
  // A mean of equal scores is that score, whatever rounding makes of it.
  const [moments] = await session.rows(
    `SELECT mean, sqrt(fsum(w * (s - mean) * (s - mean)) / fsum(w)) AS sd, min(s) AS lowest, max(s) AS highest
     FROM (SELECT ${score} AS s, w FROM compare_rows), (
       SELECT greatest(min(${score}), least(max(${score}), fsum(w * ${score}) / fsum(w))) AS mean FROM compare_rows)
     GROUP BY mean`,
  );
  return {
    model,
    mean: figure(moments, 'mean'),
    sd: figure(moments, 'sd'),
    min: figure(moments, 'lowest'),
    max: figure(moments, 'highest'),
    quantiles: await quantiles(session, at),
    histogram: await histogram(session, at, counts),
  };
}

async function quantiles(session: Session, at: number): Promise<Distribution['quantiles']> {
  const rows = await session.rows(
    `SELECT share, min(score) AS score
     FROM ${cellsName(at)}, (SELECT unnest([${shares.join(', ')}])::DOUBLE AS share)
     WHERE w_below + w >= share * w_all
     GROUP BY share ORDER BY share`,
  );
  return rows.map((row) => ({ share: amount(row, 'share'), score: amount(row, 'score') }));
}

async function histogram(session: Session, at: number, counts: RowCounts): Promise<Distribution['histogram']> {
  const { lowest, highest } = counts;
  if (lowest === null || highest === null) return [];
  const width = (highest - lowest) / histogramBins;
  const bin =
    width === 0 ? '0' : `least(floor((score - ${lowest}::DOUBLE) / ${width}::DOUBLE), ${histogramBins - 1})::INTEGER`;
  const rows = await session.rows(
    `SELECT ${bin} AS bin, sum(w) / max(w_all) AS share FROM ${cellsName(at)} GROUP BY bin`,
  );
  const found = new Map(rows.map((row) => [amount(row, 'bin'), amount(row, 'share')]));
  return Array.from({ length: width === 0 ? 1 : histogramBins }, (_, index) => ({
    from: lowest + index * width,
    to: index === histogramBins - 1 ? highest : lowest + (index + 1) * width,
    share: found.get(index) ?? 0,
  }));
}
