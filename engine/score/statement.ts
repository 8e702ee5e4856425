/** Writes a job as the one SELECT that is its whole work. */
import type { DestinationFormat, SourceColumn, SourceDescription } from '../../contract/index.ts';
import { headerLine, writtenDialect } from '../destination/csv-dialect.ts';
import { isNdjson } from '../destination/format.ts';
import { explainCall, type Explanation } from '../model/explain.ts';
import { scoreCall, type LoadedModel } from '../model/load.ts';
import type { Relation } from '../source/relation.ts';
import { lineColumn } from '../source/ndjson.ts';
import { identifier, literal } from '../sql/text.ts';
import type { BadRows } from './bad-rows.ts';
import type { OutputColumn } from './output-columns.ts';

export interface StatementParts {
  source: SourceDescription;
  relation: Relation;
  kept: readonly SourceColumn[];
  models: readonly LoadedModel[];
  explanations: ReadonlyMap<LoadedModel, Explanation>;
  outputs: readonly OutputColumn[];
  /** SQL of the filter. */
  where: string | undefined;
  badRows: BadRows | undefined;
  format: DestinationFormat;
}

/** A column behind those of the table, as the outer SELECT has it. */
interface Added {
  name: string;
  /** DuckDB type. */
  type: string;
  sql: string;
}

type Written = Pick<StatementParts, 'source' | 'relation' | 'kept' | 'format'>;

/**
 * Each model is called once, and what explains it once, in an inner SELECT that returns their STRUCTs; the outer one takes the
 * fields out. DuckDB reads only the columns that the outer SELECT or a model asks for.
 */
export function selectStatement(parts: StatementParts): string {
  const aliases = structAliases(parts);
  const calls = parts.models.flatMap((model) => {
    const { scores = '', reasons = '' } = aliases.get(model) ?? {};
    const explanation = parts.explanations.get(model);
    const call = (text: string, alias: string) => `${guarded(text, parts)} AS ${identifier(alias)}`;
    const score = call(scoreCall(model), scores);
    return explanation === undefined ? [score] : [score, call(explainCall(explanation), reasons)];
  });
  const added = parts.outputs.map((column) => ({ ...column, sql: outputField(column, aliases) }));
  return [
    `SELECT ${selectLists[parts.relation.kind](parts, added)}`,
    'FROM (',
    `  SELECT ${['*', ...calls].join(',\n    ')}`,
    `  FROM ${scoredRows(parts)}`,
    ')',
  ].join('\n');
}

/** The rows that a model cannot be fed, with their place in the table, from 1, and the reason. */
export function rejectedStatement(parts: StatementParts, badRows: BadRows): string {
  const taken = new Set(parts.source.columns.map((column) => column.name.toLowerCase()));
  const name = (wanted: string): string => (taken.has(wanted) ? name(`${wanted}_`) : wanted);
  const row = inner('row', parts);
  const added = [
    { name: name('rejected_row'), type: 'BIGINT', sql: row },
    { name: name('rejected_because'), type: 'VARCHAR', sql: inner('reason', parts) },
  ];
  const where = parts.where === undefined ? '' : ` WHERE ${parts.where}`;
  return [
    `SELECT ${selectLists[parts.relation.kind](parts, added)}`,
    `FROM (SELECT *, ${badRows.reason} AS ${inner('reason', parts)}`,
    `  FROM (SELECT row_number() OVER () AS ${row}, * FROM ${parts.relation.from})${where})`,
    `WHERE ${inner('reason', parts)} IS NOT NULL`,
  ].join('\n');
}

/** DuckDB computes a branch of CASE for the rows that take it, so that a bad row reaches no model. */
function guarded(call: string, parts: StatementParts): string {
  return parts.badRows === undefined ? call : `CASE WHEN ${inner('reason', parts)} IS NULL THEN ${call} END`;
}

/** One row: what aggregates say of all rows that a model can be fed. */
export function aggregateStatement(rows: ScoredRows, calls: readonly string[]): string {
  const { badRows } = rows;
  const good = badRows === undefined ? undefined : { ...badRows, policy: 'quarantine' as const };
  return `SELECT ${calls.join(', ')} FROM ${scoredRows({ ...rows, badRows: good })}`;
}

type ScoredRows = Pick<StatementParts, 'source' | 'relation' | 'where' | 'badRows'>;

function scoredRows(parts: ScoredRows): string {
  const { badRows, relation } = parts;
  const where = parts.where === undefined ? '' : `\n  WHERE ${parts.where}`;
  if (badRows === undefined) return `${relation.from}${where}`;
  const reason = inner('reason', parts);
  const good = badRows.policy === 'quarantine' ? `\n  WHERE ${reason} IS NULL` : '';
  return `(SELECT *, ${badRows.reason} AS ${reason} FROM ${relation.from}${where})${good}`;
}

/** A name inside the statement that no column of the table has. */
function inner(name: 'row' | 'reason', { source }: Pick<StatementParts, 'source'>): string {
  const taken = new Set(source.columns.map((column) => column.name.toLowerCase()));
  let alias = `__rowcast_${name}`;
  while (taken.has(alias)) alias += '_';
  return identifier(alias);
}

