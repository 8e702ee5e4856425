/** Decides which column or expression feeds each slot of a model; nothing is fed that was not named. */
import {
  RowcastError,
  type BindingRule,
  type BoundArgument,
  type Job,
  type SourceColumn,
} from '../../contract/index.ts';
import { listType } from './lists.ts';
import { columnNamed, matchName } from './match-name.ts';
import type { Rules } from './rules.ts';
import type { Block, Slot } from './slots.ts';
import { severalLists, unboundFeatures, unnamedBlock, wrongNumber } from './unbound.ts';

export type Choice = Pick<BoundArgument, 'matched'> & ({ column: SourceColumn } | { sql: string });

export interface Chosen {
  slot: Slot;
  /** What feeds it, or why nothing does. */
  choice: Choice | RowcastError;
}

/** What choices are made by: the table's columns, and what the user said. */
export interface Choosing {
  model: string;
  columns: readonly SourceColumn[];
  job: Pick<Job, 'features' | 'byPosition'>;
  rules: Rules;
  /** How many values the first list has, of columns that feed an input beside other lists. */
  lengths: ReadonlyMap<string, number>;
}

/** A choice for each slot of a block, in order. */
export function chooseBlock(block: Block, by: Choosing): Chosen[] {
  const rule = by.rules.forBlock(by.model, block);
  if (rule !== undefined) return fromRule(block, rule, by);
  const list = listNamed(block, by);
  if (list !== undefined) return fromLists(block, [list], 'the column', by);
  if (block.named) return block.slots.map((slot) => ({ slot, choice: attempt(() => byName(slot, by)) }));
  if (by.job.features !== undefined) return fromFeatures(block, by.job.features, by);
  return fromPosition(block, by);
}

function fromRule(block: Block, rule: BindingRule, by: Choosing): Chosen[] {
  if ('columns' in rule) {
    const where = `--bind ${block.input.name}`;
    const fed = listsAmong(rule.columns, 'rule', by.columns);
    return fed === undefined ? fromList(block, rule.columns, 'rule', where, by) : fromLists(block, fed, where, by);
  }
  const [slot] = block.slots;
  if (slot === undefined) return refuse(block, wrongNumber(`--bind ${block.input.name}:=`, block, 1));
  const list = block.single ? {} : { length: block.slots.length };
  const only = { ...slot, ...list, feature: block.single ? (slot.feature ?? block.input.name) : block.input.name };
  return [{ slot: only, choice: { sql: rule.sql, matched: 'rule' } }];
}

/** Columns said in order; a name among them may be bound to an expression or another column. */
function fromFeatures(block: Block, names: readonly string[], by: Choosing): Chosen[] {
  const lists = listsAmong(names, 'features', by.columns);
  if (lists !== undefined) return fromLists(block, lists, '--features', by);
  if (names.length !== block.slots.length) return refuse(block, wrongNumber('--features', block, names.length));
  return block.slots.map((unnamed, index) => {
    const name = names[index] ?? '';
    const slot = { ...unnamed, feature: name };
    const choice = attempt(
      () => ruled(slot, by) ?? { column: columnNamed(name, by.columns, '--features'), matched: 'features' },
    );
    return { slot, choice };
  });
}

/** Slots that have neither a name nor a list can be said one by one; all others only take the table's first columns. */
function fromPosition(block: Block, by: Choosing): Chosen[] {
  const nameless = unnamedBlock(by.model, block.input, block.slots.length);
  if (block.slots.length === 0) return refuse(block, nameless);
  const chosen: Chosen[] = [];
  for (let index = 0; index < block.slots.length; index += chosen.at(-1)?.slot.length ?? 1) {
    const slot = block.slots[index];
    if (slot === undefined) break;
    const choice = attempt(() => {
      const said = ruled(slot, by);
      if (said !== undefined) return said;
      if (!by.job.byPosition) throw nameless;
      const column = by.columns[index];
      if (column === undefined) throw wrongNumber('--by-position', block, by.columns.length);
      return { column, matched: 'position' as const };
    });
    chosen.push(named(asListFrom(slot, choice, block.slots.length - index), choice));
  }
  return chosen;
}

/** A list that was said for one place feeds the places behind it too: those that its type says, or all that are left. */
function asListFrom(slot: Slot, choice: Choice | RowcastError, left: number): Slot {
  const list = 'column' in choice && choice.matched === 'rule' ? listType(choice.column.type) : undefined;
  if (list === undefined || left === 1) return slot;
  return { ...slot, length: Math.min(list.length ?? left, left) };
}

