/** SQL of how well one model orders each group of `ranking_rows`. */

/** Of which first rows the gain is told; all where it is null. */
const depths = { ndcg5: 5, ndcg10: 10, ndcg: null } as const;

/** In the order in which they are told. */
export const rankingFigures = ['ndcg10', 'ndcg5', 'ndcg', 'map', 'mrr'] as const;

/**
 * SELECT of `q` and the figures of groups with a grade above 0, by the scores in column `score`. Järvelin and Kekäläinen's discounted gain,
 * with McSherry and Najork's mean over the orders of rows of one score; average precision as of one step for them; the first relevant
 * row comes after all others of its score that are not relevant.
 */
export function groupFigures(score: string): string {
  const names = Object.keys(depths);
  const discounts = Object.entries(depths).map(
    ([name, depth]) =>
      `${depth === null ? '' : `CASE WHEN place <= ${depth} THEN `}1 / log2(place + 1)${depth === null ? '' : ' ELSE 0 END'} AS ${name}`,
  );
  const placed = (order: string) =>
    `SELECT *, ${discounts.join(', ')} FROM (
       SELECT q, ${score} AS score, pow(2, y) - 1 AS gain, (y > 0)::BIGINT AS relevant,
              row_number() OVER (PARTITION BY q ORDER BY ${order} DESC) AS place
       FROM ranking_rows WHERE y IS NOT NULL)`;
  return `
    WITH ties AS (
      SELECT q, score, count(*) AS tied, sum(relevant) AS relevant, ${names.map((name) => `avg(gain) * sum(${name}) AS ${name}`).join(', ')}
      FROM (${placed(score)}) GROUP BY q, score
    ), steps AS (
      SELECT *, sum(tied) OVER seen AS seen, sum(relevant) OVER seen AS found
      FROM ties WINDOW seen AS (PARTITION BY q ORDER BY score DESC)
    ), reached AS (
      SELECT q, ${names.map((name) => `sum(${name}) AS ${name}`).join(', ')},
             sum(relevant * found / seen) / sum(relevant) AS map,
             max(1 / (seen - relevant + 1)) FILTER (relevant > 0) AS mrr
      FROM steps GROUP BY q HAVING sum(relevant) > 0
    ), best AS (
      SELECT q, ${names.map((name) => `sum(gain * ${name}) AS ${name}`).join(', ')} FROM (${placed('y')}) GROUP BY q
    )
    SELECT q, ${names.map((name) => `reached.${name} / best.${name} AS ${name}`).join(', ')}, map, mrr
    FROM reached JOIN best USING (q)`;
}
