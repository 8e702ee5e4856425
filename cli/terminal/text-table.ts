/** Lays out rows of cells in columns for a terminal. */

export interface TableOptions {
  /** Columns to align right, by position. */
  numeric?: ReadonlySet<number>;
  /** Characters to which a cell is cut. */
  cellWidth?: number;
}

export function textTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  options: TableOptions = {},
): string {
  const limit = options.cellWidth ?? 40;
  const lines = [head, ...rows].map((row) => row.map((cell) => cut(cell, limit)));
  const widths = head.map((_, column) => Math.max(...lines.map((line) => (line[column] ?? '').length)));
  return lines
    .map((line) =>
      line
        .map((cell, column) => {
          const width = widths[column] ?? 0;
          return options.numeric?.has(column) === true ? cell.padStart(width) : cell.padEnd(width);
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function cut(cell: string, limit: number): string {
  const line = cell.replaceAll(/[\r\n\t]/g, ' ');
  return line.length > limit ? `${line.slice(0, limit - 1)}…` : line;
}
