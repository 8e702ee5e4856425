/** How far two models say the same of the same rows, labels or not. */
import type { Agreement } from '../../contract/index.ts';
import type { Row, Session } from '../duckdb/session.ts';
import { cellsName, type Ranks } from './cells.ts';
import { amount, figure } from './figures.ts';
import { scoreName } from './rows.ts';

/** What is told for each part of the rows. */
export type PairFigures = Omit<Agreement, 'champion' | 'challenger' | 'decisions' | 'migration'>;

/** Share that an empty bin counts as in the population stability index, whose logarithm has no other answer. */
const emptyShare = 1e-4;
const bins = 10;

/** Figures of the champion and challenger `at`, for each part. */
export async function pairFigures(session: Session, at: number, ranks: Ranks): Promise<Map<string, PairFigures>> {
  const differences = byPart(await session.rows(differencesSql(at, ranks)));
  const distances = byPart(await session.rows(distancesSql(at)));
  const stability = byPart(await session.rows(stabilitySql(at)));
  return new Map(
    [...differences].map(([part, row]) => [
      part,
      {
        psi: figure(stability.get(part), 'psi'),
        ks: figure(distances.get(part), 'ks'),
        wasserstein: figure(distances.get(part), 'wasserstein'),
        meanDifference: figure(row, 'mean_difference'),
        meanAbsoluteDifference: figure(row, 'mean_absolute'),
        largestDifference: figure(row, 'largest'),
        pearson: figure(row, 'pearson'),
        spearman: figure(row, 'spearman'),
      },
    ]),
  );
}

export function byPart(rows: readonly Row[]): Map<string, Row> {
  return new Map(rows.map((row) => [String(row['part']), row]));
}

/**
 * Each row with the share of the weight below each of its scores, ties half: `a`, `b` (scores), `rank_a`, `rank_b` (0 to 1), and
 * the row's other columns.
 */
function rankedPair(at: number, ranks: Ranks): string {
  const [a, b] = [scoreName(0), scoreName(at)];
  return `(
    SELECT c.part, c.w, c.y, c.v, c.${a} AS a, c.${b} AS b,
           (p.w_below + p.w / 2) / p.w_all AS rank_a, (q.w_below + q.w / 2) / q.w_all AS rank_b
    FROM compare_rows c
    JOIN ${cellsName(0)} p ON p.part = c.part AND p.score = ${ranks.cell(`c.${a}`)}
    JOIN ${cellsName(at)} q ON q.part = c.part AND q.score = ${ranks.cell(`c.${b}`)}
  )`;
}

/** Spearman's is Pearson's of mid-ranks, whose mean is one half whatever the ties and weights. */
function differencesSql(at: number, ranks: Ranks): string {
  const [a, b] = [scoreName(0), scoreName(at)];
  return `
    SELECT part, fsum(w * (b - a)) / fsum(w) AS mean_difference, fsum(w * abs(b - a)) / fsum(w) AS mean_absolute,
           max(abs(b - a)) AS largest,
           ${correlation('a - mean_a', 'b - mean_b')} AS pearson,
           ${correlation('rank_a - 0.5', 'rank_b - 0.5')} AS spearman
    FROM ${rankedPair(at, ranks)}
    JOIN (SELECT part, fsum(w * ${a}) / fsum(w) AS mean_a, fsum(w * ${b}) / fsum(w) AS mean_b, min(${a}) = max(${a}) AS same_a,
                 min(${b}) = max(${b}) AS same_b FROM compare_rows GROUP BY part) USING (part)
    GROUP BY part`;
}

/** NULL where either of the two is the same in all rows, whatever rounding leaves of its deviation. */
function correlation(x: string, y: string): string {
  const product = (p: string, q: string) => `fsum(w * (${p}) * (${q}))`;
  return `CASE WHEN NOT any_value(same_a OR same_b)
               THEN greatest(-1, least(1, ${product(x, y)} / sqrt(${product(x, x)} * ${product(y, y)}))) END`;
}

/** Kolmogorov and Smirnov's distance, and Wasserstein's first: the largest gap, and the area, between the two cumulative curves. */
function distancesSql(at: number): string {
  return `
    SELECT part, max(abs(gap)) AS ks, coalesce(fsum(abs(gap) * (next - score)), 0) AS wasserstein
    FROM (
      SELECT part, score, lead(score) OVER upward AS next, sum(share) OVER upward AS gap
      FROM (
        SELECT part, score, sum(share) AS share
        FROM (
          SELECT part, score, w / w_all AS share FROM ${cellsName(0)}
          UNION ALL SELECT part, score, -w / w_all FROM ${cellsName(at)}
        )
        GROUP BY part, score
      )
      WINDOW upward AS (PARTITION BY part ORDER BY score)
    )
    GROUP BY part`;
}

/** Bins end at the champion's deciles; equal deciles make one bin of several. */
function stabilitySql(at: number): string {
  return `
    WITH edges AS (
      SELECT part, list_sort(list_distinct(list(edge))) AS edges
      FROM (
        SELECT part, k, min(score) AS edge
        FROM ${cellsName(0)}, range(1, ${bins}) AS deciles(k)
        WHERE w_below + w >= k / ${bins}.0 * w_all
        GROUP BY part, k
      )
      GROUP BY part
    ),
    counted AS (
      SELECT part, len(list_filter(edges, edge -> edge < score)) AS bin, sum(champion) AS champion, sum(challenger) AS challenger
      FROM (
        SELECT part, score, w / w_all AS champion, 0 AS challenger FROM ${cellsName(0)}
        UNION ALL SELECT part, score, 0, w / w_all FROM ${cellsName(at)}
      )
      JOIN edges USING (part)
      GROUP BY part, bin
    )
    SELECT part, fsum((q - p) * ln(q / p)) AS psi
    FROM (SELECT part, greatest(champion, ${emptyShare}) AS p, greatest(challenger, ${emptyShare}) AS q FROM counted)
    GROUP BY part`;
}

/** Weight by decile of the champion and of the challenger, of all rows; empty where there are none. */
export async function migration(session: Session, at: number, ranks: Ranks): Promise<number[][]> {
  const decile = (rank: string) => `least(floor(${rank} * ${bins}), ${bins - 1})::INTEGER`;
  const rows = await session.rows(
    `SELECT ${decile('rank_a')} AS champion, ${decile('rank_b')} AS challenger, sum(w) AS w
     FROM ${rankedPair(at, ranks)} GROUP BY ALL`,
  );
  if (rows.length === 0) return [];
  const table = Array.from({ length: bins }, () => Array<number>(bins).fill(0));
  for (const row of rows) {
    const line = table[amount(row, 'champion')] ?? [];
    line[amount(row, 'challenger')] = amount(row, 'w');
  }
  return table;
}
