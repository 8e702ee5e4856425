/** The file of golden rows beside a model: Parquet, with what made it in its metadata. */
import { z } from 'zod';
import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { RowcastError, type ModelCard } from '../../contract/index.ts';
import type { Database } from '../duckdb/database.ts';
import { stemOf } from '../model/inspect.ts';
import { literal } from '../sql/text.ts';

/** The entry of the Parquet file's metadata that says the rest. */
export const metadataKey = 'rowcast_golden';

export const Made = z.object({
  sha256: z.string(),
  /** What the scores may depend on besides the model's file. */
  by: z.object({ machine: z.string(), onnxruntime: z.string(), rowcast: z.string(), provider: z.string() }),
  tolerance: z.number(),
  /** The arguments of a score function over the first columns, in order. */
  arguments: z.array(z.object({ input: z.string(), type: z.string(), length: z.number().optional() })),
  inputs: z.array(z.string()),
  /** The scores behind them, in order: as the model calls them, and their columns. */
  outputs: z.array(z.object({ name: z.string(), column: z.string() })),
});
export type Made = z.infer<typeof Made>;

export interface Golden extends Made {
  path: string;
  /** Changes when the file does. */
  version: string;
}

export function goldenPath(model: string): string {
  return join(dirname(model), `${stemOf(model)}.golden.parquet`);
}

/** The golden rows of a model; undefined where it has none. */
export async function readGolden(database: Database, card: ModelCard): Promise<Golden | undefined> {
  const path = goldenPath(card.path);
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return undefined;
  try {
    const row = await database.row(
      `SELECT decode(value) AS made FROM parquet_kv_metadata(${literal(path)}) WHERE decode(key) = ${literal(metadataKey)}`,
    );
    return { ...Made.parse(JSON.parse(String(row['made']))), path, version: `${stats.size} ${stats.mtimeMs}` };
  } catch (cause) {
    throw new RowcastError(
      'GOLDEN_ROWS_UNREADABLE',
      `"${path}" lies where the golden rows of the model would, and holds none that can be read.`,
      'Make it anew with `rowcast golden MODEL DATA --overwrite`, move it away, or pass --golden never.',
      { cause, windowHint: 'Make it anew, or move it away.' },
    );
  }
}
