/** What scores may depend on besides a model's file: the machine and the software. */
import { cpus, hostname } from 'node:os';
import type { Database } from '../duckdb/database.ts';
import { packageVersion } from '../score/versions.ts';
import type { Made } from './file.ts';

export async function madeBy(database: Database, provider: string): Promise<Made['by']> {
  const { onnxruntime } = await database.runtime();
  const machine = `${hostname()}, ${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${process.platform}-${process.arch}`;
  return { machine, onnxruntime, rowcast: packageVersion(), provider };
}
