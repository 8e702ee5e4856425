/** How a delimited file is written: with the delimiter and quotes it came with, where it came as one. */
import type { CsvOptions, DestinationFormat } from '../../contract/index.ts';

export interface WrittenDialect {
  delimiter: string;
  quote: string;
  escape: string;
}

export function writtenDialect(format: DestinationFormat, csv: CsvOptions): WrittenDialect {
  const tabs = format === 'tsv' || format === 'tsv.gz';
  // A file read without quotes is still written with them where a field would otherwise fall apart.
  const quote = csv.quote === undefined || csv.quote === '' ? '"' : csv.quote;
  return {
    delimiter: tabs ? '\t' : (csv.delimiter ?? ','),
    quote,
    escape: csv.escape === undefined || csv.escape === '' ? quote : csv.escape,
  };
}

/** The first line of a file, as `rowcast_csv_row` writes all others. */
export function headerLine(names: readonly string[], dialect: WrittenDialect): string {
  const { delimiter, quote, escape } = dialect;
  const marks = [delimiter, quote, '\n', '\r'];
  const quoted = names.map((name) => {
    if (name !== '' && !marks.some((mark) => name.includes(mark))) return name;
    const escapes = escape === quote ? name : name.replaceAll(escape, escape + escape);
    const escaped = escapes.replaceAll(quote, escape + quote);
    return `${quote}${escaped}${quote}`;
  });
  return quoted.join(delimiter);
}
