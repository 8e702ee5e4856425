/** Names for picked models: short, and no two the same. */
import { fileName } from '../sources/paths.ts';

/** The file's name without its ending, with a number where that is taken. */
export function nameForModel(path: string, taken: readonly string[]): string {
  const stem = fileName(path).replace(/\.onnx$/i, '') || 'model';
  let name = stem;
  for (let number = 2; taken.includes(name); number += 1) name = `${stem}-${number}`;
  return name;
}

/** Why a name cannot be taken, in a sentence; null where it can. */
export function nameProblem(name: string, others: readonly string[]): string | null {
  if (name.trim() === '') return 'A model needs a name.';
  return others.includes(name) ? `Another model is named "${name}".` : null;
}
