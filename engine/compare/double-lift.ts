/** Which of two models is nearer to what came true where they differ: rows in tenths by how much more one says than the other. */
import type { DoubleLift } from '../../contract/index.ts';
import type { Session } from '../duckdb/session.ts';
import type { Counted } from './counted.ts';
import { marginsOf, type Grid } from './counting.ts';
import { amount } from './figures.ts';
import { scoreName } from './rows.ts';
import { gridOver, inTenths, judgedRows, meansByTenth } from './tenths.ts';

/** Of the challenger `at` against the champion, over all judged rows of `compare_rows`; null where there are none. */
export async function doubleLiftOf(
  session: Session,
  { margins }: Counted,
  at: number,
  grid: Grid,
): Promise<DoubleLift | null> {
  const [champion, challenger] = [scoreName(0), scoreName(at)];
  const arePositive = [margins.models[0], margins.models[at]].every((model) => (model?.lowest ?? 0) > 0);
  const rows = judgedRows(arePositive ? `${challenger} / ${champion}` : `${challenger} - ${champion}`);
  const whole = `(SELECT *, '' AS part FROM ${rows})`;
  const lifted = await gridOver(session, rows, grid);
  const ranked = (await marginsOf(session, whole, 'n', lifted)).get('');
  if (ranked === undefined) return null;
  const tenths = inTenths(rows, 'n', ranked.models[0]?.deciles ?? [], lifted);
  const means = await meansByTenth(session, tenths, { label: 'y', champion, challenger });
  return {
    by: arePositive ? 'ratio' : 'difference',
    tenths: means.map((row) => ({
      tenth: amount(row, 'tenth'),
      rows: amount(row, 'rows'),
      weight: amount(row, 'weight'),
      from: amount(row, 'lowest'),
      to: amount(row, 'highest'),
      meanLabel: amount(row, 'label'),
      meanChampion: amount(row, 'champion'),
      meanChallenger: amount(row, 'challenger'),
    })),
  };
}
