/** Whether a provider runs a model: found out by running one, not by asking. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RowcastError } from '../../contract/index.ts';
import type { Database } from '../duckdb/database.ts';

/** An ONNX model of one operator, y = -x, for floats of shape [N]. */
const trialModel = 'CAg6OAoLCgF4EgF5IgNOZWcSBXRyaWFsWhAKAXgSCwoJCAESBQoDEgFOYhAKAXkSCwoJCAESBQoDEgFOQgIQEQ==';

/** Why a model does not run on `provider`, in the process of `database`; null where it does, with the right result. */
export async function refusalBy(database: Database, provider: string): Promise<string | null> {
  const folder = mkdtempSync(join(tmpdir(), 'rowcast-trial-'));
  try {
    const path = join(folder, 'trial.onnx');
    writeFileSync(path, Buffer.from(trialModel, 'base64'));
    return await refusalOf(database, provider, path);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function refusalOf(database: Database, provider: string, path: string): Promise<string | null> {
  const name = `score_on_${provider}`;
  try {
    await database.runtime();
    const requireProvider = provider !== 'cpu';
    await database.callJson('rowcast_load', [name, path, JSON.stringify({ provider, requireProvider })]);
    try {
      const { answer } = await database.row(`SELECT bool_and(struct_extract(${name}(i), 'y') = -i) AS answer
        FROM (SELECT CAST(i AS FLOAT) AS i FROM range(100) t(i))`);
      return answer === true ? null : 'It ran a model of one operator and gave wrong results.';
    } finally {
      await database.callJson('rowcast_unload', [name]);
    }
  } catch (error) {
    if (!(error instanceof RowcastError)) throw error;
    // The trial's name is of no interest to whoever reads why.
    return error.message.replace(/^Model "trial" cannot run on \S+ alone, which was required\. /, '');
  }
}
