/** The scores of one row along one of its features. */
import type { Curve, CurveRequest } from '../../contract/index.ts';
import type { Database } from '../duckdb/database.ts';
import { identifier, literalList } from '../sql/text.ts';
import { changedColumns, named, valueOf, withChanges } from './changes.ts';
import { withRow } from './row-table.ts';
import { scoreRows, valuesOf } from './scores.ts';
import { valuesAlong } from './spread.ts';
import { trialOf, type Trial } from './trial.ts';
import { checkTexts, withColumns, type Columns } from './try-row.ts';

const numeric = /^(U?(TINY|SMALL|BIG)INT|U?INTEGER|FLOAT|DOUBLE)$/;

/** All points are scored in one statement. Throws what trying the row would throw. */
export async function drawCurve(
  database: Database,
  { draft, row, changes, feature, points }: CurveRequest,
  signal: AbortSignal | undefined,
): Promise<Curve> {
  const trial = await trialOf(database, draft);
  const along = named(trial.models, feature);
  const [first] = along as [(typeof along)[number], ...typeof along];
  const { kind, at } = await valuesAlong(database, trial, first.argument, points, signal);
  const { columns: others } = changedColumns(trial.models, changes);
  const varied = along.map((one, index) => ({ ...one, column: `__rowcast_varied_${index + 1}` }));
  const fixed = others.filter(({ changed }) => !along.some((one) => one.argument === changed.argument));
  await checkTexts(database, fixed);
  const rows = await withRow(database, trial, row, signal, (from) => {
    const changed = [...varied, ...fixed.map((one) => one.changed)];
    const models = trial.models.map((model) => withChanges(model, changed, trial.table));
    return at.length === 0
      ? Promise.resolve([])
      : scoreRows(database, models, overPoints(withColumns(from, fixed), varied, at), '__rowcast_point');
  });
  return { feature, kind, at, lines: linesOf(trial, rows) };
}

/** The row once for each point, with the point's value in the columns that vary. */
function overPoints(from: string, varied: readonly Columns[number]['changed'][], at: readonly string[]): string {
  const values = varied.map(
    ({ argument, column }) => `${valueOf(argument.feed, '__rowcast_text')} AS ${identifier(column)}`,
  );
  const texts = literalList(at);
  return `(SELECT tried.*, ${values.join(', ')}, __rowcast_point
    FROM ${from} AS tried,
      (SELECT unnest(${texts}) AS __rowcast_text, generate_subscripts(${texts}, 1) AS __rowcast_point))`;
}

function linesOf(trial: Trial, rows: readonly Record<string, unknown>[]): Curve['lines'] {
  const values = rows.map((row) => valuesOf(trial, row));
  return trial.outputs.flatMap(({ model, name, type }, index) =>
    numeric.test(type) ? [{ model: model.name, column: name, values: values.map((row) => finite(row[index])) }] : [],
  );
}

function finite(value: unknown): number | null {
  const number = typeof value === 'bigint' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}
