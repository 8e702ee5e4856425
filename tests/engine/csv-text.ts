/** Writes and reads delimited text by RFC 4180 and nothing else: the tests' own opinion of what a cell is. */

export interface Dialect {
  delimiter: string;
  newline: string;
}

export const plainCsv: Dialect = { delimiter: ',', newline: '\n' };

/** A cell, in quotes where it must be, or where `quoted` says so. */
function written(cell: string, quoted: boolean, { delimiter }: Dialect): string {
  const must = cell.includes(delimiter) || /["\r\n]/.test(cell);
  return must || quoted ? `"${cell.replaceAll('"', '""')}"` : cell;
}

export function csvText(rows: readonly (readonly string[])[], dialect: Dialect = plainCsv, quoted = false): string {
  const lines = rows.map((row) => row.map((cell) => written(cell, quoted, dialect)).join(dialect.delimiter));
  return lines.map((line) => line + dialect.newline).join('');
}

/** Every row, the header included. */
export function csvCells(text: string, delimiter = ','): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (quoted && character === '"' && text[at + 1] === '"') {
      cell += '"';
      at += 1;
    } else if (character === '"' && (quoted || cell === '')) {
      quoted = !quoted;
    } else if (quoted || (character !== delimiter && character !== '\n' && character !== '\r')) {
      cell += character;
    } else {
      row.push(cell);
      cell = '';
      if (character === delimiter) continue;
      if (character === '\r' && text[at + 1] === '\n') at += 1;
      rows.push(row);
      row = [];
    }
  }
  if (cell !== '' || row.length > 0) rows.push([...row, cell]);
  return rows;
}
