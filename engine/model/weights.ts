/** Files beside a model that hold its weights: whether they are still those that were looked at, and their hashes. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { dirname, join } from 'node:path';
import { RowcastError, type ModelCard, type ModelReceipt, type WeightsFile } from '../../contract/index.ts';
import { statsOf } from '../source/files.ts';

/** Bytes of one file; hashing so many takes a second, and more would hold up runs of few rows. */
const mostHashed = 256 * 2 ** 20;

type WithWeights = Pick<ModelCard, 'path' | 'externalData'>;

/** Throws MODEL_CHANGED: ONNX Runtime reads weights from these files while it runs. */
export function checkWeights({ name, card }: { name: string; card: WithWeights }): void {
  for (const file of card.externalData) {
    const path = join(dirname(card.path), file.location);
    const now = statsOf(path);
    if (now?.size === file.bytes && now?.mtime.toISOString() === file.modified) continue;
    const found = now === undefined ? 'no file' : `${now.size} bytes of ${now.mtime.toISOString()}`;
    throw new RowcastError(
      'MODEL_CHANGED',
      `The weights of model "${name}" changed while it was used: expected ${file.bytes} bytes of ${file.modified} at "${path}", found ${found}.`,
      'Run the job again when nothing writes to the file; the output was not kept.',
    );
  }
}

/** For the receipt. */
export function hashedWeights(card: WithWeights): Promise<ModelReceipt['externalData']> {
  return Promise.all(
    card.externalData.map(async (file) => ({
      ...file,
      sha256: await hashOf(join(dirname(card.path), file.location), file),
    })),
  );
}

async function hashOf(path: string, { bytes }: WeightsFile): Promise<string | null> {
  if (bytes === null || bytes === undefined || bytes > mostHashed) return null;
  try {
    const hash = createHash('sha256');
    for await (const part of createReadStream(path, { highWaterMark: 2 ** 20 })) hash.update(part as Buffer);
    return hash.digest('hex');
  } catch {
    // The run is over and its output in place: a file that went away since then takes nothing from it.
    return null;
  }
}