function fromList(
  block: Block,
  names: readonly string[],
  matched: Choice['matched'],
  where: string,
  by: Choosing,
): Chosen[] {
  if (names.length !== block.slots.length) return refuse(block, wrongNumber(where, block, names.length));
  return block.slots.map((slot, index) =>
    named(
      slot,
      attempt(() => ({ column: columnNamed(names[index] ?? '', by.columns, where), matched })),
    ),
  );
}

interface Fed {
  column: SourceColumn;
  matched: Choice['matched'];
}

/** The column of lists that is called as a block's input is. */
function listNamed({ input, slots, single }: Block, by: Choosing): Fed | undefined {
  // What is said of a single place is said of single values.
  if (single || slots.some((slot) => by.rules.forSlot(by.model, slot) !== undefined)) return undefined;
  return matchName(
    input.name,
    by.columns.filter((column) => listType(column.type) !== undefined),
  );
}

/** The columns of these names where lists are among them. */
function listsAmong(
  names: readonly string[],
  matched: Choice['matched'],
  columns: readonly SourceColumn[],
): Fed[] | undefined {
  const found = names.map((name) => columns.find((column) => column.name.toLowerCase() === name.toLowerCase()));
  if (!found.some((column) => column !== undefined && listType(column.type) !== undefined)) return undefined;
  return found.flatMap((column) => (column === undefined ? [] : [{ column, matched }]));
}

/** Lists and single values one after another; one list of any length has what the others leave. */
function fromLists(block: Block, fed: readonly Fed[], where: string, by: Choosing): Chosen[] {
  const [first] = block.slots;
  if (first === undefined || block.single) {
    return fromList(
      block,
      fed.map(({ column }) => column.name),
      fed[0]?.matched ?? 'rule',
      where,
      by,
    );
  }
  const lengths = fed.map(({ column: { name, type } }) => {
    const list = listType(type);
    return list === undefined ? 1 : (list.length ?? by.lengths.get(name));
  });
  const known = lengths.reduce<number>((sum, length) => sum + (length ?? 0), 0);
  const open = lengths.filter((length) => length === undefined).length;
  const left = block.slots.length - known;
  if (open > 1) return refuse(block, severalLists(where, block));
  if (open === 0 ? left !== 0 : left < 1) return refuse(block, wrongNumber(where, block, known, 'value'));
  let index = 0;
  return fed.map(({ column, matched }, at) => {
    const length = lengths[at] ?? left;
    const isList = listType(column.type) !== undefined;
    const slot = { ...first, index, feature: column.name, ...(isList ? { length } : {}) };
    index += length;
    return { slot, choice: { column, matched } };
  });
}

/** The column's name is the feature's from here on, so that a rule for missing values can name it. */
function named(slot: Slot, choice: Choice | RowcastError): Chosen {
  const name = 'column' in choice ? choice.column.name : undefined;
  return { slot: { ...slot, feature: slot.feature ?? name }, choice };
}

function byName(slot: Slot, by: Choosing): Choice {
  const choice = ruled(slot, by) ?? matchName(slot.feature ?? slot.input, by.columns);
  if (choice === undefined) throw unboundFeatures(by.model, [slot], by.columns);
  return choice;
}

/** What a rule says of a slot, if one does. */
function ruled(slot: Slot, by: Choosing): Choice | undefined {
  const rule = by.rules.forSlot(by.model, slot);
  if (rule === undefined) return undefined;
  if ('sql' in rule) return { sql: rule.sql, matched: 'rule' };
  const [name = '', ...more] = rule.columns;
  if (more.length > 0) {
    throw new RowcastError(
      'ARGUMENT_COUNT',
      `--bind ${rule.input} lists ${rule.columns.length} columns, but feature "${slot.feature ?? rule.input}" of model "${by.model}" takes one.`,
      'Name one column, or write an expression with :=.',
      { windowHint: 'Choose one column, or write an expression.' },
    );
  }
  return { column: columnNamed(name, by.columns, `--bind ${rule.input}`), matched: 'rule' };
}

/** A block that cannot be fed has one line to say so on, even where its width is not known. */
function refuse(block: Block, fault: RowcastError): Chosen[] {
  const [first] = block.slots;
  const slots =
    first === undefined
      ? [{ input: block.input.name, index: 0, feature: undefined, element: block.element }]
      : block.slots;
  return slots.map((slot) => ({ slot, choice: fault }));
}

function attempt(choose: () => Choice): Choice | RowcastError {
  try {
    return choose();
  } catch (error) {
    if (error instanceof RowcastError) return error;
    throw error;
  }
}
