/** Adds to what was measured which features drive the largest disagreements and the swap sets, where the models are trees. */
import type { PairDrivers } from '../../contract/index.ts';
import { RowcastError } from '../../contract/index.ts';
import type { Database } from '../duckdb/database.ts';
import type { Session } from '../duckdb/session.ts';
import type { LoadedModel } from '../model/load.ts';
import { doubleLiteral } from '../sql/text.ts';
import { rowDrivers, setDrivers, unitOf, type ExplainedPair } from './drivers.ts';
import { explainedRows, type ExplainedModel } from './explained-rows.ts';
import { amount } from './figures.ts';
import type { Measured } from './measure.ts';
import { scoreName } from './rows.ts';

/** Rows of each swap set that are looked at. */
const setRows = 500;

type Pair = Measured['agreement'][number];

interface SwapRows {
  swappedIn: number[];
  swappedOut: number[];
}

/** `models` are those of the scores, the champion's first; undefined for scores that stood in the table. `compare_complete` is open. */
export async function withDrivers(
  database: Database,
  session: Session,
  path: string,
  measured: Measured,
  models: readonly (LoadedModel | undefined)[],
): Promise<Measured> {
  const [champion] = models;
  const agreement: Pair[] = [];
  const warnings: string[] = [];
  for (const [index, pair] of measured.agreement.entries()) {
    const challenger = models[index + 1];
    try {
      const both = champion === undefined || challenger === undefined ? undefined : { champion, challenger };
      agreement.push(both === undefined ? pair : await driven(database, session, path, pair, index + 1, both));
    } catch (error) {
      // Figures that were found are worth more than their explanation.
      if (!(error instanceof RowcastError) || error.code === 'CANCELLED') throw error;
      warnings.push(`Which features drive the difference of "${pair.challenger}" is not told: ${error.message}`);
      agreement.push(pair);
    }
  }
  return { ...measured, agreement, warnings: [...measured.warnings, ...warnings] };
}

async function driven(
  database: Database,
  session: Session,
  path: string,
  pair: Pair,
  at: number,
  models: { champion: LoadedModel; challenger: LoadedModel },
): Promise<Pair> {
  const swap = await swapRows(session, pair, at);
  const rows = [...new Set([...pair.disagreements.map(({ row }) => row), ...swap.swappedIn, ...swap.swappedOut])];
  const explain = (model: LoadedModel) => explainedRows(database, session, path, model, rows);
  const champion = await explain(models.champion);
  const challenger = champion === undefined ? undefined : await explain(models.challenger);
  if (champion === undefined || challenger === undefined) return pair;
  return told(pair, { champion, challenger }, swap);
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

/** Some of the rows that one model alone selects, without regard to their order. */
async function swapRows(session: Session, { decisions }: Pair, at: number): Promise<SwapRows> {
  if (decisions === null) return { swappedIn: [], swappedOut: [] };
  const selects = [
    `${scoreName(0)} >= ${doubleLiteral(decisions.championThreshold)}`,
    `${scoreName(at)} >= ${doubleLiteral(decisions.challengerThreshold)}`,
  ] as const;
  const rowsWhere = async (condition: string) => {
    const found = await session.rows(
      `SELECT row FROM compare_complete WHERE ${condition} ORDER BY hash(row), row LIMIT ${setRows}`,
    );
    return found.map((row) => amount(row, 'row'));
  };
  return {
    swappedIn: await rowsWhere(`NOT ${selects[0]} AND ${selects[1]}`),
    swappedOut: await rowsWhere(`${selects[0]} AND NOT ${selects[1]}`),
  };
}
