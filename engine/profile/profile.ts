/** What the columns of a view hold: of the table's first rows soon, of all rows of the view later. */
import type { ColumnProfile, ProfileRequest, SourceColumn } from '../../contract/index.ts';
import { interruptibleRows } from '../duckdb/interruptible.ts';
import { untilNoRun } from '../score/turns.ts';
import { explainReadFailure } from '../source/read-failure.ts';
import { typedRelation } from '../source/relation.ts';
import { checkUnchanged } from '../source/unchanged.ts';
import { firstRowCount, type OpenedTable } from '../table/opened-table.ts';
import { columnNamed, viewSql } from '../table/view-sql.ts';
import { profileColumn, type Ask } from './column-profile.ts';

export async function* profileTable(
  table: OpenedTable,
  request: ProfileRequest,
  asked: AbortSignal | undefined,
): AsyncGenerator<ColumnProfile> {
  checkUnchanged(table.source);
  const { columns } = table.source;
  const wanted = request.columns.map((name) => columnNamed(columns, name));
  // The order of rows changes nothing of what they hold.
  const view = { ...request.view, sort: [] };
  const { where } = await viewSql(table.database, view, columns, typedRelation(table.source));
  const known = (column: SourceColumn) => table.profiles.get(JSON.stringify([where, column.name]));
  try {
    for (const column of wanted.filter(known)) yield known(column) as ColumnProfile;
    const signal = table.until(asked);
    for await (const profile of profiles(
      table,
      wanted.filter((column) => known(column) === undefined),
      where,
      signal,
    )) {
      if (profile.exact) table.profiles.set(JSON.stringify([where, profile.name]), profile);
      yield profile;
    }
  } catch (error) {
    throw await explainReadFailure(table.database, table.source, error);
  }
}

async function* profiles(
  table: OpenedTable,
  columns: readonly SourceColumn[],
  where: string | undefined,
  signal: AbortSignal,
): AsyncGenerator<ColumnProfile> {
  if (columns.length === 0) return;
  const first = await table.firstRows.join(signal);
  const isWhole = first.rowCount < firstRowCount;
  const ask: Ask = (sql) => table.track(interruptibleRows(table.database, sql, signal));
  for (const column of columns) yield await profileColumn(ask, column, matching(first.from, where), isWhole);
  if (isWhole) return;
  const { from } = table.store ?? (await table.copy.join(signal));
  for (const column of columns) {
    const profile = await profileColumn(askLater(table, signal), column, matching(from, where), true);
    checkUnchanged(table.source);
    yield profile;
  }
}

function matching(from: string, where: string | undefined): string {
  return where === undefined ? from : `${from} WHERE ${where}`;
}

/** Short statements one by one, after all that somebody waits for. */
function askLater(table: OpenedTable, signal: AbortSignal): Ask {
  const { database } = table;
  return async (sql) => {
    await untilNoRun(database, signal);
    return database.lane.run('later', signal, () => table.track(interruptibleRows(database, sql, signal)));
  };
}
