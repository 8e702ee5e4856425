/** From what was asked to a scoring job and to what each column of its file means; all is checked before a row is read. */
import { join } from 'node:path';
import { RowcastError, type CompareJob, type Job, type SourceColumn } from '../../contract/index.ts';
import { kindOf } from '../binding/column-kind.ts';
import { columnNamed, columnsNamed } from '../binding/match-name.ts';
import { stemOf } from '../model/inspect.ts';
import type { Database } from '../duckdb/database.ts';
import { releaseModels } from '../model/load.ts';
import { checkOutputs, planJob, type PlannedJob } from '../score/plan.ts';
import { identifier } from '../sql/text.ts';
import { classProbabilities } from './classes/probabilities.ts';
import { classSubject, distanceColumns } from './classes/plan-classes.ts';
import type { ClassSubject } from './classes/class-subject.ts';
import type { Selection } from './decisions.ts';
import type { DriftSubject } from './drift/drift-subject.ts';
import { driftSubject } from './drift/plan-drift.ts';
import type { StackedNames } from './joined.ts';
import { labelColumn } from './label.ts';
import type { Subject } from './subject.ts';
import { checkLimits } from './limit-needs.ts';
import { checkRankingOptions, rankingSubject } from './ranking/plan-ranking.ts';
import type { RankingSubject } from './ranking/ranking-subject.ts';
import { readLimit, type Limit } from './limits.ts';
import { checkNumbers, numberColumn } from './number-column.ts';
import { scoreColumn, type ScoreColumn } from './score-column.ts';

export interface PlannedComparison {
  job: CompareJob;
  /** Its output holds the difference of each challenger to the champion too. */
  scoring: PlannedJob;
  subject: Subject | RankingSubject | ClassSubject | DriftSubject;
  limits: readonly Limit[];
}

/** The models stay loaded until `releaseModels`; `stacked` are the names of two files whose rows the source holds. */
export async function planComparison(
  database: Database,
  job: CompareJob,
  stacked?: StackedNames,
): Promise<PlannedComparison> {
  if (stacked === undefined) checkJob(job);
  if (job.group !== undefined) checkRankingOptions(job, stacked !== undefined);
  const limits = job.limits.map(readLimit);
  const planned = await planJob(database, scoringJob(job));
  try {
    const subject = await anySubject(database, job, planned, stacked);
    checkLimits(limits, subject);
    checkOutputs(planned, 'folder');
    return { job, scoring: withColumns(planned, addedColumns(subject)), subject, limits };
  } catch (error) {
    releaseModels(database, planned.models);
    throw error;
  }
}

async function anySubject(
  database: Database,
  job: CompareJob,
  planned: PlannedJob,
  stacked: StackedNames | undefined,
): Promise<PlannedComparison['subject']> {
  checkGroups(job, planned.source.columns);
  if (job.group !== undefined) {
    return rankingSubject(job, job.group, planned.source.columns, scoresOf(job, planned));
  }
  const ofClasses = stacked === undefined ? classSubject(job, planned) : undefined;
  if (ofClasses !== undefined) return ofClasses;
  const scores = scoresOf(job, planned);
  const [score] = scores;
  if (stacked === undefined || score === undefined) return subjectOf(database, job, planned, scores);
  const label = job.label === undefined ? undefined : columnNamed(job.label, planned.source.columns, '--label');
  return driftSubject(job, planned, score, stacked, await isTwoValued(database, planned, label));
}

function addedColumns(subject: PlannedComparison['subject']): { name: string; sql: string }[] {
  if (subject.task === 'drift') return [];
  return subject.task === 'classes' ? distanceColumns(subject) : differenceColumns(subject.scores);
}

