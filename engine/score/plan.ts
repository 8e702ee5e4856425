/** From what was asked to what will be done: everything about a job is known and checked here, before a row is read. */
import {
  RowcastError,
  type DestinationFormat,
  type Job,
  type ModelCard,
  type Plan,
  type SourceDescription,
} from '../../contract/index.ts';
import { basename, dirname, join } from 'node:path';
import { resolveBinding, type Argument, type Table } from '../binding/resolve.ts';
import { Rules } from '../binding/rules.ts';
import { copyStatement, destinationFormat, isDelimited, isNdjson } from '../destination/format.ts';
import { checkNoInput, checkTarget } from '../destination/target.ts';
import type { Database } from '../duckdb/database.ts';
import { inspectModel } from '../model/inspect.ts';
import { loadModel, refusalOf, type LoadedModel } from '../model/load.ts';
import { describeSource } from '../source/describe.ts';
import { canReadLines, linesRelation, textRelation, typedRelation, type Relation } from '../source/relation.ts';
import { compileExpression } from '../sql/expression.ts';
import { keptColumns, outputColumns, type OutputColumn } from './output-columns.ts';
import { selectStatement } from './statement.ts';

/** A job with everything resolved; `select` is its work, `target` the real path it ends at. */
export interface PlannedJob {
  job: Job;
  source: SourceDescription;
  table: Table;
  models: readonly LoadedModel[];
  outputs: readonly OutputColumn[];
  /** Columns of the output in order. */
  columns: readonly string[];
  select: string;
  /** SQL of the filter. */
  where: string | undefined;
  format: DestinationFormat;
  target: string;
}

export async function planJob(database: Database, job: Job): Promise<PlannedJob> {
  // ONNX Runtime loads while the source is read; whoever needs it awaits it, and its failure is theirs.
  database.runtime().catch(() => undefined);
  const format = destinationFormat(job.destination);
  const source = await describeSource(database, job.source);
  const target = checkTarget(job.destination, source.files, job.models);
  const table = tableOf(database, source, relationFor(source, format, job.keep));
  const bound = await bindModels(database, job, table);
  const weights = bound.flatMap(({ card }) =>
    card.externalData.map(({ location }) => ({ what: "a model's weights", path: join(dirname(card.path), location) })),
  );
  checkNoInput(job.destination, target, weights);
  const models: LoadedModel[] = [];
  for (const model of bound) models.push(await loadModel(database, model, model.arguments, job.provider));
  const kept = keptColumns(job, source.columns);
  const outputs = outputColumns(job, models, kept);
  const where = job.where === undefined ? undefined : await compileFilter(job.where, table);
  const select = selectStatement({ source, relation: table.relation, kept, models, outputs, where, format });
  const columns = [...kept, ...outputs].map((column) => column.name);
  return { job, source, table, models, outputs, columns, select, where, format, target };
}

/** The plan as the user sees it. */
export function describePlan(planned: PlannedJob): Plan {
  return {
    source: planned.source,
    models: planned.models.map((model) => ({
      name: model.name,
      path: model.card.path,
      sha256: model.card.sha256,
      provider: model.provider,
      binding: model.arguments.map(({ label: _label, argument: _argument, ...bound }) => bound),
      columns: planned.outputs
        .filter((column) => column.model === model)
        .map((column) => ({ name: column.name, type: column.type })),
    })),
    columns: [...planned.columns],
    sql: statementFor(planned, planned.target),
  };
}

/** The whole job as one statement that writes to `path`; Arrow files are written from the bare SELECT. */
export function statementFor(planned: PlannedJob, path: string): string {
  const { format, select, source, table } = planned;
  if (format === 'arrow') return select;
  return copyStatement(select, path, { format, csv: source.csv ?? {}, lines: table.relation.kind !== 'typed' });
}

function tableOf(database: Database, source: SourceDescription, relation: Relation): Table {
  const { columns } = source;
  return { columns, relation, compile: (sql) => compileExpression(database, sql, columns, relation) };
}

/** From text to text, what only passes through stays the text it is; everywhere else columns have types. */
function relationFor(source: SourceDescription, format: DestinationFormat, keep: Job['keep']): Relation {
  if (source.csv !== undefined && isDelimited(format)) return textRelation(source, source.csv);
  if (source.format === 'ndjson' && isNdjson(format) && keep === 'all' && canReadLines(source))
    return linesRelation(source);
  return typedRelation(source);
}

async function compileFilter(text: string, table: Table): Promise<string> {
  const { sql, type } = await table.compile(text);
  if (type === 'BOOLEAN' || type === '"NULL"') return sql;
  throw new RowcastError(
    'INVALID_EXPRESSION',
    `The filter \`${text}\` is of type ${type}: expected a condition that is true or false.`,
    "Compare it with something, for example --where 'distance > 500'.",
  );
}

interface BoundModel {
  name: string;
  card: ModelCard;
  arguments: Argument[];
}

async function bindModels(database: Database, job: Job, table: Table): Promise<BoundModel[]> {
  const rules = new Rules(job);
  const models: BoundModel[] = [];
  for (const reference of job.models) {
    const name = reference.name ?? basename(reference.path).replace(/\.onnx$/i, '');
    if (models.some((model) => model.name === name)) throw sameName(name);
    const model = { name, card: await inspectModel(database, reference.path) };
    const bound = await resolveBinding(model, table, job, rules).catch(async (error: unknown) => {
      // What cannot be scored with any binding is the more useful thing to hear.
      throw (await refusalOf(database, model)) ?? error;
    });
    models.push({ ...model, arguments: bound });
  }
  rules.checkAllUsed();
  if (
    job.features !== undefined &&
    !models.some((model) =>
      model.arguments.some((one) => job.features?.includes(one.feature) === true && !isNamed(model.card, one)),
    )
  ) {
    throw unusedFeatures(models.map((model) => model.name));
  }
  return models;
}

/** Whether the model itself names what an argument feeds. */
function isNamed(card: ModelCard, { feature, input }: Argument): boolean {
  return feature === input || card.features?.names.includes(feature) === true;
}

function unusedFeatures(models: readonly string[]): RowcastError {
  return new RowcastError(
    'BINDING_UNKNOWN',
    `--features is given, but model ${models.map((name) => `"${name}"`).join(' and ')} has no use for it: its features have names, or are bound by --bind.`,
    'Leave it out, or say what feeds a feature with --bind FEATURE=COLUMN.',
  );
}

function sameName(name: string): RowcastError {
  return new RowcastError(
    'INVALID_ARGUMENT',
    `Two models go by the name "${name}": expected a name for each.`,
    'Name them: --model champion=PATH --model challenger=PATH.',
  );
}
