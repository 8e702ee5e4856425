/** The list of inputs with the scores, or with the exact fault, that each leads to. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { ErrorCode } from '../../contract/index.ts';
import { inRepository } from '../engine/repository.ts';
import { Recipe } from './recipes.ts';

const Failure = z.strictObject({ exit: z.literal(2), code: ErrorCode, message: z.string(), hint: z.string() });

/** What is said in place of a fault when the command line itself is not understood. */
const Usage = z.strictObject({ exit: z.literal(2), stderr: z.string() });

const Success = z.strictObject({
  exit: z.literal(0),
  rows: z.int(),
  columns: z.array(z.string()),
  /** The first rows of the output, as the text of each cell; NULL as null. */
  firstRows: z.array(z.array(z.string().nullable())),
  /** Texts on stderr behind `warning: `. */
  warnings: z.array(z.string()).optional(),
});

const Case = z.strictObject({
  name: z.string(),
  files: z.record(z.string(), Recipe),
  arguments: z.array(z.string()),
  expect: z.union([Failure, Usage, Success]),
});
export type Case = z.infer<typeof Case>;

const manifestPath = inRepository('tests/fixtures/manifest.json');

export function readManifest(): Case[] {
  return z.strictObject({ cases: z.array(Case).min(1) }).parse(JSON.parse(readFileSync(manifestPath, 'utf8'))).cases;
}
