/** How far a model's numbers are off along what it says: score minus label, by tenths of the score. */
import type { Residual } from '../../contract/index.ts';
import type { Session } from '../duckdb/session.ts';
import type { Counted } from './counted.ts';
import type { Grid } from './counting.ts';
import { amount } from './figures.ts';
import { scoreName } from './rows.ts';
import { inTenths, judgedRows, marginsByTenth, meansByTenth } from './tenths.ts';

/** Of model `at`, which counts from 0, over all judged rows of `compare_rows`. */
export async function residualsOf(session: Session, counted: Counted, at: number, grid: Grid): Promise<Residual[]> {
  const score = scoreName(at);
  const tenths = inTenths(judgedRows(`${score} - y`), score, counted.margins.models[at]?.deciles ?? [], grid);
  const means = await meansByTenth(session, tenths, { score, error: 'n' });
  const margins = await marginsByTenth(session, tenths, grid);
  return means.map((row) => {
    const tenth = amount(row, 'tenth');
    const quantiles = margins.get(String(tenth))?.models[0]?.quantiles ?? [];
    const edge = (share: number) => quantiles.find((one) => one.share === share)?.score ?? 0;
    return {
      tenth,
      rows: amount(row, 'rows'),
      weight: amount(row, 'weight'),
      meanScore: amount(row, 'score'),
      mean: amount(row, 'error'),
      low: edge(0.05),
      high: edge(0.95),
    };
  });
}