/** The champion's first. */
function scoresOf(job: CompareJob, planned: PlannedJob): ScoreColumn[] {
  const ofColumn = (name: string, option: string): ScoreColumn => {
    const column = columnNamed(name, planned.source.columns, option);
    checkNumbers(column, option);
    return { model: column.name, name: column.name, probability: false, outcome: null };
  };
  const { championColumn, challengerColumns } = job;
  const scores = [
    ...(championColumn === undefined ? [] : [ofColumn(championColumn, '--champion-column')]),
    ...planned.models.map((model) => {
      const outputs = planned.outputs.filter((output) => output.model === model);
      const ofClass =
        job.positive === undefined ? undefined : classProbabilities(model.name, outputs)?.byClass.get(job.positive);
      const chosen = job.scores[model.name];
      if (ofClass === undefined || chosen !== undefined) return scoreColumn(model.name, outputs, chosen);
      return { model: model.name, name: ofClass, probability: true, outcome: job.positive ?? null };
    }),
    ...challengerColumns.map((name) => ofColumn(name, '--challenger-column')),
  ];
  const twice = scores.find(({ model }, at) => scores.findIndex((other) => other.model === model) !== at);
  if (twice !== undefined) throw sameName(twice.model);
  return scores;
}

async function subjectOf(
  database: Database,
  job: CompareJob,
  planned: PlannedJob,
  scores: readonly ScoreColumn[],
): Promise<Subject> {
  const { columns } = planned.source;
  const label = job.label === undefined ? undefined : columnNamed(job.label, columns, '--label');
  const isBinary = job.positive !== undefined || scores.some(({ probability }) => probability);
  const task = isBinary || (await isTwoValued(database, planned, label)) ? 'binary' : 'regression';
  const selection = selectionOf(job, task);
  checkFairness(job, selection);
  checkUse(job);
  return {
    task,
    scores,
    label: label === undefined ? undefined : labelColumn(label, task, job.positive, scores),
    weight: numberColumn(job.weight, columns, '--weight'),
    value: numberColumn(job.value, columns, '--value'),
    selection,
    segments: columnsNamed(job.segments, columns, '--segment'),
    fairness: columnsNamed(job.fairness, columns, '--fairness'),
    costs: job.costs,
    seed: job.seed,
    columns: columns.map(({ name }) => name),
    candidates: job.findSegments ? candidatesOf(job, columns, scores) : [],
  };
}

/** Columns that may tell where a challenger is worse: all but those that say what is compared. */
function candidatesOf(
  { label, weight, value }: CompareJob,
  columns: readonly SourceColumn[],
  scores: readonly ScoreColumn[],
): SourceColumn[] {
  const taken = new Set([label, weight, value, ...scores.map(({ name }) => name)]);
  return columns.filter(({ name }) => !taken.has(name));
}

/** Whether labels are true and false, or 1 and 0 alone, so that scores of any kind are of two outcomes. */
async function isTwoValued(database: Database, planned: PlannedJob, label: SourceColumn | undefined): Promise<boolean> {
  if (label === undefined) return false;
  const kind = kindOf(label.type);
  if (kind === 'boolean') return true;
  if (kind !== 'integer' && kind !== 'float' && kind !== 'wide-number') return false;
  const value = identifier(label.name);
  const { from } = planned.table.relation;
  const row = await database.row(`SELECT coalesce(bool_and(${value} IN (0, 1)), false) AS answer FROM ${from}`);
  return row['answer'] === true;
}

function scoringJob(job: CompareJob): Job {
  const { source, bind, features, byPosition, missing, where, prefix, trees, golden, resources } = job;
  const { provider, requireProvider, extensions } = job;
  const runs = { provider, requireProvider, trees, extensions, golden, resources };
  const how = { source, bind, features, byPosition, missing, where, prefix, ...runs };
  const destination = {
    path: join(job.folder, 'scored.parquet'),
    format: 'parquet' as const,
    overwrite: job.overwrite,
  };
  return { ...how, models: named(job.models), keep: 'all', onBadRow: 'fail', predictions: [], destination };
}

/** Files of one name in different folders, as versions often are, go by their roles. */
function named(models: CompareJob['models']): CompareJob['models'] {
  const names = models.map(({ name, path }) => name ?? stemOf(path));
  if (new Set(names).size === names.length) return models;
  const role = (at: number) => (at === 0 ? 'champion' : models.length === 2 ? 'challenger' : `challenger-${at}`);
  return models.map((model, at) => ({ ...model, name: model.name ?? role(at) }));
}

/** SQL of each challenger's score less the champion's, and what the column is called. */
function differenceColumns([champion, ...challengers]: Subject['scores']): { name: string; sql: string }[] {
  if (champion === undefined) return [];
  const number = (name: string) => `CAST(${identifier(name)} AS DOUBLE)`;
  return challengers.map((challenger) => ({
    name: `${challenger.model}_minus_${champion.model}`,
    sql: `${number(challenger.name)} - ${number(champion.name)}`,
  }));
}

