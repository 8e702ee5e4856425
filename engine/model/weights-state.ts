/** Tells which weights a model was loaded with: its own bytes, and with them its hash, stay the same where only these are exported again. */
import { dirname, join, resolve } from 'node:path';
import type { ModelCard } from '../../contract/index.ts';
import { statsOf } from '../source/files.ts';

/** Paths of the files beside a model that hold its weights. */
export function weightFiles({ path, externalData }: Pick<ModelCard, 'path' | 'externalData'>): string[] {
  return externalData.map(({ location }) => join(dirname(path), location));
}

/** Changes with each of these files; empty for a model that holds its weights itself. */
export function stateOfWeights(card: Pick<ModelCard, 'path' | 'externalData'>): string {
  return weightFiles(card)
    .map((path) => `\n${resolve(path)} ${statsOf(path)?.size} ${statsOf(path)?.mtimeMs}`)
    .join('');
}
