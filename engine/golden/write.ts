/** Makes the golden rows of a model: rows from all over a table, as the model was fed them, with its scores. */
import { RowcastError, type GoldenRequest, type GoldenWritten } from '../../contract/index.ts';
import { Binder } from '../binding/binder.ts';
import { conversionOf, elementTypeName } from '../binding/conversion-sql.ts';
import { fedValue } from '../binding/fed-value.ts';
import { argumentsOf, type Argument } from '../binding/resolve.ts';
import { tableOf } from '../binding/table.ts';
import { PartFile } from '../destination/part-file.ts';
import { checkTarget } from '../destination/target.ts';
import type { Database } from '../duckdb/database.ts';
import { releaseModels } from '../model/load.ts';
import { checkRequired } from '../model/required-provider.ts';
import { badRowsOf } from '../score/bad-rows.ts';
import { describeSource } from '../source/describe.ts';
import { compileFilter } from '../sql/filter.ts';
import { identifier, literal } from '../sql/text.ts';
import { goldenPath, metadataKey, type Made } from './file.ts';
import { madeBy } from './machine.ts';
import { goldenCall, loadGolden, type GoldenModel } from './score.ts';

export async function writeGolden(database: Database, request: GoldenRequest): Promise<GoldenWritten> {
  const { draft } = request;
  const [reference] = draft.models;
  if (reference === undefined) throw new TypeError('a draft has no model');
  checkRequired(draft);
  const source = await describeSource(database, draft.source);
  const table = tableOf(database, source, 'parquet', 'none');
  const binder = new Binder(database, table, draft);
  const { name, card, libraries, lines } = await binder.bind(reference);
  const fed = argumentsOf(name, lines, table.columns);
  binder.checkAllUsed();
  const path = goldenPath(card.path);
  const target = checkTarget({ path, overwrite: request.overwrite }, source.files, draft.models);
  const filter = draft.where === undefined ? 'true' : await compileFilter(draft.where, table);
  const good = `(${filter}) AND (${badRowsOf({ onBadRow: 'quarantine' }, [{ arguments: fed }])?.reason ?? 'NULL'}) IS NULL AND ${scoredOnly(fed)}`;
  const { args, inputs } = fedColumns(fed);
  const model = await loadGolden(database, { name, card, libraries }, args, draft);
  const part = new PartFile(target);
  try {
    const chosen = chosenRows(table.relation.from, good, request.rows);
    const values = fed.map((argument, at) => `${fedValue(argument)} AS ${identifier(inputs[at] ?? '')}`);
    const outputs = outputNames(model, inputs);
    const made: Made = {
      sha256: card.sha256,
      by: await madeBy(database, model.provider.ran),
      tolerance: request.tolerance,
      arguments: args,
      inputs,
      outputs,
    };
    const scores = outputs.map(
      ({ name: field, column }) => `struct_extract(__rowcast_scores, ${literal(field)}) AS ${identifier(column)}`,
    );
    const select = `SELECT ${[...inputs.map(identifier), ...scores].join(', ')}
       FROM (SELECT *, ${goldenCall(model, inputs)} AS __rowcast_scores FROM (SELECT ${values.join(', ')} FROM ${chosen}))`;
    await database.run(
      `COPY (${select}) TO ${literal(part.path)} (FORMAT parquet, KV_METADATA {${metadataKey}: ${literal(JSON.stringify(made))}})`,
    );
    const { rows } = await database.row(`SELECT count(*) AS rows FROM read_parquet(${literal(part.path)})`);
    if (Number(rows) === 0) throw noRows(draft.source.paths);
    part.commit({ path, overwrite: request.overwrite });
    return { path, rows: Number(rows), columns: [...inputs, ...outputs.map(({ column }) => column)], source };
  } finally {
    part.discard();
    releaseModels(database, [model]);
  }
}

/** Rows as far apart as the table allows, of those that every rule lets pass. */
function chosenRows(from: string, good: string, rows: number): string {
  return `(SELECT * FROM (
    SELECT *, row_number() OVER () - 1 AS __rowcast_at, count(*) OVER () AS __rowcast_of FROM (SELECT * FROM ${from} WHERE ${good}))
    WHERE (__rowcast_at * ${rows}) // __rowcast_of <> ((__rowcast_at - 1) * ${rows}) // __rowcast_of OR __rowcast_at = 0
    ORDER BY __rowcast_at LIMIT ${rows})`;
}

/** Names of the inputs, told apart from each other. */
function fedColumns(fed: readonly Argument[]): { args: Made['arguments']; inputs: string[] } {
  const inputs: string[] = [];
  for (const { feature } of fed) inputs.push(apart(feature, inputs));
  const args = fed.map(({ input, element, length }) => {
    const type = elementTypeName(element);
    return length === null ? { input, type } : { input, type: `${type}[]`, length };
  });
  return { args, inputs };
}

function outputNames({ columns }: GoldenModel, inputs: readonly string[]): Made['outputs'] {
  const taken = [...inputs];
  return columns.map(({ name }) => {
    const column = apart(name, taken);
    taken.push(column);
    return { name, column };
  });
}

function apart(name: string, taken: readonly string[]): string {
  const isTaken = (wanted: string) => taken.some((other) => other.toLowerCase() === wanted.toLowerCase());
  let next = 2;
  let found = name;
  while (isTaken(found)) found = `${name}_${next++}`;
  return found;
}

/** A row without scores tells nothing. */
function scoredOnly(fed: readonly Argument[]): string {
  const unscored = fed.filter(({ missing }) => missing.policy === 'null').map(conversionOf);
  return ['true', ...unscored.map(({ missing, failed }) => `NOT coalesce((${missing}) OR (${failed}), false)`)].join(
    ' AND ',
  );
}

function noRows(paths: readonly string[]): RowcastError {
  return new RowcastError(
    'SOURCE_EMPTY',
    `No row of "${paths.join('", "')}" can be fed to the model: expected some to keep as golden rows.`,
    'Name a table like those that the model is to score.',
  );
}
