/** From what was asked to a comparison of how models order the rows of groups. */
import { RowcastError, typeInFull, type CompareJob, type SourceColumn } from '../../../contract/index.ts';
import { kindOf } from '../../binding/column-kind.ts';
import { columnNamed } from '../../binding/match-name.ts';
import { identifier } from '../../sql/text.ts';
import type { ScoreColumn } from '../score-column.ts';
import type { Grades, RankingSubject } from './ranking-subject.ts';

/** `group` is what the job names as one. */
export function rankingSubject(
  job: CompareJob,
  group: string,
  columns: readonly SourceColumn[],
  scores: readonly ScoreColumn[],
): RankingSubject {
  return {
    task: 'ranking',
    scores,
    group: columnNamed(group, columns, '--group').name,
    label: job.label === undefined ? undefined : gradesOf(columnNamed(job.label, columns, '--label')),
    seed: job.seed,
    columns: columns.map(({ name }) => name),
  };
}

function gradesOf({ name, type }: SourceColumn): Grades {
  if (['integer', 'float', 'wide-number', 'boolean'].includes(kindOf(type))) {
    const number = `CAST(${identifier(name)} AS DOUBLE)`;
    // NaN is a missing grade.
    return { column: name, sql: `CASE WHEN NOT isnan(${number}) THEN ${number} END` };
  }
  throw new RowcastError(
    'INVALID_ARGUMENT',
    `Label "${name}" is of type ${typeInFull(type)}, and groups are ranked: expected a column of grades, whole numbers from 0.`,
    'Name another column.',
  );
}

/** What knows nothing of groups is not taken without a word; `isOfTwoFiles` where one score is compared on two files. */
export function checkRankingOptions(job: CompareJob, isOfTwoFiles: boolean): void {
  const given = {
    '--positive': job.positive !== undefined,
    '--threshold': job.threshold !== undefined,
    '--top': job.top !== undefined,
    '--weight': job.weight !== undefined,
    '--value': job.value !== undefined,
    '--cost': job.costs !== undefined,
    '--segment': job.segments.length > 0,
    '--find-segments': job.findSegments,
    '--fairness': job.fairness.length > 0,
    '--with without --key': isOfTwoFiles,
  };
  const [option] = Object.entries(given).find(([, isGiven]) => isGiven) ?? [];
  if (option === undefined) return;
  throw new RowcastError(
    'INVALID_ARGUMENT',
    `--group is given together with ${option}, which says nothing of how the rows of a group are ordered.`,
    'Leave out one of the two.',
  );
}
