/** What is open when the window first shows: the files it was started with, or else the samples. */
import { pickModels, useJob } from '../score/job-store.ts';
import { useOpenTable } from '../../state/open-table.ts';
import type { Client } from '../../transport/client.ts';
import { endStart } from '../../transport/first-rows-first.ts';
import type { Host } from '../../transport/host.ts';
import { askForTable, isAskedForLast } from './asked-table.ts';
import { openPaths } from './open-paths.ts';
import { openSource } from './open-source.ts';

const sampleTable = 'data/flights.parquet';
const sampleModels = ['late-v1.onnx', 'late-v2.onnx'];

let hasStarted = false;

export async function openAtStart(client: Client, host: Host): Promise<void> {
  if (hasStarted) return;
  hasStarted = true;
  try {
    await openFirst(client, host);
  } finally {
    if (useOpenTable.getState().table === null) endStart();
  }
}

async function openFirst(client: Client, host: Host): Promise<void> {
  const wish = askForTable();
  const files = await host.initialFiles();
  if (files.length > 0) return void (await openPaths(client, files, wish));
  const sampleFolder = await client.system.sampleFolder();
  // What the user opened meanwhile stays open.
  if (sampleFolder === null || useOpenTable.getState().request !== null || !isAskedForLast(wish)) return;
  const separator = sampleFolder.includes('\\') ? '\\' : '/';
  const inSamples = (name: string) => [sampleFolder, ...name.split('/')].join(separator);
  if (useJob.getState().models.length === 0) pickModels(sampleModels.map(inSamples));
  await openSource(client, { paths: [inSamples(sampleTable)] });
}
