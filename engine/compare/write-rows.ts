/** Writes the rows behind a figure, with all their columns, as a file. */
import { SourceRequest, type Destination, type DestinationFormat } from '../../contract/index.ts';
import { copyStatement, destinationFormat } from '../destination/format.ts';
import { PartFile } from '../destination/part-file.ts';
import { checkTarget } from '../destination/target.ts';
import type { Database } from '../duckdb/database.ts';
import { interruptible } from '../duckdb/interruptible.ts';
import type { Session } from '../duckdb/session.ts';
import { selectStatement } from '../score/statement.ts';
import { describeSource } from '../source/describe.ts';
import { typedRelation } from '../source/relation.ts';
import { viewSql } from '../table/view-sql.ts';

interface Wanted {
  /** As the user writes it. */
  where: string;
  destination: Destination;
}

/** Resolves to how many rows of the Parquet file at `path` were written. */
export async function writeRows(
  database: Database,
  path: string,
  { where, destination }: Wanted,
  signal: AbortSignal | undefined,
): Promise<number> {
  const format = destinationFormat(destination);
  const source = await describeSource(database, SourceRequest.parse({ paths: [path] }));
  const relation = typedRelation(source);
  const view = { where, filters: [], sort: [] };
  const select = selectStatement({
    source,
    relation,
    kept: source.columns,
    models: [],
    explanations: new Map(),
    outputs: [],
    where: await viewSql(database, view, source.columns, relation).then((sql) => sql.where),
    badRows: undefined,
    format,
  });
  const part = new PartFile(checkTarget(destination, source.files, []));
  try {
    const rows = await interruptible(database, signal, (session) => write(session, select, part.path, format, signal));
    part.commit(destination);
    return rows;
  } finally {
    part.discard();
  }
}

async function write(
  session: Session,
  select: string,
  path: string,
  format: DestinationFormat,
  signal: AbortSignal | undefined,
): Promise<number> {
  if (format !== 'arrow') return session.copy(copyStatement(select, path, { format, csv: {}, lines: false }));
  const { writeArrowFile } = await import('../destination/arrow-file.ts');
  return writeArrowFile(session, select, path, signal);
}
