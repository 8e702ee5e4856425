/** A model's card, and whether it can be scored at all: which only loading it and running it on a trial batch tells. */
import type { Assessment } from '../../contract/index.ts';
import type { Database } from '../duckdb/database.ts';
import { inspectModel, stemOf } from './inspect.ts';
import { refusalOf } from './load.ts';

export async function assessModel(database: Database, path: string): Promise<Assessment> {
  const card = await inspectModel(database, path);
  const refusal = await refusalOf(database, { name: stemOf(path), card, libraries: [] });
  return { card, refusal: refusal?.toFault() ?? null };
}
