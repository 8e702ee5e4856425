/**
 * What would be lost on the way into the models: of the first rows soon, of all rows later.
 *
 * The extension counts it by the loop that it gathers by, so that a receipt has the same numbers; only the model is not run.
 * Written as SQL, the same counts took as long as a network of three layers takes to score.
 */
import type { JobDraft, LossCount, LossEvent, ModelCard, SourceDescription } from '../../contract/index.ts';
import type { Database } from '../duckdb/database.ts';
import { interruptibleRows } from '../duckdb/interruptible.ts';
import { Losses, lossesCall } from '../model/losses.ts';
import { describeSource } from '../source/describe.ts';
import { explainReadFailure } from '../source/read-failure.ts';
import { compileFilter } from '../sql/filter.ts';
import { Binder } from './binder.ts';
import { conversionOf, type Conversion } from './conversion-sql.ts';
import { isArgument, type Line } from './resolve.ts';
import { draftFormat, tableOf } from './table.ts';
import { unseenOf } from './unseen.ts';

/** Rows of the first event. */
const firstRows = 100_000;

/** One model whose lines are counted. */
interface Counted {
  model: { name: string; card: ModelCard };
  lines: readonly Line[];
  /** SQL of the aggregate that counts. */
  call: string;
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
  const models: Counted[] = [];
  for (const reference of draft.models) {
    const { lines, ...model } = await binder.bind(reference);
    models.push({ model, lines, call: await lossesCall(database, model, lines) });
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
    if (more === true) yield await countIn({ database, signal, from: first, where }, models, false);
    yield await countIn({ database, signal, from, where }, models, true);
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

async function countIn(reading: Reading, models: readonly Counted[], exact: boolean): Promise<LossEvent> {
  const cells = models.map(({ call }, index) => `${call} AS losses${index}`);
  const [row = {}] = await interruptibleRows(
    reading.database,
    `SELECT ${cells.join(', ')} FROM ${reading.from} WHERE ${reading.where}`,
    reading.signal,
  );
  const counted = models.map((_, index) => Losses.parse(JSON.parse(String(row[`losses${index}`]))));
  const lines: LossCount[] = [];
  for (const [at, { model, lines: own }] of models.entries()) {
    for (const [index, argument] of own.map((line) => line.argument).entries()) {
      const counts = counted[at]?.arguments[index];
      if (!isArgument(argument) || counts === undefined) continue;
      const conversion = conversionOf(argument);
      lines.push({
        model: model.name,
        input: argument.input,
        index: argument.index,
        feature: argument.feature,
        ...counts,
        ...(await unseenOf(reading, { card: model.card, argument, conversion })),
        firstFailure: counts.failed === 0 ? null : await firstFailure(reading, conversion),
      });
    }
  }
  return { rows: counted[0]?.rows ?? 0, exact, lines };
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
