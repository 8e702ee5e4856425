/** From what was asked to a comparison of models with a probability for each of several classes; undefined where it is another kind. */
import { RowcastError, type CompareJob } from '../../../contract/index.ts';
import { columnNamed, columnsNamed } from '../../binding/match-name.ts';
import type { PlannedJob } from '../../score/plan.ts';
import { identifier } from '../../sql/text.ts';
import { numberColumn } from '../number-column.ts';
import { classLabel } from './class-label.ts';
import type { ClassSubject } from './class-subject.ts';
import { classProbabilities, sameClasses } from './probabilities.ts';

/** Where every model tells several classes apart, and nothing asks for one of them alone. */
export function classSubject(job: CompareJob, planned: PlannedJob): ClassSubject | undefined {
  const isOfOneScore = job.positive !== undefined || Object.keys(job.scores).length > 0;
  if (isOfOneScore || job.championColumn !== undefined || job.challengerColumns.length > 0) return undefined;
  const found = planned.models.map((model) =>
    classProbabilities(
      model.name,
      planned.outputs.filter((output) => output.model === model),
    ),
  );
  const known = found.filter((one) => one !== undefined);
  if (known.length < found.length) return undefined;
  const { classes, models } = sameClasses(known);
  checkOptions(job, classes);
  const { columns } = planned.source;
  return {
    task: 'classes',
    classes,
    models,
    label: job.label === undefined ? undefined : classLabel(columnNamed(job.label, columns, '--label'), classes),
    weight: numberColumn(job.weight, columns, '--weight'),
    segments: columnsNamed(job.segments, columns, '--segment'),
    seed: job.seed,
    columns: columns.map(({ name }) => name),
  };
}

/** What needs one score for each row. */
function checkOptions(job: CompareJob, classes: readonly string[]): void {
  const given = {
    '--threshold': job.threshold !== undefined,
    '--top': job.top !== undefined,
    '--value': job.value !== undefined,
    '--cost': job.costs !== undefined,
    '--find-segments': job.findSegments,
    '--fairness': job.fairness.length > 0,
  };
  const [option] = Object.entries(given).find(([, isGiven]) => isGiven) ?? [];
  if (option === undefined) return;
  throw new RowcastError(
    'INVALID_ARGUMENT',
    `${option} is given, and the models give a probability for each of the classes ${classes.join(', ')}: expected one score for a row.`,
    `Leave it out, or compare the probability of one class: --positive ${classes[0] ?? 'CLASS'}.`,
    { windowHint: 'Leave it out, or say of which class the score is the probability.' },
  );
}

/** SQL of how far each challenger's probabilities are from the champion's, and what the column is called. */
export function distanceColumns({ models: [champion, ...challengers] }: ClassSubject): { name: string; sql: string }[] {
  if (champion === undefined) return [];
  const number = (name: string) => `CAST(${identifier(name)} AS DOUBLE)`;
  return challengers.map(({ model, columns }) => {
    const gaps = columns.map((name, at) => `abs(${number(name)} - ${number(champion.columns[at] ?? '')})`);
    return { name: `${model}_distance_to_${champion.model}`, sql: `(${gaps.join(' + ')}) / 2` };
  });
}