/** What the outer SELECT gives for each kind of relation: columns, or finished lines of text. */
const selectLists: Readonly<Record<Relation['kind'], (parts: Written, added: readonly Added[]) => string>> = {
  typed: columnList,
  fields: delimitedLine,
  lines: longerLine,
};

type Aliases = ReadonlyMap<LoadedModel, Record<OutputColumn['from'], string>>;

/** Names inside the statement, which no text of the user's can be or hide. */
function structAliases(parts: StatementParts): Aliases {
  const taken = new Set(parts.source.columns.map((column) => column.name.toLowerCase()));
  return new Map(
    parts.models.map((model, index) => {
      const free = (from: OutputColumn['from']) => {
        let alias = `__rowcast_${from}_${index + 1}`;
        while (taken.has(alias)) alias += '_';
        return alias;
      };
      return [model, { scores: free('scores'), reasons: free('reasons') }];
    }),
  );
}

function columnList(parts: Written, added: readonly Added[]): string {
  const kept = parts.kept.map((column) => {
    const name = identifier(column.name);
    if (!isNdjson(parts.format)) return name;
    if (isFloat(column.type)) return `${finiteOnly(name)} AS ${name}`;
    return listOfFloats.test(column.type) ? `${jsonValue(name, column.type)} AS ${name}` : name;
  });
  const outputs = added.map((column) => `${outputValue(column, parts)} AS ${identifier(column.name)}`);
  return [...kept, ...outputs].join(', ');
}

/** A line of a delimited file, made from texts alone. The extension writes it in a tenth of the time DuckDB takes. */
function delimitedLine(parts: Written, added: readonly Added[]): string {
  const dialect = writtenDialect(parts.format, parts.source.csv ?? {});
  const kept = parts.kept.map((column) => identifier(column.name));
  const outputs = added.map((column) => outputText(column, parts));
  const header = headerLine(
    [...parts.kept, ...added].map((column) => column.name),
    dialect,
  );
  const texts = [literal(dialect.delimiter), literal(dialect.quote), literal(dialect.escape), ...kept, ...outputs];
  return `rowcast_csv_row(${texts.join(', ')}) AS ${identifier(header)}`;
}

/** A line of NDJSON with the outputs put in before its closing brace; nothing else in it is touched. */
function longerLine(parts: Written, columns: readonly Added[]): string {
  const line = identifier(lineColumn);
  const members = columns.map((column) => `${literal(column.name)}: ${outputValue(column, parts)}`);
  const added = `CAST(to_json({${members.join(', ')}}) AS VARCHAR)`;
  const comma = `CASE WHEN regexp_full_match(${line}, '\\{\\s*\\}') THEN '' ELSE ',' END`;
  const notAnObject = `error('a line is not a JSON object: ' || left(${line}, 80))`;
  return `CASE WHEN starts_with(${line}, '{') THEN left(${line}, -1) || ${comma} || substr(${added}, 2) ELSE ${notAnObject} END AS ${line}`;
}

function outputValue({ sql, type }: Added, parts: Written): string {
  return isNdjson(parts.format) ? jsonValue(sql, type) : sql;
}

const listOfFloats = /^(?:FLOAT|DOUBLE)(?:\[\d*\])+$/;

/** A value as JSON can hold it, in lists too; `depth` names what each list goes through. */
function jsonValue(sql: string, type: string, depth = 1): string {
  if (isFloat(type)) return finiteOnly(shortest(sql, type));
  if (!listOfFloats.test(type)) return sql;
  const item = `x${depth}`;
  return `list_transform(${sql}, lambda ${item}: ${jsonValue(item, type.slice(0, type.lastIndexOf('[')), depth + 1)})`;
}

/** An output as the text that stands for it in a delimited file, with the decimal separator of that file. */
function outputText({ sql, type }: Added, parts: Written): string {
  const text = type === 'FLOAT' ? `rowcast_float_text(${sql})` : `CAST(${sql} AS VARCHAR)`;
  const comma = isFloat(type) && parts.source.csv?.decimalSeparator === ',';
  return comma ? `replace(${text}, '.', ',')` : text;
}

function outputField(column: OutputColumn, aliases: Aliases): string {
  return `struct_extract(${identifier(aliases.get(column.model)?.[column.from] ?? '')}, ${literal(column.field)})`;
}

function isFloat(type: string): boolean {
  return type === 'FLOAT' || type === 'DOUBLE';
}

/** JSON has no NaN and no infinity. */
function finiteOnly(value: string): string {
  return `CASE WHEN isfinite(${value}) THEN ${value} END`;
}

/** DuckDB writes a FLOAT into JSON with the digits of a DOUBLE; this is the DOUBLE that has the FLOAT's own digits. */
function shortest(value: string, type: string): string {
  return type === 'FLOAT' ? `CAST(CAST(${value} AS VARCHAR) AS DOUBLE)` : value;
}
