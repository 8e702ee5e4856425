/** What predictions are written to where nobody says otherwise: the same in the window and on the command line. */
import { destinationFormatOf, endingOf, fileEndings, sourceFormats } from './file-endings.ts';
import type { DestinationFormat } from './job.ts';
import type { SourceFormat } from './source.ts';

/** A table's own format, as far as it can be written; `said` is what the user reads it as. */
export function formatOfTable(name: string, said?: SourceFormat): DestinationFormat {
  const byName =
    destinationFormatOf(name) ?? sourceFormats[endingOf(name, fileEndings.table)?.split('.')[0] ?? ''] ?? 'parquet';
  return said === undefined || byName.startsWith(said) || (said === 'csv' && byName.startsWith('tsv')) ? byName : said;
}

/** `flights-scored.parquet` for `flights.csv`; for a glob, the name without its stars. */
export function suggestedName(name: string, format: DestinationFormat): string {
  const known = endingOf(name, fileEndings.table);
  const ending = known === undefined ? (/\.[^.]*$/.exec(name)?.[0] ?? '') : `.${known}`;
  const stem = name
    .slice(0, name.length - ending.length)
    .replace(/[*?[\]{}]+/g, '')
    .replace(/^[-_. ]+|[-_. ]+$/g, '');
  return `${stem === '' ? 'table' : stem}-scored.${format}`;
}
