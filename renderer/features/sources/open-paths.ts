/** Gives each file to what it is for: models are picked, tables opened, job files loaded. */
import type { FileKind } from '../../../contract/index.ts';
import { pickModels } from '../score/job-store.ts';
import { loadJobFile } from '../score/load-job.ts';
import type { Client } from '../../transport/client.ts';
import { acknowledgeEnd } from '../../transport/connection.ts';
import { askForTable, isAskedForLast } from './asked-table.ts';
import { kindOf } from './file-kinds.ts';
import { openAsLastTime } from './last-reading.ts';
import type { Opening } from './open-source.ts';

/** Whether one of these takes the place of the open table. */
export function opensTable(names: readonly string[]): boolean {
  return names.some((name) => kindOf(name) !== 'model');
}

/** `wish` tells when this was asked for, where it was a while ago: of what came since, no table is replaced. */
export async function openPaths(client: Client, paths: readonly string[], wish?: number): Promise<Opening> {
  // Who opens something else has seen that the engine ended.
  acknowledgeEnd();
  const of = (kind: FileKind) => paths.filter((path) => kindOf(path) === kind);
  const [job, models, tables] = [of('job')[0], of('model'), of('table')];
  if (models.length > 0 && job === undefined) pickModels(models);
  if (!opensTable(paths)) return 'opened';
  const asked = wish ?? askForTable();
  if (!isAskedForLast(asked)) return 'superseded';
  if (job !== undefined) {
    await loadJobFile(client, job);
    if (models.length > 0) pickModels(models);
  }
  return tables.length > 0 ? openAsLastTime(client, tables, asked) : 'opened';
}
