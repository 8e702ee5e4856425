/** The options that say how a table is written, shared by every command that reads one. */
import type { Command } from 'commander';
import type { SourceRequest } from '../../contract/index.ts';
import { numberSaid } from './checked.ts';
import { readType } from './rules.ts';

export interface SourceSaid {
  inputFormat?: string;
  delimiter?: string;
  quote?: string;
  escape?: string;
  header?: boolean;
  skipLines?: string;
  null?: string[];
  decimal?: string;
  thousands?: string;
  dateFormat?: string;
  timestampFormat?: string;
  encoding?: string;
  type?: string[];
}

export function collect(value: string, before: string[] | undefined): string[] {
  return [...(before ?? []), value];
}

export function addSourceOptions(command: Command): Command {
  return command
    .option('--input-format <csv|parquet|ndjson>', 'read the table as, whatever its name')
    .option('--delimiter <CHAR>', 'what parts the fields of a CSV file (sniffed)')
    .option('--quote <CHAR>', 'what quotes its fields (sniffed)')
    .option('--escape <CHAR>', 'what escapes a quote (sniffed)')
    .option('--no-header', 'the first line is data')
    .option('--skip-lines <N>', 'lines before the header that are no part of the table')
    .option('--null <TEXT>', 'a text that means a missing value, besides the empty field (repeatable)', collect)
    .option('--decimal <CHAR>', 'what begins a fraction: a point or a comma')
    .option('--thousands <CHAR>', 'what parts thousands: . as in 1.400, or a comma, a space, an apostrophe')
    .option('--date-format <FORMAT>', 'how dates are written, for example %d.%m.%Y')
    .option('--timestamp-format <FORMAT>', 'how timestamps are written')
    .option('--encoding <utf-8|utf-16|latin-1>', 'of the text')
    .option('--type <COLUMN=TYPE>', 'DuckDB type of a column, instead of the sniffed one (repeatable)', collect);
}

/** What was said, as a request still to be checked by the contract. */
export function sourceRequest(paths: readonly string[], said: SourceSaid): Record<keyof SourceRequest, unknown> {
  return {
    paths,
    format: said.inputFormat,
    csv: withoutUndefined({
      delimiter: said.delimiter === '\\t' ? '\t' : said.delimiter,
      quote: said.quote,
      escape: said.escape,
      header: said.header === false ? false : undefined,
      skipLines: numberSaid(said.skipLines),
      nullTexts: said.null,
      decimalSeparator: said.decimal,
      thousandsSeparator: said.thousands,
      dateFormat: said.dateFormat,
      timestampFormat: said.timestampFormat,
      encoding: said.encoding,
    }),
    types: Object.fromEntries((said.type ?? []).map(readType)),
  };
}

function withoutUndefined(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
}
