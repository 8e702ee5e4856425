/** The machine and the software the engine runs on. */
import { availableParallelism, totalmem } from 'node:os';
import { locateSamples } from '../duckdb/locate.ts';
import { providersOf } from '../model/providers.ts';
import { versionsOf } from '../score/versions.ts';
import { contract } from './context.ts';

export const system = {
  about: contract.system.about.handler(async ({ context: { database, home, restartedAfter } }) => ({
    versions: await versionsOf(database),
    processId: process.pid,
    cores: availableParallelism(),
    memoryBytes: totalmem(),
    homeFolder: home?.folder ?? null,
    providers: await providersOf(database),
    restartedAfter,
  })),
  providers: contract.system.providers.handler(({ context: { database } }) => providersOf(database)),
  sampleFolder: contract.system.sampleFolder.handler(() => locateSamples() ?? null),
};
