/** Gives each file to what it is for: models are picked, tables opened, job files loaded. */
import type { FileKind } from '../../../contract/index.ts';
import { pickModels } from '../score/job-store.ts';
import { loadJobFile } from '../score/load-job.ts';
import type { Client } from '../../transport/client.ts';
import { acknowledgeEnd } from '../../transport/connection.ts';
import { kindOf } from './file-kinds.ts';
import { openAsLastTime } from './last-reading.ts';

export async function openPaths(client: Client, paths: readonly string[]): Promise<void> {
  // Who opens something else has seen that the engine ended.
  acknowledgeEnd();
  const of = (kind: FileKind) => paths.filter((path) => kindOf(path) === kind);
  const [job, models, tables] = [of('job')[0], of('model'), of('table')];
  if (job !== undefined) await loadJobFile(client, job);
  if (models.length > 0) pickModels(models);
  if (tables.length > 0) await openAsLastTime(client, tables);
}
