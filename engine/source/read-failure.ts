/** After a statement failed while reading: finds the values or lines that are to blame and says so. */
import { RowcastError, type SourceColumn, type SourceDescription, typeInFull } from '../../contract/index.ts';
import type { Database } from '../duckdb/database.ts';
import { DatabaseError, sentence } from '../duckdb/errors.ts';
import { identifier } from '../sql/text.ts';
import { badLine } from './bad-line.ts';
import { numberAdvice, numberOf, type Advice } from './number-advice.ts';
import { isNumber } from './number-text.ts';
import { textRelation } from './relation.ts';
import { isWhole } from './whole-number.ts';

/** What DuckDB calls faults of a statement, which no file is to blame for. */
const plannerKinds = new Set(['Binder', 'Catalog', 'Parser', 'INTERNAL', 'Internal']);

/** The error to show for a failed read; whatever is no failed read comes back as it was. */
export async function explainReadFailure(
  database: Database,
  source: SourceDescription,
  error: unknown,
): Promise<unknown> {
  if (error instanceof RowcastError && error.code === 'VALUE_DOES_NOT_CONVERT' && source.format === 'csv') {
    return (await findMisfit(database, source)) ?? error;
  }
  if (!(error instanceof DatabaseError)) return error;
  if (error.kind === 'INTERRUPT' || error.kind === 'Interrupt') return error;
  if (plannerKinds.has(error.kind)) {
    return new RowcastError(
      'INTERNAL',
      `DuckDB refused the statement that Rowcast wrote: ${sentence(error)}`,
      'This is a fault of Rowcast; please report it with the command.',
      { cause: error },
    );
  }
  const files = source.files.map((file) => file.path).join(', ');
  const line = badLine(error);
  if (source.format === 'csv') {
    const misfit = await findMisfit(database, source).catch(() => undefined);
    if (misfit !== undefined) return misfit;
  }
  return (
    explainExpressionFailure(error) ??
    new RowcastError(
      'SOURCE_MALFORMED',
      `"${files}" cannot be read to its end: ${line?.reason ?? `part of it is damaged (DuckDB says: ${sentence(error).slice(0, -1)}).`}`,
      line?.hint ?? 'Write or copy the file again.',
      { cause: error, windowHint: line?.windowHint },
    )
  );
}

/** What went wrong with a value that the user's own SQL computes, or undefined where that is not what failed. */
export function explainExpressionFailure(error: unknown): RowcastError | undefined {
  if (!(error instanceof DatabaseError)) return undefined;
  if (error.kind === 'Conversion') return doesNotConvert(error);
  if (error.kind === 'Out of Range') return outOfRange(error);
  return undefined;
}

/** The first CSV column some of whose values are not of the sniffed type. */
async function findMisfit(database: Database, source: SourceDescription): Promise<RowcastError | undefined> {
  const typed = source.columns.filter((column) => column.type !== 'VARCHAR');
  const relation = textRelation(source, source.csv ?? {});
  const columns = typed.map((column, index) => {
    const present = relation.convert(column, 'VARCHAR', false);
    return `(${present} IS NOT NULL AND ${relation.convert(column, column.type, true)} IS NULL) AS bad${index}`;
  });
  if (columns.length === 0) return undefined;
  const counts = typed.map((_, index) => `count(*) FILTER (bad${index}) AS count${index}`);
  const row = await database.row(
    `SELECT count(*) AS row_count, ${counts.join(', ')} FROM (SELECT ${columns.join(', ')} FROM ${relation.from})`,
  );
  const index = typed.findIndex((_, at) => Number(row[`count${at}`]) > 0);
  const column = typed[index];
  if (column === undefined) return undefined;
  const first = await firstBad(database, relation.from, columns[index] ?? '', `bad${index}`, column);
  const { hint, windowHint } = misfitAdvice(column, first.value, source);
  return new RowcastError(
    'VALUE_DOES_NOT_CONVERT',
    `Column "${column.name}" was read as ${typeInFull(column.type)} from its first lines: ${count(row[`count${index}`])} of ${count(row['row_count'])} values do not convert, first in row ${count(first.row)}: ${JSON.stringify(first.value)}.`,
    hint,
    { windowHint },
  );
}

function misfitAdvice(column: SourceColumn, value: string, { csv = {} }: SourceDescription): Advice {
  if (isWhole(column) && Number.isFinite(numberOf(value, csv))) {
    return {
      hint: `Pass --type '${column.name}=DOUBLE' to read it as numbers with fractions.`,
      windowHint: 'Read the column as DOUBLE, to have numbers with fractions.',
    };
  }
  const number = isNumber(column) ? numberAdvice(value, csv) : undefined;
  return (
    number ?? {
      hint: `Pass --type '${column.name}=VARCHAR' to keep it as text, or --null '${value}' if that text means a missing value.`,
      windowHint: `Read the column as VARCHAR to keep it as text, or say that ${JSON.stringify(value)} means a missing value.`,
    }
  );
}

async function firstBad(
  database: Database,
  from: string,
  flag: string,
  alias: string,
  column: SourceColumn,
): Promise<{ row: number; value: string }> {
  const row = await database.row(
    `SELECT n, v FROM (SELECT row_number() OVER () AS n, ${identifier(column.name)} AS v, ${flag} FROM ${from}) WHERE ${alias} ORDER BY n LIMIT 1`,
  );
  return { row: Number(row['n']), value: String(row['v']) };
}

function count(value: unknown): string {
  return Number(value).toLocaleString('en-US');
}

/** A cast that the user wrote, or that DuckDB made to compute what the user wrote. */
function doesNotConvert(error: DatabaseError): RowcastError {
  return new RowcastError(
    'VALUE_DOES_NOT_CONVERT',
    `A value does not convert: ${sentence(error)}`,
    'Write TRY_CAST in the expression to make NULL of such values, or leave those rows out with --where.',
    {
      cause: error,
      windowHint:
        'Write TRY_CAST in the expression to make NULL of such values, or leave those rows out with a filter.',
    },
  );
}

function outOfRange(error: DatabaseError): RowcastError {
  return new RowcastError(
    'VALUE_OUT_OF_RANGE',
    `A value cannot be computed: ${sentence(error)}`,
    'Cast to a larger type in the expression, for example CAST(column AS DOUBLE), or leave those rows out with --where.',
    {
      cause: error,
      windowHint:
        'Cast to a larger type in the expression, for example CAST(column AS DOUBLE), or leave those rows out with a filter.',
    },
  );
}
