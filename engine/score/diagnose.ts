/** After a run failed: finds which values of which column are to blame, and how many, before the user is told. */
import { RowcastError, type ErrorCode } from '../../contract/index.ts';
import { conversionOf } from '../binding/conversion-sql.ts';
import type { Argument } from '../binding/resolve.ts';
import type { Database } from '../duckdb/database.ts';
import { ArgumentError, DatabaseError } from '../duckdb/errors.ts';
import { missingTextAdvice, numberAdvice, numberExpressionAdvice, type Advice } from '../source/number-advice.ts';
import { explainReadFailure } from '../source/read-failure.ts';
import type { PlannedJob } from './plan.ts';

/** The error to show for a failed run. */
export async function explainRunFailure(
  database: Database,
  planned: PlannedJob,
  partPath: string,
  error: unknown,
): Promise<unknown> {
  if (error instanceof ArgumentError && error.code === 'MISSING_VALUE') {
    return (await findMissing(database, planned)) ?? error;
  }
  if (error instanceof ArgumentError && error.code === 'LIST_LENGTH') {
    return (await findLengths(database, planned)) ?? error;
  }
  if (error instanceof RowcastError && error.code === 'VALUE_DOES_NOT_CONVERT') {
    return (await findMisfit(database, planned)) ?? explainReadFailure(database, planned.source, error);
  }
  if (error instanceof ArgumentError) return withBindingHint(planned, error);
  if (error instanceof RowcastError || !(error instanceof Error)) return error;
  if (error.message.includes(partPath) || noRoom.test(error.message)) return notWritten(planned, partPath, error);
  if (!(error instanceof DatabaseError)) return error;
  if (error.kind === 'Conversion') {
    const misfit = await findMisfit(database, planned).catch(() => undefined);
    if (misfit !== undefined) return misfit;
  }
  return explainReadFailure(database, planned.source, error);
}

/** The extension speaks to people who write SQL; here the way out is a binding. */
function withBindingHint(planned: PlannedJob, error: ArgumentError): RowcastError {
  const found = argumentsOf(planned).find(({ argument }) => error.message.startsWith(argument.label));
  if (found === undefined) return error;
  const hints: Partial<Record<ErrorCode, Advice>> = {
    NOT_A_WHOLE_NUMBER: makeItWhole(found.argument),
    VALUE_OUT_OF_RANGE: leaveItOut(found.argument),
  };
  const advice = hints[error.code];
  if (advice === undefined) return error;
  return new RowcastError(error.code, error.message, advice.hint, { cause: error, windowHint: advice.windowHint });
}

/** An argument of a model that takes no missing values, with the first row that has one. */
async function findMissing(database: Database, planned: PlannedJob): Promise<RowcastError | undefined> {
  for (const { model, argument } of argumentsOf(planned)) {
    if (argument.missing.policy !== 'error') continue;
    const { sql } = argument.argument;
    const found = await countWhere(database, planned, conversionOf(argument).missing, sql);
    if (found === undefined) continue;
    return new RowcastError(
      'MISSING_VALUE',
      `${feeds(model, argument)}: ${found.share} are missing, first in row ${found.row}.`,
      `Pass --missing '${argument.feature}:VALUE' to say what a missing value becomes, or leave those rows out with --where.`,
      { windowHint: 'Say what a missing value of this feature becomes, or leave those rows out with a filter.' },
    );
  }
  return undefined;
}

/** An argument of lists some of which have another length than the model takes. */
async function findLengths(database: Database, planned: PlannedJob): Promise<RowcastError | undefined> {
  for (const { model, argument } of argumentsOf(planned)) {
    if (argument.length === null) continue;
    const length = `len(${argument.argument.sql})`;
    const found = await countWhere(database, planned, `${length} <> ${argument.length}`, length);
    if (found === undefined) continue;
    return new RowcastError(
      'LIST_LENGTH',
      `${feeds(model, argument)} with lists of ${argument.length} values: ${found.share.replace(/values$/, 'lists')} have another length, first in row ${found.row}: ${found.value}.`,
      'Leave those rows out with --where, or set them aside with --on-bad-row quarantine.',
      { windowHint: 'Leave those rows out with a filter, or set rows that cannot be scored aside.' },
    );
  }
  return undefined;
}

