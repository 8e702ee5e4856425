/** From what was asked to a comparison of two files through one score. */
import { RowcastError, type CompareJob, type SourceColumn } from '../../../contract/index.ts';
import { columnNamed } from '../../binding/match-name.ts';
import type { PlannedJob } from '../../score/plan.ts';
import type { StackedNames } from '../joined.ts';
import { labelColumn } from '../label.ts';
import { numberColumn } from '../number-column.ts';
import type { ScoreColumn } from '../score-column.ts';
import type { DriftSubject } from './drift-subject.ts';
import { fileColumn } from './stack.ts';

/** Whether rows of two files are compared through one model or column, and not models through the same rows. */
export function isDrift({ with: other, models, championColumn, challengerColumns }: CompareJob): boolean {
  const isOne = models.length + (championColumn === undefined ? 0 : 1) === 1 && challengerColumns.length === 0;
  return other !== undefined && other.key === undefined && isOne;
}

/** `isTwoValued` is whether labels are true and false or 1 and 0. */
export function driftSubject(
  job: CompareJob,
  planned: PlannedJob,
  score: ScoreColumn,
  names: StackedNames,
  isTwoValued: boolean,
): DriftSubject {
  checkOptions(job);
  const { columns } = planned.source;
  const label = job.label === undefined ? undefined : columnNamed(job.label, columns, '--label');
  const isBinary = job.positive !== undefined || score.probability || isTwoValued;
  return {
    task: 'drift',
    isBinary,
    score: { model: score.model, name: score.name },
    names,
    label:
      label === undefined ? undefined : labelColumn(label, isBinary ? 'binary' : 'regression', job.positive, [score]),
    weight: numberColumn(job.weight, columns, '--weight'),
    columns: inputs(planned, columns).filter(({ name }) => ![label?.name, score.name, fileColumn].includes(name)),
  };
}

/** Columns that feed the model; all where there is none. */
function inputs({ models }: PlannedJob, columns: readonly SourceColumn[]): readonly SourceColumn[] {
  const [model] = models;
  if (model === undefined) return columns;
  const used = new Set(model.arguments.map(({ column }) => column));
  return columns.filter(({ name }) => used.has(name));
}

/** What tells of several models, or of a decision. */
function checkOptions(job: CompareJob): void {
  const given = {
    '--threshold': job.threshold !== undefined,
    '--top': job.top !== undefined,
    '--value': job.value !== undefined,
    '--cost': job.costs !== undefined,
    '--segment': job.segments.length > 0,
    '--fairness': job.fairness.length > 0,
    '--find-segments': job.findSegments,
  };
  const [option] = Object.entries(given).find(([, isGiven]) => isGiven) ?? [];
  if (option === undefined) return;
  throw new RowcastError(
    'INVALID_ARGUMENT',
    `${option} is given, and two files are compared through one model: expected a challenger to decide against.`,
    'Leave it out, or name --challenger MODEL and the --key of both files.',
  );
}
