/** Writes a job as the one SELECT that is its whole work. */
import type { DestinationFormat, SourceColumn, SourceDescription } from '../../contract/index.ts';
import { isDelimited } from '../destination/format.ts';
import { scoreCall, type LoadedModel } from '../model/load.ts';
import type { Relation } from '../source/relation.ts';
import { identifier } from '../sql/text.ts';
import type { OutputColumn } from './output-columns.ts';

export interface StatementParts {
  source: SourceDescription;
  relation: Relation;
  kept: readonly SourceColumn[];
  models: readonly LoadedModel[];
  outputs: readonly OutputColumn[];
  /** SQL of the filter. */
  where: string | undefined;
  format: DestinationFormat;
}

/**
 * Each model is called once, in an inner SELECT that returns its STRUCT; the outer one takes the fields out. DuckDB reads
 * only the columns that the outer SELECT or a model asks for.
 */
export function selectStatement(parts: StatementParts): string {
  const aliases = structAliases(parts);
  const fields = parts.outputs.map((column) => outputField(column, aliases, parts));
  const kept = parts.kept.map((column) => identifier(column.name));
  const calls = parts.models.map((model) => `${scoreCall(model)} AS ${identifier(aliases.get(model) ?? '')}`);
  const where = parts.where === undefined ? '' : `\n  WHERE ${parts.where}`;
  return [
    `SELECT ${[...kept, ...fields].join(', ')}`,
    'FROM (',
    `  SELECT *, ${calls.join(',\n    ')}`,
    `  FROM ${parts.relation.from}${where}`,
    ')',
  ].join('\n');
}

/** Each model's STRUCT goes by the model's name, unless a column has it. */
function structAliases(parts: StatementParts): Map<LoadedModel, string> {
  const taken = new Set(parts.source.columns.map((column) => column.name.toLowerCase()));
  return new Map(
    parts.models.map((model) => {
      let alias = model.name;
      while (taken.has(alias.toLowerCase())) alias += '_';
      taken.add(alias.toLowerCase());
      return [model, alias];
    }),
  );
}

function outputField(column: OutputColumn, aliases: ReadonlyMap<LoadedModel, string>, parts: StatementParts): string {
  const field = `${identifier(aliases.get(column.model) ?? '')}.${identifier(column.field)}`;
  const number = column.type === 'FLOAT' || column.type === 'DOUBLE';
  const comma = number && isDelimited(parts.format) && parts.source.csv?.decimalSeparator === ',';
  const value = comma ? `replace(CAST(${field} AS VARCHAR), '.', ',')` : field;
  return `${value} AS ${identifier(column.name)}`;
}
