/** How far a model's numbers are from what came true. */
import type { RegressionQuality } from '../../contract/index.ts';
import type { Session } from '../duckdb/session.ts';
import { figure } from './figures.ts';
import { scoreName } from './rows.ts';

/** Quality of model `at`, for each part. */
export async function regressionQuality(
  session: Session,
  model: string,
  at: number,
): Promise<Map<string, RegressionQuality>> {
  const error = `(${scoreName(at)} - y)`;
  const rows = await session.rows(
    `SELECT part, fsum(w * abs(${error})) / sum(w) AS mae, sqrt(fsum(w * ${error} * ${error}) / sum(w)) AS rmse,
            CASE WHEN min(y) < max(y) THEN 1 - fsum(w * ${error} * ${error}) / fsum(w * (y - mean) * (y - mean)) END AS r2,
            fsum(w * abs(${error} / y)) FILTER (y <> 0) / sum(w) FILTER (y <> 0) AS mape,
            fsum(w * ${error}) / sum(w) AS bias
     FROM compare_rows
     JOIN (SELECT part, fsum(w * y) / sum(w) AS mean FROM compare_rows WHERE y IS NOT NULL GROUP BY part) USING (part)
     WHERE y IS NOT NULL GROUP BY part`,
  );
  return new Map(
    rows.map((row) => [
      String(row['part']),
      {
        task: 'regression',
        model,
        mae: figure(row, 'mae'),
        rmse: figure(row, 'rmse'),
        r2: figure(row, 'r2'),
        mape: figure(row, 'mape'),
        bias: figure(row, 'bias'),
      },
    ]),
  );
}
