/** Decides which column or expression feeds each slot of a model; nothing is fed that was not named. */
import {
  RowcastError,
  type BindingRule,
  type BoundArgument,
  type Job,
  type SourceColumn,
} from '../../contract/index.ts';
import { columnNamed, matchName } from './match-name.ts';
import type { Rules } from './rules.ts';
import type { Block, Slot } from './slots.ts';
import { unboundFeatures, unnamedBlock, wrongNumber } from './unbound.ts';

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
}

/** A choice for each slot of a block, in order. */
export function chooseBlock(block: Block, by: Choosing): Chosen[] {
  const rule = by.rules.forBlock(by.model, block);
  if (rule !== undefined) return fromRule(block, rule, by);
  if (block.named) return block.slots.map((slot) => ({ slot, choice: attempt(() => byName(slot, by)) }));
  if (by.job.features !== undefined) return fromFeatures(block, by.job.features, by);
  return fromPosition(block, by);
}

function fromRule(block: Block, rule: BindingRule, by: Choosing): Chosen[] {
  if ('columns' in rule) return fromList(block, rule.columns, 'rule', `--bind ${block.input.name}`, by);
  const [slot, ...more] = block.slots;
  if (slot === undefined || more.length > 0)
    return refuse(block, wrongNumber(`--bind ${block.input.name}:=`, block, 1));
  const only = { ...slot, feature: slot.feature ?? block.input.name };
  return [{ slot: only, choice: { sql: rule.sql, matched: 'rule' } }];
}

/** Columns said in order; a name among them may be bound to an expression or another column. */
function fromFeatures(block: Block, names: readonly string[], by: Choosing): Chosen[] {
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
  return block.slots.map((slot, index) => {
    const choice = attempt(() => {
      const said = ruled(slot, by);
      if (said !== undefined) return said;
      if (!by.job.byPosition) throw nameless;
      const column = by.columns[index];
      if (column === undefined) throw wrongNumber('--by-position', block, by.columns.length);
      return { column, matched: 'position' as const };
    });
    return named(slot, choice);
  });
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
