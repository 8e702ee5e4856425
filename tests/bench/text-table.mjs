/** Prints rows as aligned columns and figures as people read them. */

export function printTable(head, rows) {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column].length)));
  const line = (cells) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column]))
      .join('  ')
      .trimEnd();
  console.log([line(head), line(widths.map((width) => '─'.repeat(width))), ...rows.map(line)].join('\n'));
}

export function both(figure, digits = 2) {
  return figure === undefined ? '–' : `${figure.min.toFixed(digits)} / ${figure.median.toFixed(digits)}`;
}

export function mebibytes(bytes) {
  return `${Math.round(bytes / 2 ** 20).toLocaleString('en')} MiB`;
}

export function thousands(number) {
  return Math.round(number).toLocaleString('en');
}
