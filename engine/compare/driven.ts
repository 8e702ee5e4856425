/** Adds to what was measured which features drive the largest disagreements and the swap sets, where the models are trees. */
import type { PairDrivers } from '../../contract/index.ts';
import { RowcastError } from '../../contract/index.ts';
import type { Database } from '../duckdb/database.ts';
import type { Session } from '../duckdb/session.ts';
import type { LoadedModel } from '../model/load.ts';
import { rowDrivers, setDrivers, unitOf, type ExplainedPair } from './drivers.ts';
import { explainedRows, type ExplainedModel } from './explained-rows.ts';
import type { Measured } from './measure.ts';
import { swapRows, type SwapRows } from './swap-rows.ts';

type Pair = Measured['agreement'][number];

/** `models` are those of the scores, the champion's first; undefined for scores that stood in the table. `compare_complete` is open. */
export async function withDrivers(
  database: Database,
  session: Session,
  path: string,
  measured: Measured,
  models: readonly (LoadedModel | undefined)[],
): Promise<Measured> {
  try {
    return { ...measured, agreement: await driven(database, session, path, measured.agreement, models) };
  } catch (error) {
    // Figures that were found are worth more than their explanation.
    if (!(error instanceof RowcastError) || error.code === 'CANCELLED') throw error;
    const warning = `Which features drive the differences is not told: ${error.message}`;
    return { ...measured, warnings: [...measured.warnings, warning] };
  }
}

async function driven(
  database: Database,
  session: Session,
  path: string,
  agreement: readonly Pair[],
  [champion, ...challengers]: readonly (LoadedModel | undefined)[],
): Promise<Pair[]> {
  const isCompared = champion !== undefined && challengers.some((challenger) => challenger !== undefined);
  if (!isCompared) return [...agreement];
  const swaps = await swapRows(session, agreement);
  const rows = agreement.map(({ disagreements }, index) => [
    ...disagreements.map(({ row }) => row),
    ...(swaps[index]?.swappedIn ?? []),
    ...(swaps[index]?.swappedOut ?? []),
  ]);
  const [explained, ...others] = await explainedRows(database, session, path, [
    { model: champion, rows: rows.flat() },
    ...challengers.map((model, index) => ({ model, rows: rows[index] ?? [] })),
  ]);
  return agreement.map((pair, index) => {
    const [other, swap] = [others[index], swaps[index]];
    if (explained === undefined || other === undefined || swap === undefined) return pair;
    return told(pair, { champion: explained, challenger: other }, swap);
  });
}

function told(pair: Pair, explained: ExplainedPair, swap: SwapRows): Pair {
  const unit = unitOf(explained, pair.disagreements);
  if (unit === undefined) return pair;
  const background = ({ background: rows }: ExplainedModel) => rows;
  const drivers: PairDrivers = {
    unit,
    background: { champion: background(explained.champion), challenger: background(explained.challenger) },
    swappedIn: setDrivers(explained, swap.swappedIn),
    swappedOut: setDrivers(explained, swap.swappedOut),
  };
  const disagreements = pair.disagreements.map((one) => ({ ...one, drivers: rowDrivers(explained, one.row) }));
  return { ...pair, disagreements, drivers };
}
