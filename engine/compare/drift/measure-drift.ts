/** All figures of a comparison of two files, from the file that holds the scores of both. */
import type { DriftReport, UnpairedTest } from '../../../contract/index.ts';
import type { Session } from '../../duckdb/session.ts';
import { identifier, literal, pathLiteral } from '../../sql/text.ts';
import { binaryFigures } from '../binary-quality.ts';
import type { Counted } from '../counted.ts';
import { countParts, gridFor, gridOfParts, usualFineness } from '../counting.ts';
import { amount, figure } from '../figures.ts';
import { checkLabels } from '../label.ts';
import type { Measured } from '../measure.ts';
import { regressionQuality } from '../regression-quality.ts';
import { openRows, partBy } from '../rows.ts';
import { columnShift } from './column-shift.ts';
import type { DriftSubject } from './drift-subject.ts';
import { fileColumn } from './stack.ts';
import { areProbabilities, aucEstimate, scoredAt, unpaired, type Estimate } from './unpaired-tests.ts';

export async function measureDrift(
  session: Session,
  path: string,
  subject: DriftSubject,
): Promise<Omit<Measured, 'live'>> {
  if (subject.label !== undefined) await checkLabels(session, path, subject.label);
  // Against a score of 0 for all rows, so that the aggregates that compare two models tell of one.
  await openRows(session, path, {
    scores: ['0', identifier(subject.score.name)],
    label: subject.label?.sql ?? 'NULL::DOUBLE',
    weight: subject.weight ?? '1::DOUBLE',
    value: 'NULL::DOUBLE',
    segments: [identifier(fileColumn)],
  });
  const grid = await gridFor(session, 2, usualFineness);
  await partBy(session, 1);
  const rules = { models: 2, isBinary: subject.isBinary, grid: gridOfParts(grid) };
  const parts = await countParts(session, rules, false, () => ({ thresholds: [] }));
  const drift = await driftOf(session, path, subject, parts);
  const bounds = [...parts.values()].map(({ margins }) => margins.aucBound);
  return {
    counts: {
      compared: drift.first.rows + drift.second.rows,
      judged: drift.first.judged + drift.second.judged,
      positive: [...parts.values()].reduce((sum, { margins }) => sum + margins.counts.positive, 0),
    },
    warnings: [],
    ranks: { kind: grid === undefined ? 'exact' : 'grid', aucBound: Math.max(0, ...bounds) },
    distributions: [],
    agreement: [],
    quality: [],
    tests: [],
    segments: [],
    foundSegments: [],
    classes: null,
    ranking: null,
    drift,
    fairness: [],
  };
}

async function driftOf(
  session: Session,
  path: string,
  subject: DriftSubject,
  parts: ReadonlyMap<string, Counted>,
): Promise<DriftReport> {
  const { score, columns, names } = subject;
  await openDrift(session, path, subject);
  const read = await session.rows('SELECT second, count(*) AS rows FROM drift_all GROUP BY second');
  const readOf = (second: boolean) =>
    amount(
      read.find((row) => row['second'] === second),
      'rows',
    );
  const shifts = [];
  for (const [at, column] of columns.entries()) shifts.push(await columnShift(session, column, valueName(at + 1)));
  const [first, second] = names.map((name) => parts.get(name));
  return {
    fileColumn,
    first: { file: names[0], read: readOf(false), ...figuresOf(first, subject) },
    second: { file: names[1], read: readOf(true), ...figuresOf(second, subject) },
    score: await columnShift(session, { name: score.name, type: 'DOUBLE' }, valueName(0)),
    columns: shifts.toSorted((a, b) => (b.psi ?? 0) - (a.psi ?? 0)),
    tests: first === undefined || second === undefined ? [] : await testsOf(session, subject, first, second),
  };
}

function valueName(at: number): string {
  return `v${at}`;
}

/**
 * Makes the view `drift_rows` of the score `v0` and the columns `v1`…, under names that no column of the user's has, with `second` and
 * the weight `w`; rows without a weight are left out.
 */
async function openDrift(session: Session, path: string, subject: DriftSubject): Promise<void> {
  const { names, weight, score, columns } = subject;
  const values = [score, ...columns].map(({ name }, at) => `${identifier(name)} AS ${valueName(at)}`);
  await session.rows(
    `CREATE OR REPLACE TEMP VIEW drift_all AS
     SELECT ${identifier(fileColumn)} = ${literal(names[1])} AS second, ${weight ?? '1::DOUBLE'} AS w, ${values.join(', ')}
     FROM read_parquet(${pathLiteral(path)}, hive_partitioning = false)`,
  );
  await session.rows('CREATE OR REPLACE TEMP VIEW drift_rows AS SELECT * FROM drift_all WHERE isfinite(w) AND w > 0');
}

function figuresOf(
  counted: Counted | undefined,
  { isBinary, score }: DriftSubject,
): Pick<DriftReport['first'], 'rows' | 'judged' | 'quality'> {
  if (counted === undefined) return { rows: 0, judged: 0, quality: {} };
  const { rows, judged } = counted.margins.counts;
  if (judged === 0) return { rows, judged, quality: {} };
  const figures = isBinary
    ? binaryFigures(score.model, counted, scoredAt)
    : regressionQuality(score.model, counted, scoredAt);
  const quality = Object.fromEntries(Object.entries(figures).filter(isFigure));
  return { rows, judged, quality };
}

function isFigure(entry: [string, unknown]): entry is [string, number | null] {
  return entry[1] === null || typeof entry[1] === 'number';
}

async function testsOf(
  session: Session,
  { isBinary, weight, names }: DriftSubject,
  first: Counted,
  second: Counted,
): Promise<UnpairedTest[]> {
  // Standard errors of weighted figures would need to know what the weights stand for.
  if (weight !== undefined) return [];
  const means = async (loss: string) => {
    const rows = await session.rows(
      `SELECT part, avg(${loss}) AS mean, sqrt(var_samp(${loss}) / count(*)) AS error FROM compare_rows WHERE y IS NOT NULL GROUP BY part`,
    );
    return names.map((name): Estimate | undefined => {
      const row = rows.find((one) => one['part'] === name);
      const [value, error] = [figure(row, 'mean'), figure(row, 'error')];
      return value === null || error === null ? undefined : { value, error };
    });
  };
  const welch = async (name: UnpairedTest['figure'], loss: string) => {
    const [one, other] = await means(loss);
    return unpaired(name, 'welch', one, other);
  };
  if (!isBinary) return welch('mae', 'abs(s2 - y)');
  const auc = unpaired('auc', 'delong', aucEstimate(first), aucEstimate(second));
  if (!areProbabilities(first) || !areProbabilities(second)) return auc;
  const kept = 'greatest(least(s2, 1 - 2.220446049250313e-16), 2.220446049250313e-16)';
  return [
    ...auc,
    ...(await welch('logLoss', `-ln(CASE WHEN y = 1 THEN ${kept} ELSE 1 - ${kept} END)`)),
    ...(await welch('brier', '(s2 - y) ** 2')),
  ];
}
