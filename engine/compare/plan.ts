/** From what was asked to a scoring job and to what each column of its file means; all is checked before a row is read. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { RowcastError, type CompareJob, type Job, type SourceColumn } from '../../contract/index.ts';
import { kindOf } from '../binding/column-kind.ts';
import { columnNamed } from '../binding/match-name.ts';
import { stemOf } from '../model/inspect.ts';
import type { Database } from '../duckdb/database.ts';
import { planJob, type PlannedJob } from '../score/plan.ts';
import { identifier } from '../sql/text.ts';
import type { Selection } from './decisions.ts';
import { labelColumn } from './label.ts';
import type { Subject } from './subject.ts';
import { readLimit, type Limit } from './limits.ts';
import { scoreColumn, type ScoreColumn } from './score-column.ts';

export interface PlannedComparison {
  job: CompareJob;
  /** Its output holds the difference of each challenger to the champion too. */
  scoring: PlannedJob;
  subject: Subject;
  limits: readonly Limit[];
}

/** The models stay loaded until `releaseModels`. */
export async function planComparison(database: Database, job: CompareJob): Promise<PlannedComparison> {
  checkJob(job);
  const limits = job.limits.map(readLimit);
  mkdirSync(job.folder, { recursive: true });
  const planned = await planJob(database, scoringJob(job));
  const { columns } = planned.source;
  const scores = planned.models.map((model) =>
    scoreColumn(
      model.name,
      planned.outputs.filter((output) => output.model === model),
      job.scores[model.name],
    ),
  );
  const isBinary = scores.some(({ probability }) => probability);
  const labelled = job.label === undefined ? undefined : columnNamed(job.label, columns, '--label');
  const task = isBinary || labelled?.type === 'BOOLEAN' || job.positive !== undefined ? 'binary' : 'regression';
  const subject: Subject = {
    task,
    scores,
    label: labelled === undefined ? undefined : labelColumn(labelled, task, job.positive, scores),
    weight: numberColumn(job.weight, columns, '--weight'),
    value: numberColumn(job.value, columns, '--value'),
    selection: selectionOf(job, isBinary),
    segments: job.segments.map((name) => columnNamed(name, columns, '--segment')),
    costs: job.costs,
    seed: job.seed,
    columns: columns.map(({ name }) => name),
  };
  return { job, scoring: withDifferences(planned, scores), subject, limits };
}

function scoringJob(job: CompareJob): Job {
  const { source, bind, features, byPosition, missing, where, prefix, provider, trees, resources } = job;
  const how = { source, bind, features, byPosition, missing, where, prefix, provider, trees, resources };
  const destination = {
    path: join(job.folder, 'scored.parquet'),
    format: 'parquet' as const,
    overwrite: job.overwrite,
  };
  return { ...how, models: named(job.models), keep: 'all', onBadRow: 'fail', destination };
}

/** Files of one name in different folders, as versions often are, go by their roles. */
function named(models: CompareJob['models']): CompareJob['models'] {
  const names = models.map(({ name, path }) => name ?? stemOf(path));
  if (new Set(names).size === names.length) return models;
  const role = (at: number) => (at === 0 ? 'champion' : models.length === 2 ? 'challenger' : `challenger-${at}`);
  return models.map(({ name, path }, at) => ({ name: name ?? role(at), path }));
}

function withDifferences(planned: PlannedJob, scores: readonly ScoreColumn[]): PlannedJob {
  const [champion, ...challengers] = scores;
  if (champion === undefined) return planned;
  const columns = challengers.map((challenger) => {
    const name = `${challenger.model}_minus_${champion.model}`;
    if (planned.columns.some((column) => column.toLowerCase() === name.toLowerCase())) throw clash(name);
    const difference = `CAST(${identifier(challenger.name)} AS DOUBLE) - CAST(${identifier(champion.name)} AS DOUBLE)`;
    return { name, sql: `${difference} AS ${identifier(name)}` };
  });
  return {
    ...planned,
    columns: [...planned.columns, ...columns.map(({ name }) => name)],
    select: `SELECT *, ${columns.map(({ sql }) => sql).join(', ')}\nFROM (\n${planned.select}\n)`,
  };
}

/** SQL of a column of numbers, as a DOUBLE. */
function numberColumn(name: string | undefined, columns: readonly SourceColumn[], where: string): string | undefined {
  if (name === undefined) return undefined;
  const column = columnNamed(name, columns, where);
  if (['integer', 'float', 'wide-number', 'boolean'].includes(kindOf(column.type))) {
    return `CAST(${identifier(column.name)} AS DOUBLE)`;
  }
  throw new RowcastError(
    'INVALID_ARGUMENT',
    `${where} names column "${column.name}", which is of type ${column.type}: expected a column of numbers.`,
    'Name another column.',
  );
}

function selectionOf({ threshold, top }: CompareJob, isBinary: boolean): Selection | undefined {
  if (top !== undefined) return { top };
  if (threshold !== undefined) return { threshold };
  return isBinary ? { threshold: 0.5 } : undefined;
}

function checkJob({ models, threshold, top }: CompareJob): void {
  if (models.length < 2) {
    throw new RowcastError(
      'INVALID_ARGUMENT',
      `One model is given, "${models[0]?.path}": expected a champion and at least one challenger.`,
      'Name the other: --challenger MODEL.',
      { windowHint: 'Choose another.' },
    );
  }
  if (threshold !== undefined && top !== undefined) {
    throw new RowcastError(
      'INVALID_ARGUMENT',
      'Both a threshold and a top percent are given: expected one of them.',
      'Keep the one that you mean.',
    );
  }
}

function clash(name: string): RowcastError {
  return new RowcastError(
    'OUTPUT_CLASH',
    `The comparison would add column "${name}", and there is one of that name.`,
    'Name the models otherwise, for example --champion old=PATH.',
    { windowHint: 'Name the models otherwise.' },
  );
}