function withColumns(planned: PlannedJob, added: readonly { name: string; sql: string }[]): PlannedJob {
  const taken = new Set(planned.columns.map((column) => column.toLowerCase()));
  const twice = added.find(({ name }) => taken.has(name.toLowerCase()));
  if (twice !== undefined) throw clash(twice.name);
  if (added.length === 0) return planned;
  const columns = added.map(({ name, sql }) => `${sql} AS ${identifier(name)}`);
  return {
    ...planned,
    columns: [...planned.columns, ...added.map(({ name }) => name)],
    select: `SELECT *, ${columns.join(', ')}\nFROM (\n${planned.select}\n)`,
  };
}

function selectionOf({ threshold, top }: CompareJob, task: Subject['task']): Selection | undefined {
  if (top !== undefined) return { top };
  if (threshold !== undefined) return { threshold };
  return task === 'binary' ? { threshold: 0.5, isAssumed: true } : undefined;
}

function checkFairness({ fairness }: CompareJob, selection: Selection | undefined): void {
  const [column] = fairness;
  if (column === undefined || selection !== undefined) return;
  throw new RowcastError(
    'INVALID_ARGUMENT',
    `--fairness names column "${column}", and nothing says which rows the models select.`,
    'Give --threshold SCORE or --top PERCENT.',
    { windowHint: 'Say a threshold, or which share of the rows is selected.' },
  );
}

/** Groups by the outcome would each have one outcome, and every figure of them would be about that alone. */
function checkGroups({ label, segments, fairness }: CompareJob, columns: readonly SourceColumn[]): void {
  const outcome = label === undefined ? undefined : columnNamed(label, columns, '--label').name;
  const told = { '--segment': segments, '--fairness': fairness };
  for (const [option, names] of Object.entries(told)) {
    const found = names.find((name) => columnNamed(name, columns, option).name === outcome);
    if (found !== undefined) throw groupedByOutcome(option, found);
  }
}

function groupedByOutcome(option: string, name: string): RowcastError {
  return new RowcastError(
    'INVALID_ARGUMENT',
    `${option} names column "${name}", which is the outcome: groups of one outcome cannot tell how good a model is.`,
    'Name another column.',
    { windowHint: 'Choose another column.' },
  );
}

/** What would have no effect is not taken without a word. */
function checkUse({ costs, label, findSegments, weight }: CompareJob): void {
  if (costs !== undefined && label === undefined) {
    throw new RowcastError(
      'INVALID_ARGUMENT',
      '--cost says what wrong decisions cost, and nothing says which decisions are wrong: expected --label.',
      'Name the column with the outcome: --label COLUMN.',
      { windowHint: 'Choose the column with the outcome.' },
    );
  }
  if (findSegments && weight !== undefined) {
    throw new RowcastError(
      'INVALID_ARGUMENT',
      '--find-segments is given together with --weight, and segments are not found among rows that are weighted.',
      'Leave out one of the two.',
    );
  }
}

function checkJob({ models, championColumn, challengerColumns, threshold, top }: CompareJob): void {
  const columns = [...(championColumn === undefined ? [] : [championColumn]), ...challengerColumns];
  const [only = 'none', ...others] = [...models.map(({ path }) => path), ...columns];
  if (others.length === 0) {
    throw new RowcastError(
      'INVALID_ARGUMENT',
      `Of models to compare there is "${only}" alone: expected a champion and at least one challenger.`,
      'Name the other: --challenger MODEL, or --challenger-column COLUMN for scores that stand in the table.',
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

function sameName(name: string): RowcastError {
  return new RowcastError(
    'INVALID_ARGUMENT',
    `Two of what is compared go by the name "${name}": expected a name for each.`,
    'Name a model otherwise, for example --challenger new=PATH, and each column once.',
    { windowHint: 'Give one of them another name.' },
  );
}

function clash(name: string): RowcastError {
  return new RowcastError(
    'OUTPUT_CLASH',
    `The comparison would add column "${name}", and there is one of that name.`,
    'Name the models otherwise, for example --champion old=PATH.',
    { windowHint: 'Name the models otherwise.' },
  );
}
