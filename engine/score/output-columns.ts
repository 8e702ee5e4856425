/** Names of the output: the columns that are kept, then what each model adds. */
import { RowcastError, type Job, type SourceColumn } from '../../contract/index.ts';
import { columnNamed } from '../binding/match-name.ts';
import type { Explanation } from '../model/explain.ts';
import type { LoadedModel } from '../model/load.ts';
import { checkPredictions, predictionsOf } from '../model/predictions.ts';

export interface OutputColumn {
  name: string;
  /** DuckDB type. */
  type: string;
  model: LoadedModel;
  /** Which of the model's functions returns it. */
  from: 'scores' | 'reasons';
  /** Field of the STRUCT that the function returns. */
  field: string;
}

export function keptColumns(job: Pick<Job, 'keep'>, columns: readonly SourceColumn[]): SourceColumn[] {
  if (job.keep === 'all') return [...columns];
  if (job.keep === 'none') return [];
  const kept = job.keep.map((name) => columnNamed(name, columns, '--keep'));
  const twice = kept.find((column, index) => kept.indexOf(column) !== index);
  if (twice !== undefined) {
    throw new RowcastError('OUTPUT_CLASH', `--keep names column "${twice.name}" twice.`, 'Name each column once.');
  }
  return kept;
}

/** The columns of all models in order; a name that stands in the output already is an error. */
export function outputColumns(
  job: Pick<Job, 'prefix' | 'predictions'>,
  models: readonly LoadedModel[],
  kept: readonly SourceColumn[],
  explanations: ReadonlyMap<LoadedModel, Explanation> = new Map(),
): OutputColumn[] {
  const taken = new Map(kept.map((column) => [column.name.toLowerCase(), 'a column of the table']));
  const columns: OutputColumn[] = [];
  checkPredictions(job.predictions, models);
  for (const model of models) {
    const prefix = `${job.prefix ?? ''}${models.length > 1 ? `${model.name}_` : ''}`;
    const scores = predictionsOf(job.predictions, model).map(({ field, type, as }) => ({
      name: as ?? `${prefix}${field}`,
      type,
      from: 'scores' as const,
      field,
    }));
    const reasons = (explanations.get(model)?.columns ?? []).map((column) => ({
      ...column,
      name: `${prefix}${column.name}`,
    }));
    for (const { name, ...column } of [...scores, ...reasons]) {
      const clash = taken.get(name.toLowerCase());
      if (clash !== undefined) {
        const isNamedTwice = columns.some((other) => other.name === name && other.field === column.field);
        throw isNamedTwice && job.predictions.length > 0 ? namedTwice(name) : clashing(name, model.name, clash);
      }
      taken.set(name.toLowerCase(), `an output of model "${model.name}"`);
      columns.push({ name, model, ...column });
    }
  }
  return columns;
}

function namedTwice(name: string): RowcastError {
  return new RowcastError(
    'OUTPUT_CLASH',
    `--predictions names "${name}" twice.`,
    `Leave one out, or give it another name: "${name}=NAME".`,
    { windowHint: 'Leave one out, or give it another name.' },
  );
}

function clashing(name: string, model: string, clash: string): RowcastError {
  return new RowcastError(
    'OUTPUT_CLASH',
    `Model "${model}" would add column "${name}", and ${clash} has that name.`,
    'Pass --prefix, for example --prefix predicted_, or leave the column out with --keep.',
    { windowHint: 'Put a prefix before the predictions, for example predicted_, or leave the column out.' },
  );
}
