/** Selecting, ordering and copying cells. */
import { describe, expect, it } from 'vitest';
import { cellsToText } from '../../renderer/features/grid/cells-to-text.ts';
import { isNumberType, noChoices, orderAfterMove, shownColumns } from '../../renderer/features/grid/column-order.ts';
import { cellsIn, headAfter, rectangleOf, selectionAt } from '../../renderer/features/grid/selection.ts';
import { sortAfterClick } from '../../renderer/features/grid/sorting.ts';

describe('copied cells', () => {
  it('are separated by tabs, with missing ones empty', () => {
    expect(
      cellsToText([
        ['AA', null],
        ['UA', '12'],
      ]),
    ).toBe('AA\t\nUA\t12');
  });

  it('are put into quotes where a spreadsheet would cut them', () => {
    expect(cellsToText([['a\tb', 'say "x"', 'two\nlines']])).toBe('"a\tb"\t"say ""x"""\t"two\nlines"');
  });
});

describe('the cell at hand', () => {
  const extent = { rows: 100, columns: 5, pageRows: 20 };
  const press = (key: string, more: object = {}) => ({ key, shiftKey: false, ctrlKey: false, metaKey: false, ...more });

  it.each([
    ['ArrowDown', {}, { row: 51, column: 2 }],
    ['ArrowUp', { ctrlKey: true }, { row: 0, column: 2 }],
    ['ArrowRight', { metaKey: true }, { row: 50, column: 4 }],
    ['PageDown', {}, { row: 70, column: 2 }],
    ['Home', {}, { row: 50, column: 0 }],
    ['End', { ctrlKey: true }, { row: 99, column: 4 }],
  ])('goes by %s %o', (key, more, place) => {
    expect(headAfter({ row: 50, column: 2 }, press(key, more), extent)).toEqual(place);
  });

  it('stays within the table, and where a key means nothing', () => {
    expect(headAfter({ row: 0, column: 0 }, press('PageUp'), extent)).toEqual({ row: 0, column: 0 });
    expect(headAfter({ row: 99, column: 4 }, press('ArrowDown'), extent)).toEqual({ row: 99, column: 4 });
    expect(headAfter({ row: 1, column: 1 }, press('x'), extent)).toBeUndefined();
  });

  it('spans a rectangle in any direction', () => {
    const rectangle = { top: 2, bottom: 6, left: 3, right: 5 };
    const selection = { anchor: { row: 5, column: 'd' }, head: { row: 2, column: 'e' } };
    expect(rectangleOf(selection, ['a', 'b', 'c', 'd', 'e'])).toEqual(rectangle);
    expect(cellsIn(rectangle)).toBe(8);
  });

  it('stays in its column where columns are moved, and nowhere where it is hidden', () => {
    const selection = selectionAt({ row: 7, column: 'b' });
    expect(rectangleOf(selection, ['c', 'a', 'b'])).toEqual({ top: 7, bottom: 8, left: 2, right: 3 });
    expect(rectangleOf(selection, ['c', 'a'])).toBeNull();
    expect(rectangleOf(null, ['a'])).toBeNull();
  });
});

describe('columns', () => {
  const columns = ['a', 'b', 'c', 'd'].map((name) => ({ name, type: 'VARCHAR' }));
  const shown = (choices: Partial<typeof noChoices>) =>
    shownColumns(columns, { ...noChoices, ...choices }, () => 100).map(({ name, left }) => `${name}${left}`);

  it('stand in the order of the source until they are moved', () => {
    expect(shown({})).toEqual(['a0', 'b100', 'c200', 'd300']);
    expect(shown({ order: ['c', 'a'] })).toEqual(['c0', 'a100', 'b200', 'd300']);
  });

  it('are left out where they are hidden, and come first where they are frozen', () => {
    expect(shown({ hidden: new Set(['b']), frozen: new Set(['d']) })).toEqual(['d0', 'a0', 'c100']);
  });

  it('have the width that they were given', () => {
    expect(shown({ widths: new Map([['a', 40]]) })).toEqual(['a0', 'b40', 'c140', 'd240']);
  });

  it('move before another, or to the end', () => {
    expect(orderAfterMove(['a', 'b', 'c'], 'c', 'a')).toEqual(['c', 'a', 'b']);
    expect(orderAfterMove(['a', 'b', 'c'], 'a', null)).toEqual(['b', 'c', 'a']);
    expect(orderAfterMove(['a', 'b', 'c'], 'b', 'b')).toEqual(['a', 'b', 'c']);
  });

  it('of numbers are told from others by their type', () => {
    expect(['BIGINT', 'UINTEGER', 'DECIMAL(18,3)', 'DOUBLE'].every(isNumberType)).toBe(true);
    expect(['VARCHAR', 'DATE', 'INTERVAL', 'BIGINT[]'].some(isNumberType)).toBe(false);
  });
});

describe('a click on a column’s name', () => {
  it('sorts up, down and not at all in turn', () => {
    const up = sortAfterClick([], 'a', false);
    const down = sortAfterClick(up, 'a', false);
    expect([up, down, sortAfterClick(down, 'a', false)]).toEqual([
      [{ column: 'a', descending: false }],
      [{ column: 'a', descending: true }],
      [],
    ]);
  });

  it('keeps the other columns with shift', () => {
    const both = sortAfterClick([{ column: 'a', descending: true }], 'b', true);
    expect(both.map(({ column }) => column)).toEqual(['a', 'b']);
    expect(sortAfterClick(both, 'a', true)).toEqual([{ column: 'b', descending: false }]);
  });
});
