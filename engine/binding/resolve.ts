/** Binds each slot of a model: to an argument of its score function, or to the reason why there is none. */
import {
  RowcastError,
  type BoundArgument,
  type CsvOptions,
  type ElementType,
  type Job,
  type ModelCard,
  type SourceColumn,
} from '../../contract/index.ts';
import { identifier } from '../sql/text.ts';
import type { Relation } from '../source/relation.ts';
import type { Expression } from '../sql/expression.ts';
import { argumentSql, type ArgumentSql, type Feed } from './argument-sql.ts';
import { chooseBlock, type Choice, type Chosen } from './choose.ts';
import { checkMissing, type Missing, type Rules } from './rules.ts';
import { addressOf, blocksOf, type Slot } from './slots.ts';
import { withFillValue } from './fill-value.ts';
import { listType } from './lists.ts';
import { withMean } from './training-means.ts';
import { listedWidths } from './widths.ts';
import { unboundFeatures, wrongLength } from './unbound.ts';

/** One argument of a score function, ready to be written into SQL. */
export interface Argument extends BoundArgument {
  element: ElementType;
  label: string;
  feed: Feed;
  /** Whether what does not convert counts as missing. */
  tolerant: boolean;
  argument: ArgumentSql;
}

export interface Table {
  columns: readonly SourceColumn[];
  relation: Relation;
  /** How its numbers are written; undefined where they are not text. */
  csv: CsvOptions | undefined;
  compile(sql: string): Promise<Expression>;
  /** How many values the first list of a column or expression has; undefined where there is none. */
  firstLength(sql: string): Promise<number | undefined>;
}

/** A slot with what feeds it and what became of that. */
export interface Line extends Chosen {
  missing: Missing;
  argument: Argument | RowcastError;
}

export function isArgument(argument: Line['argument']): argument is Argument {
  return !(argument instanceof RowcastError);
}

/** Every slot of one model, in the order its score function takes them; faults stand in the lines they concern. */
export async function bindSlots(
  model: { name: string; card: ModelCard },
  table: Table,
  job: Pick<Job, 'features' | 'byPosition'>,
  rules: Rules,
): Promise<Line[]> {
  const { listed, lengths } = await listedWidths(model, table, job, rules);
  const blocks = blocksOf(model.card, model.name, (input) => listed.get(input));
  const by = { model: model.name, columns: table.columns, job, rules, lengths };
  const chosen = blocks.flatMap((block) => chooseBlock(block, by));
  return Promise.all(
    chosen.map(async (one) => {
      const missing = rules.missingFor(model.name, one.slot);
      return { ...one, missing, argument: await argumentOf(one, missing, model, table) };
    }),
  );
}

/** The arguments of lines without a fault; otherwise the fault that is to be told first. */
export function argumentsOf(model: string, lines: readonly Line[], columns: readonly SourceColumn[]): Argument[] {
  const unfed = lines.filter((line) => line.choice instanceof RowcastError);
  const unbound = unfed.filter(({ argument }) => isUnbound(argument));
  const refused = unfed.find((line) => !unbound.includes(line));
  if (refused !== undefined) throw refused.argument;
  if (unbound.length > 0) {
    throw unboundFeatures(
      model,
      unbound.map((line) => line.slot),
      columns,
    );
  }
  return lines.map(({ argument }) => {
    if (!isArgument(argument)) throw argument;
    return argument;
  });
}

function isUnbound(argument: Line['argument']): boolean {
  return argument instanceof RowcastError && argument.code === 'FEATURE_UNBOUND';
}

async function argumentOf(
  { slot, choice }: Chosen,
  missing: Missing,
  model: { name: string; card: ModelCard },
  table: Table,
): Promise<Argument | RowcastError> {
  if (choice instanceof RowcastError) return choice;
  try {
    const feed =
      'column' in choice
        ? columnFeed(choice.column, table, slot.feature ?? addressOf(slot))
        : await expressionFeed(slot, choice.sql, table);
    if (slot.length !== undefined) checkLength(slot, slot.length, feed.type);
    checkMissing(missing, slot, feed.label);
    const filled = withFillValue(missing, slot, feed.label, table.csv);
    return toArgument(slot, choice, feed, withMean(filled, slot, model));
  } catch (error) {
    if (error instanceof RowcastError) return error;
    throw error;
  }
}

/** A list whose type says its length has to have the right one; of all others each row's is looked at. */
function checkLength(slot: Slot, wanted: number, type: string): void {
  const list = listType(type);
  const found = list === undefined ? 1 : (list.length ?? wanted);
  if (found !== wanted) throw wrongLength(slot, wanted, found, list === undefined ? 'column' : 'value');
}

function toArgument(slot: Slot, choice: Choice, feed: Feed, { policy: missing, tolerant }: Missing): Argument {
  const argument = argumentSql(feed, slot.element, tolerant, slot.length !== undefined);
  return {
    input: slot.input,
    index: slot.index,
    feature: slot.feature ?? feed.name,
    column: 'column' in choice ? choice.column.name : null,
    sql: argument.sql,
    type: feed.type,
    element: slot.element,
    length: listType(feed.type) === undefined ? null : (slot.length ?? null),
    matched: choice.matched,
    missing,
    label: `${feed.label} (${feed.type})`,
    feed,
    tolerant,
    argument,
  };
}

export function columnFeed(column: SourceColumn, table: Pick<Table, 'relation'>, slot = column.name): Feed {
  return {
    label: `Column "${column.name}"`,
    name: column.name,
    slot,
    said: identifier(column.name),
    type: column.type,
    value: table.relation.value(column),
    convert: (type, tolerant) => table.relation.convert(column, type, tolerant),
    numberText: table.relation.numberText(column),
    fromText: table.relation.kind !== 'typed',
  };
}

async function expressionFeed(slot: Slot, text: string, table: Table): Promise<Feed> {
  const { sql, type } = await table.compile(text);
  return {
    label: `Expression \`${text}\``,
    name: slot.feature ?? addressOf(slot),
    slot: slot.feature ?? addressOf(slot),
    said: text,
    type,
    value: `(${sql})`,
    convert: (to, tolerant) => `${tolerant ? 'TRY_CAST' : 'CAST'}((${sql}) AS ${to})`,
    numberText: `CAST((${sql}) AS VARCHAR)`,
    fromText: false,
  };
}
