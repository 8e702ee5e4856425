/** From what was asked to what will be done: everything about a job is known and checked here, before a row is read. */
import {
  BoundArgument,
  type DestinationFormat,
  type GoldenReceipt,
  type Job,
  type Plan,
  type SourceDescription,
} from '../../contract/index.ts';
import { dirname, join } from 'node:path';
import { Binder } from '../binding/binder.ts';
import { argumentsOf, type Argument, type Table } from '../binding/resolve.ts';
import { tableOf } from '../binding/table.ts';
import { copyStatement, destinationFormat } from '../destination/format.ts';
import { checkFree, checkNoInput, checkPlace, type Named } from '../destination/target.ts';
import type { Database } from '../duckdb/database.ts';
import { loadExplanation, releaseExplanations, type Explanation } from '../model/explain.ts';
import { loadModel, refusalOr, releaseModels, type JobModel, type LoadedModel } from '../model/load.ts';
import { checkRequired } from '../model/required-provider.ts';
import { checkGolden } from '../golden/check.ts';
import { onFasterProvider } from './choose-provider.ts';
import { describeSource } from '../source/describe.ts';
import { keptColumns, outputColumns, type OutputColumn } from './output-columns.ts';
import { compileFilter } from '../sql/filter.ts';
import { badRowsOf, type BadRows } from './bad-rows.ts';
import { rejectedPath, type RejectedPlan } from './quarantine.ts';
import { rejectedStatement, selectStatement, type StatementParts } from './statement.ts';

/** A job with everything resolved; `select` is its work, `target` the real path it ends at. */
export interface PlannedJob {
  job: Job;
  source: SourceDescription;
  table: Table;
  models: readonly LoadedModel[];
  explanations: ReadonlyMap<LoadedModel, Explanation>;
  /** What became of the golden rows of each model that has some. */
  golden: ReadonlyMap<LoadedModel, GoldenReceipt>;
  outputs: readonly OutputColumn[];
  /** Columns of the output in order. */
  columns: readonly string[];
  select: string;
  /** SQL of the filter. */
  where: string | undefined;
  format: DestinationFormat;
  target: string;
  badRows: BadRows | undefined;
  /** What writes the rejected rows, where they go to a file of their own. */
  rejected: RejectedPlan | undefined;
}

/** Its models stay loaded until `releasePlan`. */
export async function planJob(database: Database, job: Job): Promise<PlannedJob> {
  // ONNX Runtime loads while the source is read; whoever needs it awaits it, and its failure is theirs.
  database.runtime().catch(() => undefined);
  checkRequired(job);
  const format = destinationFormat(job.destination);
  const source = await describeSource(database, job.source);
  const target = checkPlace(job.destination, source.files, job.models);
  const table = tableOf(database, source, format, job.keep);
  const bound = await bindModels(database, job, table);
  const weights = bound.flatMap(({ card }) =>
    card.externalData.map(({ location }) => ({ what: "a model's weights", path: join(dirname(card.path), location) })),
  );
  const libraries = job.extensions.map((path) => ({ what: 'a library of operators', path }));
  checkNoInput(job.destination, target, [...weights, ...libraries]);
  const models: LoadedModel[] = [];
  const explanations = new Map<LoadedModel, Explanation>();
  const golden = new Map<LoadedModel, GoldenReceipt>();
  try {
    for (const [at, model] of bound.entries()) {
      models.push(await loadModel(database, model, model.arguments, jobOf(job, at)));
    }
    for (const [at, model] of models.entries()) {
      models[at] = await onFasterProvider(database, model, model.arguments, jobOf(job, at), { source, table });
    }
    for (const [at, model] of models.entries()) {
      const found = await checkGolden(database, model, runningLike(jobOf(job, at), model));
      if (found !== null) golden.set(model, found);
    }
    if (job.explain !== undefined) {
      for (const model of models) explanations.set(model, await loadExplanation(database, model, job.explain));
    }
    const kept = keptColumns(job, source.columns);
    const outputs = outputColumns(job, models, kept, explanations);
    const where = job.where === undefined ? undefined : await compileFilter(job.where, table);
    const { relation } = table;
    const badRows = badRowsOf(job, models);
    const parts = { source, relation, kept, models, explanations, outputs, where, badRows, format };
    const select = selectStatement(parts);
    const rejected = planRejected(job, source, parts);
    const columns = [...kept, ...outputs].map((column) => column.name);
    return { job, table, golden, ...parts, columns, select, target, rejected };
  } catch (error) {
    releasePlan(database, { models, explanations });
    throw error;
  }
}

