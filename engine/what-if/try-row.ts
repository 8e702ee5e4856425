/** One row with other values: its scores as they are, and as they would be. */
import { RowcastError, type RowTrial, type TrialResult } from '../../contract/index.ts';
import type { Database } from '../duckdb/database.ts';
import { changedColumns, valueOfText, withChanges, type Changed } from './changes.ts';
import { withRow } from './row-table.ts';
import { plain, scoreRows, valuesOf } from './scores.ts';
import { trialOf, type Trial, type TrialModel } from './trial.ts';
import { identifier } from '../sql/text.ts';

/** Throws `ROW_NOT_FOUND`, `VALUE_DOES_NOT_CONVERT` for a change, and what a plan or a run of the draft would throw. */
export async function tryRow(
  database: Database,
  { draft, row, changes }: RowTrial,
  signal: AbortSignal | undefined,
): Promise<TrialResult> {
  const trial = await trialOf(database, draft);
  const { changed, columns } = changedColumns(trial.models, changes);
  await checkTexts(database, columns);
  return withRow(database, trial, row, signal, async (from) => {
    const changedFrom = withColumns(from, columns);
    const models = trial.models.map((model) => withChanges(model, changed, trial.table));
    const [after = {}] = await scoreRows(database, models, changedFrom);
    // A row that cannot be scored as it is may well be with another value.
    const [before = {}] = await scoreRows(database, trial.models, from).catch((error: unknown) => {
      if (changed.length > 0 && error instanceof RowcastError) return [];
      throw error;
    });
    return {
      features: await featuresOf(database, trial, models, changedFrom),
      scores: describeScores(trial, valuesOf(trial, before), valuesOf(trial, after)),
    };
  });
}

export type Columns = readonly { changed: Changed; text: string | null }[];

/** The row's table with the new values beside it. */
export function withColumns(from: string, columns: Columns): string {
  const values = columns.map(
    ({ changed, text }) => `${valueOfText(changed.argument.feed, text)} AS ${identifier(changed.column)}`,
  );
  return `(SELECT ${['*', ...values].join(', ')} FROM ${from})`;
}

export async function checkTexts(database: Database, columns: Columns): Promise<void> {
  if (columns.length === 0) return;
  const values = columns.map(({ changed, text }, index) => `${valueOfText(changed.argument.feed, text)} AS v${index}`);
  const row = await database.row(`SELECT ${values.join(', ')}`);
  const bad = columns.find(({ text }, index) => text !== null && row[`v${index}`] === null);
  if (bad === undefined) return;
  const { feature, feed } = bad.changed.argument;
  throw new RowcastError(
    'VALUE_DOES_NOT_CONVERT',
    `Feature "${feature}" of model "${bad.changed.model.name}" takes a value of type ${feed.type}: ${JSON.stringify(bad.text)} is none.`,
    'Give a value as the column has them, or none at all.',
  );
}

async function featuresOf(
  database: Database,
  trial: Trial,
  models: readonly TrialModel[],
  from: string,
): Promise<TrialResult['features']> {
  const pairs = trial.models.flatMap((model, at) =>
    model.arguments.map((argument, index) => ({
      model: model.name,
      argument,
      after: models[at]?.arguments[index] ?? argument,
    })),
  );
  const texts = pairs.flatMap(({ argument, after }, index) => [
    `${argument.feed.convert('VARCHAR', false)} AS b${index}`,
    `${after.feed.convert('VARCHAR', false)} AS a${index}`,
  ]);
  const row = await database.row(`SELECT ${texts.join(', ')} FROM ${from}`);
  const text = (value: unknown) => (typeof value === 'string' ? value : null);
  return pairs.map(({ model, argument: { feature, feed } }, index) => ({
    model,
    feature,
    type: feed.type,
    before: text(row[`b${index}`]),
    after: text(row[`a${index}`]),
  }));
}

function describeScores(trial: Trial, before: unknown[], after: unknown[]): TrialResult['scores'] {
  return trial.outputs.map(({ model, name, type }, index) => ({
    model: model.name,
    column: name,
    type,
    before: plain(before[index]),
    after: plain(after[index]),
  }));
}
