/** Writes a job as the one SELECT that is its whole work. */
import type { DestinationFormat, SourceColumn, SourceDescription } from '../../contract/index.ts';
import { headerLine, writtenDialect } from '../destination/csv-dialect.ts';
import { isNdjson } from '../destination/format.ts';
import { explainCall, type Explanation } from '../model/explain.ts';
import { scoreCall, type LoadedModel } from '../model/load.ts';
import type { Relation } from '../source/relation.ts';
import { lineColumn } from '../source/ndjson.ts';
import { identifier, literal } from '../sql/text.ts';
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
  format: DestinationFormat;
}

/**
 * Each model is called once, and what explains it once, in an inner SELECT that returns their STRUCTs; the outer one takes the fields out. DuckDB reads
 * only the columns that the outer SELECT or a model asks for.
 */
export function selectStatement(parts: StatementParts): string {
  const aliases = structAliases(parts);
  const calls = parts.models.flatMap((model) => {
    const { scores = '', reasons = '' } = aliases.get(model) ?? {};
    const explanation = parts.explanations.get(model);
    const score = `${scoreCall(model)} AS ${identifier(scores)}`;
    return explanation === undefined ? [score] : [score, `${explainCall(explanation)} AS ${identifier(reasons)}`];
  });
  const where = parts.where === undefined ? '' : `\n  WHERE ${parts.where}`;
  return [
    `SELECT ${selectLists[parts.relation.kind](parts, aliases)}`,
    'FROM (',
    `  SELECT *, ${calls.join(',\n    ')}`,
    `  FROM ${parts.relation.from}${where}`,
    ')',
  ].join('\n');
}

/** What the outer SELECT gives for each kind of relation: columns, or finished lines of text. */
const selectLists: Readonly<Record<Relation['kind'], (parts: StatementParts, aliases: Aliases) => string>> = {
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

function columnList(parts: StatementParts, aliases: Aliases): string {
  const kept = parts.kept.map((column) => {
    const name = identifier(column.name);
    const finite = isNdjson(parts.format) && isFloat(column.type);
    return finite ? `${finiteOnly(name)} AS ${name}` : name;
  });
  const outputs = parts.outputs.map((column) => `${outputValue(column, parts, aliases)} AS ${identifier(column.name)}`);
  return [...kept, ...outputs].join(', ');
}

/** A line of a delimited file, made from texts alone. The extension writes it in a tenth of the time DuckDB takes. */
function delimitedLine(parts: StatementParts, aliases: Aliases): string {
  const dialect = writtenDialect(parts.format, parts.source.csv ?? {});
  const kept = parts.kept.map((column) => identifier(column.name));
  const outputs = parts.outputs.map((column) => outputText(column, parts, aliases));
  const header = headerLine(
    [...parts.kept, ...parts.outputs].map((column) => column.name),
    dialect,
  );
  const texts = [literal(dialect.delimiter), literal(dialect.quote), literal(dialect.escape), ...kept, ...outputs];
  return `rowcast_csv_row(${texts.join(', ')}) AS ${identifier(header)}`;
}

/** A line of NDJSON with the outputs put in before its closing brace; nothing else in it is touched. */
function longerLine(parts: StatementParts, aliases: Aliases): string {
  const line = identifier(lineColumn);
  const members = parts.outputs.map((column) => `${literal(column.name)}: ${outputValue(column, parts, aliases)}`);
  const added = `CAST(to_json({${members.join(', ')}}) AS VARCHAR)`;
  const comma = `CASE WHEN regexp_full_match(${line}, '\\{\\s*\\}') THEN '' ELSE ',' END`;
  const notAnObject = `error('a line is not a JSON object: ' || left(${line}, 80))`;
  return `CASE WHEN starts_with(${line}, '{') THEN left(${line}, -1) || ${comma} || substr(${added}, 2) ELSE ${notAnObject} END AS ${line}`;
}

function outputValue(column: OutputColumn, parts: StatementParts, aliases: Aliases): string {
  const field = outputField(column, aliases);
  return isNdjson(parts.format) && isFloat(column.type) ? finiteOnly(shortest(field, column.type)) : field;
}

/** An output as the text that stands for it in a delimited file, with the decimal separator of that file. */
function outputText(column: OutputColumn, parts: StatementParts, aliases: Aliases): string {
  const field = outputField(column, aliases);
  const text = column.type === 'FLOAT' ? `rowcast_float_text(${field})` : `CAST(${field} AS VARCHAR)`;
  const comma = isFloat(column.type) && parts.source.csv?.decimalSeparator === ',';
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
