/** Makes the files of a test from short recipes: text, a copy of a fixture, a query, a link; whole or cut off. */
import { copyFileSync, linkSync, mkdirSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { inRepository } from '../engine/repository.ts';
import type { Tables } from '../engine/tables.ts';

const Text = z.union([z.string(), z.strictObject({ repeat: z.int(), text: z.string() })]);

export const Recipe = z.union([
  /** The text itself, or pieces of it, some of them many times over. */
  z.strictObject({ text: z.union([z.string(), z.array(Text)]) }),
  /** A file of the repository, whole or its first `bytes`; `replace` swaps one text for another of the same length. */
  z.strictObject({
    copy: z.string(),
    bytes: z.int().optional(),
    replace: z.tuple([z.string(), z.string()]).optional(),
  }),
  /** A Parquet file with the rows of a query: whole, without its last bytes, or without some from its middle. */
  z.strictObject({ parquet: z.string(), cutFromEnd: z.int().optional(), cutFromMiddle: z.int().optional() }),
  z.strictObject({ link: z.string() }),
  z.strictObject({ hardLink: z.string() }),
  z.strictObject({ folder: z.literal(true) }),
]);
export type Recipe = z.infer<typeof Recipe>;

/** Writes the files in order, so that a link can name one before it. */
export async function makeFiles(tables: Tables, folder: string, recipes: Readonly<Record<string, Recipe>>) {
  for (const [name, recipe] of Object.entries(recipes)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    await makeFile(tables, folder, path, recipe);
  }
}

async function makeFile(tables: Tables, folder: string, path: string, recipe: Recipe): Promise<void> {
  if ('text' in recipe) writeFileSync(path, textOf(recipe.text));
  else if ('copy' in recipe) copy(recipe, path);
  else if ('parquet' in recipe) {
    await tables.write(recipe.parquet, path);
    if (recipe.cutFromEnd !== undefined) truncateSync(path, readFileSync(path).length - recipe.cutFromEnd);
    if (recipe.cutFromMiddle !== undefined) cutFromMiddle(path, recipe.cutFromMiddle);
  } else if ('link' in recipe) symlinkSync(recipe.link, path);
  else if ('hardLink' in recipe) linkSync(join(folder, recipe.hardLink), path);
  else mkdirSync(path);
}

function cutFromMiddle(path: string, count: number): void {
  const bytes = readFileSync(path);
  const from = Math.floor((bytes.length - count) / 2);
  writeFileSync(path, Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + count)]));
}

function textOf(text: string | z.infer<typeof Text>[]): string {
  if (typeof text === 'string') return text;
  return text.map((piece) => (typeof piece === 'string' ? piece : piece.text.repeat(piece.repeat))).join('');
}

function copy(recipe: Extract<Recipe, { copy: string }>, path: string): void {
  const source = inRepository(recipe.copy);
  copyFileSync(source, path);
  if (recipe.replace !== undefined) {
    const [from, to] = recipe.replace;
    if (Buffer.byteLength(from) !== Buffer.byteLength(to)) throw new Error(`"${to}" is not as long as "${from}"`);
    writeFileSync(path, Buffer.from(readFileSync(source, 'latin1').replaceAll(from, to), 'latin1'));
  }
  if (recipe.bytes !== undefined) truncateSync(path, recipe.bytes);
}
