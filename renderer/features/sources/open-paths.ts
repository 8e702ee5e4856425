/** Gives each file to what it is for: models are picked, tables are opened. */
import { pickModels } from '../score/job-store.ts';
import type { Client } from '../../transport/client.ts';
import { openSource } from './open-source.ts';

const isModel = (path: string) => /\.onnx$/i.test(path);

export async function openPaths(client: Client, paths: readonly string[]): Promise<void> {
  const models = paths.filter(isModel);
  const tables = paths.filter((path) => !isModel(path));
  if (models.length > 0) pickModels(models);
  if (tables.length > 0) await openSource(client, { paths: tables });
}
