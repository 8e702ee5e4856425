/** Finds the column that a feature's name means. */
import { RowcastError, type SourceColumn } from '../../contract/index.ts';
import { nearest } from './nearest.ts';

export interface Match {
  column: SourceColumn;
  matched: 'exact' | 'ignoring-case' | 'identifier';
}

/**
 * The column named `feature`: exactly, else ignoring case, else after both were written as C identifiers, which is what
 * converters do to names (`home.dest` becomes `home_dest`). Undefined where there is none.
 */
export function matchName(feature: string, columns: readonly SourceColumn[]): Match | undefined {
  const rules = [
    ['exact', (name: string) => name],
    ['ignoring-case', (name: string) => name.toLowerCase()],
    ['identifier', asIdentifier],
  ] as const;
  for (const [matched, written] of rules) {
    const found = columns.filter((column) => written(column.name) === written(feature));
    const [only] = found;
    if (found.length > 1) throw ambiguous(feature, found);
    if (only !== undefined) return { column: only, matched };
  }
  return undefined;
}

function asIdentifier(name: string): string {
  return name
    .replace(/\W/g, '_')
    .replace(/^_?(?=\d)/, '_')
    .toLowerCase();
}

function ambiguous(feature: string, found: readonly SourceColumn[]): RowcastError {
  const names = found.map((column) => `"${column.name}"`).join(' and ');
  return new RowcastError(
    'BINDING_AMBIGUOUS',
    `Feature "${feature}" could be fed by ${names}.`,
    `Say which: --bind '${feature}=${found[0]?.name ?? ''}'.`,
    { windowHint: 'Choose which one.' },
  );
}

/** Columns a user named, each once. */
export function columnsNamed(
  names: readonly string[],
  columns: readonly SourceColumn[],
  where: string,
): SourceColumn[] {
  return [...new Set(names.map((name) => columnNamed(name, columns, where)))];
}

/** The column a user named, or an error that names the nearest. */
export function columnNamed(name: string, columns: readonly SourceColumn[], where: string): SourceColumn {
  const found =
    columns.find((column) => column.name === name) ??
    columns.find((column) => column.name.toLowerCase() === name.toLowerCase());
  if (found !== undefined) return found;
  const names = columns.map((column) => column.name);
  const close = nearest(name, names);
  throw new RowcastError(
    'COLUMN_NOT_FOUND',
    `${where} names column "${name}", which the table does not have.`,
    close === undefined ? `Its columns are: ${names.join(', ')}.` : `The nearest column is "${close}".`,
  );
}
