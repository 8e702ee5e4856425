/** Reads a list of column names that was pasted: one a line, or separated by commas, semicolons or tabs, or a JSON or Python list. */

export interface PastedColumns {
  /** Columns of the table, spelled as there, in the order of the list. */
  columns: string[];
  /** Names that no column has. */
  unknown: string[];
}

export function readPastedColumns(text: string, columns: readonly string[]): PastedColumns {
  const list = text.trim().replace(/^\[|\]$/g, '');
  const whole = matched(list.split(/\r?\n/), columns);
  // A name may hold a comma itself, where each stands on a line of its own.
  return whole.unknown.length === 0 ? whole : matched(list.split(/[,;\t\r\n]/), columns);
}

function matched(texts: readonly string[], columns: readonly string[]): PastedColumns {
  const byLower = new Map(columns.map((column) => [column.toLowerCase(), column]));
  const found: PastedColumns = { columns: [], unknown: [] };
  for (const text of texts) {
    const name = text.trim().replace(/^(["'`])(.*)\1$/, '$2');
    if (name === '') continue;
    const column = columns.includes(name) ? name : byLower.get(name.toLowerCase());
    if (column === undefined) found.unknown.push(name);
    else found.columns.push(column);
  }
  return found;
}
