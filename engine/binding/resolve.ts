/** Decides which column or expression feeds each slot of a model; nothing is fed that was not named. */
import {
  RowcastError,
  type BindingRule,
  type BoundArgument,
  type Job,
  type ModelCard,
  type SourceColumn,
} from '../../contract/index.ts';
import type { Expression } from '../sql/expression.ts';
import type { Relation } from '../source/relation.ts';
import { argumentSql, type ArgumentSql, type Feed } from './argument-sql.ts';
import { columnNamed, matchName } from './match-name.ts';
import type { Rules } from './rules.ts';
import { blocksOf, type Block, type Slot } from './slots.ts';
import { unboundFeatures, unnamedBlock, wrongNumber } from './unbound.ts';

/** One argument of a score function, ready to be written into SQL. */
export interface Argument extends BoundArgument {
  label: string;
  argument: ArgumentSql;
}

export interface Table {
  columns: readonly SourceColumn[];
  relation: Relation;
  compile(sql: string): Promise<Expression>;
}

type Choice = Pick<BoundArgument, 'matched'> & ({ column: SourceColumn } | { sql: string });

/** The arguments of one model, in the order its score function takes them. */
export async function resolveBinding(
  model: { name: string; card: ModelCard },
  table: Table,
  job: Pick<Job, 'features' | 'byPosition'>,
  rules: Rules,
): Promise<Argument[]> {
  const blocks = blocksOf(model.card, model.name, (input) => rules.listed(model.name, input) ?? job.features?.length);
  const chosen = blocks.flatMap((block) => chooseBlock(model.name, block, table, job, rules));
  const missing = chosen.filter((pair) => pair.choice === undefined).map((pair) => pair.slot);
  if (missing.length > 0) throw unboundFeatures(model.name, missing, table.columns);
  return Promise.all(chosen.map(({ slot, choice }) => toArgument(model.name, slot, choice as Choice, table, rules)));
}

interface Chosen {
  slot: Slot;
  choice: Choice | undefined;
}

function chooseBlock(
  model: string,
  block: Block,
  table: Table,
  job: Pick<Job, 'features' | 'byPosition'>,
  rules: Rules,
): Chosen[] {
  const rule = rules.forBlock(model, block);
  if (rule !== undefined) return fromRule(block, rule, table);
  if (!block.named && job.features !== undefined) return fromFeatures(model, block, job.features, table, rules);
  if (block.named) return block.slots.map((slot) => ({ slot, choice: byName(model, slot, table, rules) }));
  if (!job.byPosition || block.slots.length === 0) throw unnamedBlock(model, block.input, block.slots.length);
  const names = table.columns.slice(0, block.slots.length).map((column) => column.name);
  return fromList(block, names, 'position', '--by-position', table);
}

function fromRule(block: Block, rule: BindingRule, table: Table): Chosen[] {
  if ('columns' in rule) return fromList(block, rule.columns, 'rule', `--bind ${block.input.name}`, table);
  const [slot, ...more] = block.slots;
  if (slot === undefined || more.length > 0) throw wrongNumber(`--bind ${block.input.name}:=`, block, 1);
  return [{ slot, choice: { sql: rule.sql, matched: 'rule' } }];
}

/** Columns said in order; a name among them may be bound to an expression or another column. */
function fromFeatures(model: string, block: Block, names: readonly string[], table: Table, rules: Rules): Chosen[] {
  if (names.length !== block.slots.length) throw wrongNumber('--features', block, names.length);
  return block.slots.map((unnamed, index) => {
    const slot = { ...unnamed, feature: names[index] };
    const choice = ruled(model, slot, table, rules);
    return {
      slot,
      choice: choice ?? { column: columnNamed(names[index] ?? '', table.columns, '--features'), matched: 'features' },
    };
  });
}

function fromList(
  block: Block,
  names: readonly string[],
  matched: Choice['matched'],
  where: string,
  table: Table,
): Chosen[] {
  if (names.length !== block.slots.length) throw wrongNumber(where, block, names.length);
  return block.slots.map((slot, index) => ({
    // The column's name is the feature's from here on, so that --missing can name it.
    slot: { ...slot, feature: slot.feature ?? names[index] },
    choice: { column: columnNamed(names[index] ?? '', table.columns, where), matched },
  }));
}

function byName(model: string, slot: Slot, table: Table, rules: Rules): Choice | undefined {
  return ruled(model, slot, table, rules) ?? matchName(slot.feature ?? slot.input, table.columns);
}

/** What a rule says of a feature, if one does. */
function ruled(model: string, slot: Slot, table: Table, rules: Rules): Choice | undefined {
  const rule = rules.forSlot(model, slot);
  if (rule === undefined) return undefined;
  if ('sql' in rule) return { sql: rule.sql, matched: 'rule' };
  const [name = '', ...more] = rule.columns;
  if (more.length > 0) {
    throw new RowcastError(
      'ARGUMENT_COUNT',
      `--bind ${rule.input} lists ${rule.columns.length} columns, but feature "${slot.feature}" of model "${model}" takes one.`,
      'Name one column, or write an expression with :=.',
    );
  }
  return { column: columnNamed(name, table.columns, `--bind ${rule.input}`), matched: 'rule' };
}

async function toArgument(model: string, slot: Slot, choice: Choice, table: Table, rules: Rules): Promise<Argument> {
  const feed = 'column' in choice ? columnFeed(choice.column, table) : await expressionFeed(slot, choice.sql, table);
  const missing = rules.missingFor(model, slot, feed.label);
  const argument = argumentSql(feed, slot.element, missing.tolerant);
  return {
    input: slot.input,
    index: slot.index,
    feature: slot.feature ?? feed.name,
    column: 'column' in choice ? choice.column.name : null,
    sql: argument.sql,
    type: feed.type,
    element: slot.element,
    matched: choice.matched,
    missing: missing.policy,
    label: `${feed.label} (${feed.type})`,
    argument,
  };
}

function columnFeed(column: SourceColumn, table: Table): Feed {
  return {
    label: `Column "${column.name}"`,
    name: column.name,
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
    name: slot.feature ?? slot.input,
    type,
    value: `(${sql})`,
    convert: (to, tolerant) => `${tolerant ? 'TRY_CAST' : 'CAST'}((${sql}) AS ${to})`,
    numberText: `CAST((${sql}) AS VARCHAR)`,
    fromText: false,
  };
}
