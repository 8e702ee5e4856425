/** The errors of a model that cannot be fed from a table. */
import { RowcastError, type ModelInput, type SourceColumn } from '../../contract/index.ts';
import { nearest } from './nearest.ts';
import type { Block, Slot } from './slots.ts';

/** Features that no column has the name of, with the nearest column to each. */
export function unboundFeatures(model: string, slots: readonly Slot[], columns: readonly SourceColumn[]): RowcastError {
  const names = columns.map((column) => column.name);
  const described = slots.slice(0, 10).map((slot) => {
    const name = slot.feature ?? slot.input;
    const close = nearest(name, names);
    return {
      name,
      close,
      text: `"${name}" (${slot.element}${close === undefined ? '' : `; nearest column "${close}"`})`,
    };
  });
  const more = slots.length > described.length ? ` and ${slots.length - described.length} more` : '';
  const there = described.every(({ close }) => close !== undefined) ? '' : ` ${columnsThere(names)}`;
  const rules = described.map(({ name, close }) => `--bind '${name}=${close ?? 'COLUMN'}'`).join(' ');
  return new RowcastError(
    'FEATURE_UNBOUND',
    `Model "${model}" needs ${described.map((feature) => feature.text).join(', ')}${more}, and the table has no such column.`,
    `Say what feeds ${slots.length === 1 ? 'it' : 'them'}: ${rules}${slots.length > described.length ? ' …' : ''}, or an expression: --bind '${described[0]?.name ?? 'FEATURE'}:=SQL'.${there}`,
    { windowHint: `Choose a column for ${slots.length === 1 ? 'it' : 'each'}, or write an expression.` },
  );
}

/** Names told at once; a table may have thousands. */
const mostNames = 20;

function columnsThere(names: readonly string[]): string {
  const more = names.length > mostNames ? ` and ${names.length - mostNames} more` : '';
  return `The table has ${names.slice(0, mostNames).join(', ')}${more}.`;
}

/** A block of features whose names are nowhere to be found. */
export function unnamedBlock(model: string, input: ModelInput, width: number): RowcastError {
  const count = width === 0 ? 'an unknown number of' : String(width);
  return new RowcastError(
    'FEATURE_NAMES_NEEDED',
    `Model "${model}" takes ${count} features in input "${input.name}" and does not name them.`,
    width === 0
      ? 'Pass --features with the columns in the order of the training data.'
      : 'Pass --features with the columns in the order of the training data, or --by-position to take the first columns of the table in their order.',
    {
      windowHint:
        width === 0
          ? 'List the columns in the order of the training data.'
          : 'Choose a column for each, in the order of the training data, or take the first columns of the table in their order.',
    },
  );
}

/** Lists of which no one says how long each is. */
export function severalLists(where: string, block: Block): RowcastError {
  return new RowcastError(
    'ARGUMENT_COUNT',
    `${where} gives several columns of lists to input "${block.input.name}", which takes ${block.slots.length} values: expected at most one whose type does not say how long its lists are.`,
    'Say the lengths in an expression that puts them together, such as list_concat(a, b), or store them as ARRAY.',
  );
}

/** An expression that gives another number of values than it is to feed. */
export function wrongLength(slot: Slot, wanted: number, found: number, what: string): RowcastError {
  return new RowcastError(
    'ARGUMENT_COUNT',
    `--bind ${slot.input}:= gives ${found} ${what}${found === 1 ? '' : 's'}, but input "${slot.input}" takes ${wanted}.`,
    'List as many columns as the model was trained on, in the same order.',
  );
}

export function wrongNumber(where: string, block: Block, found: number, what = 'column'): RowcastError {
  return new RowcastError(
    'ARGUMENT_COUNT',
    `${where} gives ${found} ${what}${found === 1 ? '' : 's'}, but input "${block.input.name}" takes ${block.slots.length}.`,
    'List as many columns as the model was trained on, in the same order.',
  );
}
