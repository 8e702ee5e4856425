/** Features given other values than their row has: each becomes a column that its argument is fed from instead. */
import { RowcastError, type Changes } from '../../contract/index.ts';
import { nearest } from '../binding/nearest.ts';
import { argumentSql, type Feed } from '../binding/argument-sql.ts';
import { columnFeed, type Argument, type Table } from '../binding/resolve.ts';
import { addressOf } from '../binding/slots.ts';
import { identifier, literal } from '../sql/text.ts';
import { isWhole, wholeNumber } from '../source/whole-number.ts';
import type { TrialModel } from './trial.ts';

/** One argument that is fed from a column of its own. */
export interface Changed {
  model: TrialModel;
  argument: Argument;
  /** Column that holds the new value. */
  column: string;
}

/** What `key` names: `feature`, `input[index]`, or either behind `model.`; throws `BINDING_UNKNOWN` where that is nothing. */
export function named(models: readonly TrialModel[], key: string): Omit<Changed, 'column'>[] {
  const found = models.flatMap((model) =>
    model.arguments
      .filter((argument) => namesOf(model.name, argument).includes(key))
      .map((argument) => ({ model, argument })),
  );
  if (found.length > 0) return found;
  const known = models.flatMap((model) => model.arguments.map((argument) => argument.feature));
  const close = nearest(key, known);
  throw new RowcastError(
    'BINDING_UNKNOWN',
    `"${key}" is given a value, but no model has a feature of that name.`,
    close === undefined ? `There are: ${[...new Set(known)].join(', ')}.` : `The nearest is "${close}".`,
  );
}

function namesOf(model: string, argument: Argument): string[] {
  return [argument.feature, addressOf(argument)].flatMap((name) => [name, `${model}.${name}`]);
}

/** The changes as columns to select beside the row; what is said with a model's name comes before what is said for all. */
export function changedColumns(
  models: readonly TrialModel[],
  changes: Changes,
): { changed: Changed[]; columns: { changed: Changed; text: string | null }[] } {
  const columns: { changed: Changed; text: string | null }[] = [];
  const particularFirst = Object.entries(changes).toSorted(([a], [b]) => b.length - a.length);
  for (const [key, text] of particularFirst) {
    for (const one of named(models, key)) {
      if (columns.some(({ changed }) => changed.argument === one.argument)) continue;
      columns.push({ changed: { ...one, column: `__rowcast_changed_${columns.length + 1}` }, text });
    }
  }
  return { changed: columns.map((column) => column.changed), columns };
}

/** SQL of a text as a value of the feed's type, NULL where it is none. */
export function valueOf({ type }: Feed, text: string): string {
  if (isWhole({ name: '', type })) return wholeNumber(text, { name: '', type }, true);
  return type === 'VARCHAR' ? text : `TRY_CAST(${text} AS ${type})`;
}

export function valueOfText(feed: Feed, text: string | null): string {
  return text === null ? `CAST(NULL AS ${feed.type})` : valueOf(feed, literal(text));
}

/** The model with the changed arguments fed from their own columns; its score function stays the same. */
export function withChanges(model: TrialModel, changed: readonly Changed[], table: Table): TrialModel {
  const replaced = model.arguments.map((argument) => {
    const change = changed.find((one) => one.argument === argument);
    if (change === undefined) return argument;
    const feed = feedFrom(change, table);
    return {
      ...argument,
      feed,
      argument: argumentSql(feed, argument.element, argument.tolerant, argument.length !== null),
    };
  });
  return { ...model, arguments: replaced };
}

function feedFrom({ argument, column }: Changed, table: Table): Feed {
  const { feed } = argument;
  if (argument.column !== null) return { ...columnFeed({ name: column, type: feed.type }, table), label: feed.label };
  const value = identifier(column);
  return {
    ...feed,
    value,
    convert: (to, tolerant) => `${tolerant ? 'TRY_CAST' : 'CAST'}(${value} AS ${to})`,
    numberText: `CAST(${value} AS VARCHAR)`,
  };
}
