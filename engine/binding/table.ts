/** How the table of a job is read, which its destination decides: as text from text to text, with types elsewhere. */
import type { DestinationFormat, Job, JobDraft, SourceDescription } from '../../contract/index.ts';
import { destinationFormat, isDelimited, isNdjson } from '../destination/format.ts';
import type { Database } from '../duckdb/database.ts';
import { canReadLines, linesRelation, textRelation, typedRelation, type Relation } from '../source/relation.ts';
import { compileExpression } from '../sql/expression.ts';
import type { Table } from './resolve.ts';

export function tableOf(
  database: Database,
  source: SourceDescription,
  format: DestinationFormat,
  keep: Job['keep'],
): Table {
  const { columns } = source;
  const relation = relationFor(source, format, keep);
  return {
    columns,
    relation,
    csv: source.csv,
    compile: (sql) => compileExpression(database, sql, columns, relation),
    firstLength: async (sql) => {
      const [row] = await database.rows(
        `SELECT len(v) AS n FROM (SELECT ${sql} AS v FROM ${relation.from}) WHERE v IS NOT NULL LIMIT 1`,
      );
      return row === undefined ? undefined : Number(row['n']);
    },
  };
}

/** The format a draft will end in; Parquet while nothing, or no known format, is said. */
export function draftFormat({ destination }: Pick<JobDraft, 'destination'>): DestinationFormat {
  if (destination === undefined) return 'parquet';
  try {
    return destinationFormat(destination);
  } catch {
    return 'parquet';
  }
}

/** From text to text, what only passes through stays the text it is; everywhere else columns have types. */
function relationFor(source: SourceDescription, format: DestinationFormat, keep: Job['keep']): Relation {
  if (source.csv !== undefined && isDelimited(format)) return textRelation(source, source.csv);
  if (source.format === 'ndjson' && isNdjson(format) && keep === 'all' && canReadLines(source))
    return linesRelation(source);
  return typedRelation(source);
}
