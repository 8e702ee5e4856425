/** Which values of a feature a curve is drawn over: those that its column has. */
import type { Curve } from '../../contract/index.ts';
import { kindOf } from '../binding/column-kind.ts';
import { conversionOf } from '../binding/conversion-sql.ts';
import type { Argument } from '../binding/resolve.ts';
import type { Database } from '../duckdb/database.ts';
import { interruptibleRows } from '../duckdb/interruptible.ts';
import { explainReadFailure } from '../source/read-failure.ts';
import type { Trial } from './trial.ts';

/** Most frequent values that a curve over categories has. */
const mostCategories = 12;

/** Reading a column may take seconds, and a curve is drawn again for each row that is tried. */
const known = new WeakMap<Database, Map<string, Spread>>();

type Spread = { kind: 'number'; low: number; high: number } | { kind: 'category'; values: string[] };

export async function valuesAlong(
  database: Database,
  trial: Trial,
  argument: Argument,
  points: number,
  signal: AbortSignal | undefined,
): Promise<Pick<Curve, 'kind' | 'at'>> {
  const spread = await spreadOf(database, trial, argument, signal);
  if (spread.kind === 'category') return { kind: 'category', at: spread.values };
  const whole = kindOf(argument.feed.type) === 'integer';
  const { low, high } = spread;
  const steps = Array.from({ length: points }, (_, index) => low + ((high - low) * index) / (points - 1));
  // Numbers of the column's own size need no more digits than a person reads.
  const texts = steps.map((step) => (whole ? BigInt(Math.round(step)) : Number(step.toPrecision(6))).toString());
  const comma = argument.feed.type === 'VARCHAR' && trial.source.csv?.decimalSeparator === ',';
  return { kind: 'number', at: [...new Set(texts)].map((text) => (comma ? text.replace('.', ',') : text)) };
}

async function spreadOf(
  database: Database,
  trial: Trial,
  argument: Argument,
  signal: AbortSignal | undefined,
): Promise<Spread> {
  const spreads = known.get(database) ?? new Map<string, Spread>();
  known.set(database, spreads);
  const key = JSON.stringify([trial.source, argument.feed.value, argument.element]);
  const found = spreads.get(key);
  if (found !== undefined) return found;
  try {
    const spread = await read(database, trial, argument, signal);
    spreads.set(key, spread);
    return spread;
  } catch (error) {
    throw signal?.aborted === true ? error : await explainReadFailure(database, trial.source, error);
  }
}

async function read(
  database: Database,
  trial: Trial,
  argument: Argument,
  signal: AbortSignal | undefined,
): Promise<Spread> {
  const { from } = trial.table.relation;
  if (isCategory(argument)) {
    const rows = await interruptibleRows(
      database,
      `SELECT v FROM (SELECT ${argument.feed.convert('VARCHAR', false)} AS v FROM ${from})
       WHERE v IS NOT NULL GROUP BY v ORDER BY count(*) DESC, v LIMIT ${mostCategories}`,
      signal,
    );
    return { kind: 'category', values: rows.map((row) => String(row['v'])) };
  }
  const [row = {}] = await interruptibleRows(
    database,
    `SELECT quantile_disc(v, 0.01) AS low, quantile_disc(v, 0.99) AS high
     FROM (SELECT CAST(${conversionOf(argument).fed} AS DOUBLE) AS v FROM ${from}) WHERE isfinite(v)`,
    signal,
  );
  if (typeof row['low'] !== 'number') return { kind: 'category', values: [] };
  return { kind: 'number', low: row['low'], high: Number(row['high']) };
}

function isCategory({ element, feed }: Argument): boolean {
  return element === 'string' || element === 'bool' || kindOf(feed.type) === 'boolean';
}