/** The job as it is of the model `at`, which may be run in a way of its own. */
function jobOf(job: Job, at: number): Job {
  const { provider = job.provider, trees = job.trees } = job.models[at] ?? {};
  return { ...job, provider, trees };
}

/** The job as it would be if what runs the model had been asked for. */
function runningLike(job: Job, { provider: { ran } }: LoadedModel): Job {
  return ran === 'cpu' ? job : { ...job, provider: ran };
}

function planRejected(job: Job, source: SourceDescription, parts: StatementParts): RejectedPlan | undefined {
  if (parts.badRows?.policy !== 'quarantine') return undefined;
  const path = rejectedPath(job.destination.path);
  const target = checkPlace({ ...job.destination, path }, source.files, job.models);
  return { select: rejectedStatement(parts, parts.badRows), path, target };
}

/** Throws where an output would replace a file unasked. Comes after the plan, so that it hides no other mistake. */
export function checkOutputs(
  { job, target, rejected }: Pick<PlannedJob, 'job' | 'target' | 'rejected'>,
  named: Named = 'file',
): void {
  checkFree(job.destination, target, named);
  if (rejected !== undefined) checkFree({ ...job.destination, path: rejected.path }, rejected.target, named);
}

/** Lets go of what a plan has loaded. */
export function releasePlan(
  database: Database,
  { models, explanations }: Pick<PlannedJob, 'models' | 'explanations'>,
): void {
  releaseModels(database, models);
  releaseExplanations(database, [...explanations.values()]);
}

/** The plan as the user sees it. */
export function describePlan(planned: PlannedJob): Plan {
  return {
    source: planned.source,
    models: planned.models.map((model) => ({
      name: model.name,
      path: model.card.path,
      sha256: model.card.sha256,
      externalData: model.card.externalData,
      provider: model.provider,
      trees: model.trees,
      explain: planned.explanations.get(model)?.receipt ?? null,
      binding: model.arguments.map((argument) => BoundArgument.parse(argument)),
      columns: planned.outputs
        .filter((column) => column.model === model)
        .map((column) => ({ name: column.name, type: column.type })),
    })),
    columns: [...planned.columns],
    sql: statementFor(planned, planned.target),
  };
}

/** The whole job as one statement that writes to `path`; Arrow files are written from the bare SELECT. */
export function statementFor(planned: PlannedJob, path: string, select = planned.select): string {
  const { format, source, table } = planned;
  if (format === 'arrow') return select;
  return copyStatement(select, path, { format, csv: source.csv ?? {}, lines: table.relation.kind !== 'typed' });
}

interface BoundModel extends JobModel {
  arguments: Argument[];
}

/** Stops at the first model that cannot be bound. */
async function bindModels(database: Database, job: Job, table: Table): Promise<BoundModel[]> {
  const binder = new Binder(database, table, job);
  const models: BoundModel[] = [];
  for (const reference of job.models) {
    const { name, card, libraries, lines } = await binder.bind(reference);
    try {
      models.push({ name, card, libraries, arguments: argumentsOf(name, lines, table.columns) });
    } catch (error) {
      throw await refusalOr(error, database, { name, card, libraries });
    }
  }
  binder.checkAllUsed();
  return models;
}
