/** Columns as they stand on the screen: frozen ones first, hidden ones left out, each with its place and width. */
import type { SourceColumn } from '../../../contract/index.ts';

/** What the user changed about the columns of a table. */
export interface ColumnChoices {
  /** Names in the order of the screen; columns that are not named follow in the order of the source. */
  order: readonly string[];
  frozen: ReadonlySet<string>;
  hidden: ReadonlySet<string>;
  /** Pixels by name. */
  widths: ReadonlyMap<string, number>;
}

export const noChoices: ColumnChoices = { order: [], frozen: new Set(), hidden: new Set(), widths: new Map() };

/** What was chosen, without columns that are not there any more. */
export function choicesFor(choices: ColumnChoices, columns: readonly SourceColumn[]): ColumnChoices {
  const names = new Set(columns.map(({ name }) => name));
  const isThere = (name: string) => names.has(name);
  const hidden = new Set([...choices.hidden].filter(isThere));
  return {
    order: choices.order.filter(isThere),
    frozen: new Set([...choices.frozen].filter(isThere)),
    // Something is shown.
    hidden: hidden.size < names.size ? hidden : new Set(),
    widths: new Map([...choices.widths].filter(([name]) => isThere(name))),
  };
}

export interface ShownColumn extends SourceColumn {
  /** Position in the source. */
  source: number;
  width: number;
  /** Pixels from the first column, or for a frozen one from the row numbers. */
  left: number;
  isFrozen: boolean;
  isNumber: boolean;
}

export const narrowest = 48;
export const widest = 1200;

const numberTypes = /^(?:U?(?:TINY|SMALL|BIG|HUGE)INT|U?INTEGER|FLOAT|DOUBLE|DECIMAL\b.*)$/;

export function isNumberType(type: string): boolean {
  return numberTypes.test(type);
}

/** `usual` is the width of a column that the user did not change. */
export function shownColumns(
  columns: readonly SourceColumn[],
  choices: ColumnChoices,
  usual: (column: SourceColumn) => number,
): ShownColumn[] {
  const place = new Map(choices.order.map((name, at) => [name, at]));
  const placed = columns
    .map((column, source) => ({ ...column, source, at: place.get(column.name) ?? choices.order.length + source }))
    .filter(({ name }) => !choices.hidden.has(name))
    .toSorted((a, b) => a.at - b.at);
  const frozen = placed.filter(({ name }) => choices.frozen.has(name));
  const loose = placed.filter(({ name }) => !choices.frozen.has(name));
  return [frozen, loose].flatMap((group) => {
    let left = 0;
    return group.map(({ at: _at, ...column }) => {
      const width = choices.widths.get(column.name) ?? usual(column);
      const isFrozen = choices.frozen.has(column.name);
      const shown = { ...column, width, left, isFrozen, isNumber: isNumberType(column.type) };
      left += width;
      return shown;
    });
  });
}

/** Names in the order of the screen after one was put before another; at the end where there is no other. */
export function orderAfterMove(shown: readonly string[], name: string, before: string | null): string[] {
  const rest = shown.filter((other) => other !== name);
  const at = before === null ? rest.length : rest.indexOf(before);
  return at < 0 ? [...shown] : [...rest.slice(0, at), name, ...rest.slice(at)];
}