/** An argument cast from text some of which does not convert. */
async function findMisfit(database: Database, planned: PlannedJob): Promise<RowcastError | undefined> {
  for (const { model, argument } of argumentsOf(planned)) {
    const { strictCast } = argument.argument;
    if (strictCast === undefined) continue;
    const { text, tolerant } = strictCast;
    const found = await countWhere(database, planned, `${text} IS NOT NULL AND ${tolerant} IS NULL`, text);
    if (found === undefined) continue;
    const nan = argument.element === 'float' || argument.element === 'double';
    const instead = nan ? 'nan' : argument.element === 'bool' ? 'false' : '0';
    const { hint, windowHint } =
      otherCountry(found.value, argument, planned) ??
      asMissing(found.value, `${argument.feature}:${instead}`, planned) ??
      wholeNumberHint(argument, found.value) ??
      takeAsMissing(argument, instead);
    return new RowcastError(
      'VALUE_DOES_NOT_CONVERT',
      `${feeds(model, argument)}: ${found.share} do not convert, first in row ${found.row}: ${JSON.stringify(found.value)}.`,
      hint,
      { windowHint },
    );
  }
  return undefined;
}

/** Numbers as other countries write them are the likeliest texts that do not convert. */
function otherCountry(text: string, { feature, column }: Argument, { source }: PlannedJob): Advice | undefined {
  const byOption = source.format === 'csv' ? numberAdvice(text, source.csv ?? {}) : undefined;
  return byOption ?? (column === null ? undefined : numberExpressionAdvice(text, feature, column));
}

function asMissing(text: string, all: string, { source }: PlannedJob): Advice | undefined {
  return source.format === 'csv' ? missingTextAdvice(text, all) : undefined;
}

function takeAsMissing({ feature }: Argument, instead: string): Advice {
  return {
    hint: `Pass --missing '${feature}:${instead}' to take such values as missing, or --null with each text that means a missing value.`,
    windowHint: 'Say what a missing value of this feature becomes: such values are then taken as missing.',
  };
}

/** A number that does not convert is one that an integer input cannot hold. */
function wholeNumberHint(argument: Argument, text: string): Advice | undefined {
  const number = Number(text);
  if (text.trim() === '' || !Number.isFinite(number)) return undefined;
  return Number.isInteger(number) ? leaveItOut(argument) : makeItWhole(argument);
}

function makeItWhole({ feature, column }: Argument): Advice {
  const whole = `round("${column ?? feature}")`;
  return {
    hint: `Say how to make it whole, for example --bind '${feature}:=${whole}', or leave such rows out with --where.`,
    windowHint: `Write an expression that makes it whole, for example ${whole}, or leave such rows out with a filter.`,
  };
}

function leaveItOut({ feature }: Argument): Advice {
  return {
    hint: `Leave such rows out with --where, or bind another column: --bind '${feature}=COLUMN'.`,
    windowHint: 'Leave such rows out with a filter, or choose another column.',
  };
}

interface Found {
  /** `3 of 10,000 values`. */
  share: string;
  /** From 1, in the source's order, before any filter. */
  row: string;
  value: string;
}

async function countWhere(
  database: Database,
  planned: PlannedJob,
  condition: string,
  value: string,
): Promise<Found | undefined> {
  const where = planned.where === undefined ? 'true' : `(${planned.where})`;
  const row = await database.row(
    `SELECT count(*) FILTER (bad) AS bad_count, count(*) FILTER (kept) AS row_count,
            min(n) FILTER (bad) AS first_row, arg_min(v, n) FILTER (bad) AS first_value
     FROM (SELECT row_number() OVER () AS n, ${where} AS kept, kept AND (${condition}) AS bad,
                  CAST(${value} AS VARCHAR) AS v
           FROM ${planned.table.relation.from})`,
  );
  const bad = Number(row['bad_count']);
  if (bad === 0) return undefined;
  return {
    share: `${bad.toLocaleString('en-US')} of ${Number(row['row_count']).toLocaleString('en-US')} values`,
    row: Number(row['first_row']).toLocaleString('en-US'),
    value: String(row['first_value']),
  };
}

function argumentsOf(planned: PlannedJob): { model: string; argument: Argument }[] {
  return planned.models.flatMap((model) => model.arguments.map((argument) => ({ model: model.name, argument })));
}

function feeds(model: string, argument: Argument): string {
  return `${argument.label} feeds "${argument.feature}" (${argument.element}) of model "${model}"`;
}

/** As DuckDB, and as Node where it writes itself, say it. */
const noRoom = /No space left|File too large|disk full|quota exceeded/i;

function notWritten(planned: PlannedJob, partPath: string, error: Error): RowcastError {
  const { path } = planned.job.destination;
  const full = noRoom.test(error.message);
  const reason = (error.message.split('\n', 1)[0] ?? '').replaceAll(partPath, path).replace(/[.!]$/, '');
  return new RowcastError(
    full ? 'DESTINATION_FULL' : 'DESTINATION_NOT_WRITABLE',
    full
      ? `The output "${path}" was not written: its disk or the limit on file size is full. Nothing was left behind.`
      : `The output "${path}" could not be written: ${reason}.`,
    full ? 'Make room, or name an output on another disk.' : 'Name another folder.',
    { cause: error },
  );
}
