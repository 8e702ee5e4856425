/** Cells as tab-separated text, as spreadsheets take it. */

/** A cell that holds a tab, a line break or a quote is put into quotes, and quotes in it are doubled; a missing one is empty. */
export function cellsToText(rows: readonly (readonly (string | null)[])[]): string {
  return rows.map((row) => row.map(cellToText).join('\t')).join('\n');
}

function cellToText(cell: string | null): string {
  if (cell === null) return '';
  return /["\t\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
