/** Which of ONNX Runtime's execution providers run models here: found out by running one, not by asking. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RowcastError, type Provider } from '../../contract/index.ts';
import type { Database } from '../duckdb/database.ts';

interface Known {
  name: string;
  what: string;
  platforms: readonly NodeJS.Platform[];
}

/** Those that ONNX Runtime's own builds have, with the systems that they are for. */
const known: readonly Known[] = [
  {
    name: 'cpu',
    what: 'Runs every model on the processor, on all its cores.',
    platforms: ['linux', 'darwin', 'win32'],
  },
  { name: 'webgpu', what: 'Runs models on any modern graphics card.', platforms: ['linux', 'darwin', 'win32'] },
  { name: 'cuda', what: 'Runs models on an NVIDIA graphics card.', platforms: ['linux', 'win32'] },
  {
    name: 'tensorrt',
    what: 'Compiles a model for an NVIDIA graphics card first, then runs it there.',
    platforms: ['linux', 'win32'],
  },
  { name: 'directml', what: 'Runs models on any graphics card that DirectX 12 knows.', platforms: ['win32'] },
  { name: 'coreml', what: "Runs models on a Mac's graphics and neural processors.", platforms: ['darwin'] },
];

/** An ONNX model of one operator, y = -x, for floats of shape [N]. */
const trialModel = 'CAg6OAoLCgF4EgF5IgNOZWcSBXRyaWFsWhAKAXgSCwoJCAESBQoDEgFOYhAKAXkSCwoJCAESBQoDEgFOQgIQEQ==';

const found = new WeakMap<Database, Promise<Provider[]>>();

/** The providers of this system; each is tried once for as long as the engine lives. */
export function providersOf(database: Database): Promise<Provider[]> {
  const providers = found.get(database) ?? tryAll(database);
  found.set(database, providers);
  return providers;
}

async function tryAll(database: Database): Promise<Provider[]> {
  const folder = mkdtempSync(join(tmpdir(), 'rowcast-trial-'));
  try {
    const path = join(folder, 'trial.onnx');
    writeFileSync(path, Buffer.from(trialModel, 'base64'));
    const providers: Provider[] = [];
    for (const { name, what, platforms } of known) {
      if (!platforms.includes(process.platform)) continue;
      const reason = await refusalBy(database, name, path);
      providers.push({ name, available: reason === null, what, reason });
    }
    return providers;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Loading runs the model on a trial batch; null where that went well. */
async function refusalBy(database: Database, provider: string, path: string): Promise<string | null> {
  const name = `score_on_${provider}`;
  try {
    await database.runtime();
    await database.callJson('rowcast_load', [
      name,
      path,
      JSON.stringify({ provider, requireProvider: provider !== 'cpu' }),
    ]);
    await database.callJson('rowcast_unload', [name]);
    return null;
  } catch (error) {
    if (error instanceof RowcastError) return error.message;
    throw error;
  }
}
