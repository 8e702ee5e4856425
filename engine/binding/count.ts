/**
 * What would be lost on the way into the models: of the first rows soon, of all rows later.
 *
 * SQL counts it, by the rules that the extension gathers by. Scoring would count it too, but at the price of the model: a
 * slow one takes a hundred times as long as its columns take to read.
 */
import type { JobDraft, LossCount, LossEvent, ModelCard, SourceDescription } from '../../contract/index.ts';
import type { Database } from '../duckdb/database.ts';
import { interruptibleRows } from '../duckdb/interruptible.ts';
import { describeSource } from '../source/describe.ts';
import { explainReadFailure } from '../source/read-failure.ts';
import { compileFilter } from '../sql/filter.ts';
import { Binder } from './binder.ts';
import { conversionOf, never, type Conversion } from './conversion-sql.ts';
import { isArgument, type Argument } from './resolve.ts';
import { draftFormat, tableOf } from './table.ts';
import { unseenOf } from './unseen.ts';

/** Rows of the first event. */
const firstRows = 100_000;

/** One line that is counted. */
interface Counted {
  model: string;
  card: ModelCard;
  argument: Argument;
  conversion: Conversion;
}

/** Where rows come from; `from` may be cut to the first ones. */
interface Reading {
  database: Database;
  signal: AbortSignal | undefined;
  from: string;
  where: string;
}

/** Lines with a fault are not counted. Rejects with the fault that a run would have with reading or with the filter. */
export async function* countLosses(
  database: Database,
  draft: JobDraft,
  signal: AbortSignal | undefined,
): AsyncGenerator<LossEvent> {
  const source = await describeSource(database, draft.source);
  const table = tableOf(database, source, draftFormat(draft), draft.keep);
  const binder = new Binder(database, table, draft);
  const counted: Counted[] = [];
  for (const reference of draft.models) {
    const { name, card, lines } = await binder.bind(reference);
    const bound = lines.map((line) => line.argument).filter(isArgument);
    counted.push(...bound.map((argument) => ({ model: name, card, argument, conversion: conversionOf(argument) })));
  }
  const where = draft.where === undefined ? 'true' : await compileFilter(draft.where, table);
  const { from } = table.relation;
  const first = `(SELECT * FROM ${from} LIMIT ${firstRows})`;
  try {
    const [{ more } = {}] = await interruptibleRows(
      database,
      `SELECT count(*) > ${firstRows} AS more FROM (SELECT 1 FROM ${from} LIMIT ${firstRows + 1})`,
      signal,
    );
    if (more === true) yield await countIn({ database, signal, from: first, where }, counted, false);
    yield await countIn({ database, signal, from, where }, counted, true);
  } catch (error) {
    throw await explain(database, source, error, signal);
  }
}

async function explain(
  database: Database,
  source: SourceDescription,
  error: unknown,
  signal: AbortSignal | undefined,
): Promise<unknown> {
  return signal?.aborted === true ? error : explainReadFailure(database, source, error);
}

async function countIn(reading: Reading, counted: readonly Counted[], exact: boolean): Promise<LossEvent> {
  const cells = counted.flatMap(({ conversion: { missing, failed, misfit, rounded, overflowed } }, index) => [
    `${times(missing)} AS missing${index}`,
    `${times(failed)} + ${times(misfit)} AS failed${index}`,
    `${times(rounded)} AS rounded${index}`,
    `${times(overflowed)} AS overflowed${index}`,
  ]);
  const [row = {}] = await interruptibleRows(
    reading.database,
    `SELECT ${['count(*) AS row_count', ...cells].join(', ')} FROM ${reading.from} WHERE ${reading.where}`,
    reading.signal,
  );
  const lines: LossCount[] = [];
  for (const [index, one] of counted.entries()) {
    const failed = Number(row[`failed${index}`]);
    lines.push({
      model: one.model,
      input: one.argument.input,
      index: one.argument.index,
      feature: one.argument.feature,
      missing: Number(row[`missing${index}`]),
      failed,
      rounded: Number(row[`rounded${index}`]),
      overflowed: Number(row[`overflowed${index}`]),
      ...(await unseenOf(reading, one)),
      firstFailure: failed === 0 ? null : await firstFailure(reading, one.conversion),
    });
  }
  return { rows: Number(row['row_count']), exact, lines };
}

/** Half the time of FILTER, which cuts a selection out of every vector. */
function times(condition: string): string {
  return condition === never ? '0' : `count(CASE WHEN ${condition} THEN 1 END)`;
}

async function firstFailure(
  { database, signal, from, where }: Reading,
  { failed, misfit, text }: Conversion,
): Promise<LossCount['firstFailure']> {
  // Rows keep their order, so that the first to come is the first of all, and reading ends there.
  const [row] = await interruptibleRows(
    database,
    `SELECT __rowcast_row AS n, CAST(${text} AS VARCHAR) AS v
     FROM (SELECT row_number() OVER () AS __rowcast_row, * FROM ${from})
     WHERE (${where}) AND (${failed} OR ${misfit}) LIMIT 1`,
    signal,
  );
  return row === undefined ? null : { row: Number(row['n']), value: String(row['v']) };
}
