/** What a saved binding holds for: one model, by its bytes, on tables whose columns have the same names and types. */
import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { BindingKey } from '../../contract/index.ts';
import type { Database } from '../duckdb/database.ts';
import { inspectModel } from '../model/inspect.ts';
import { describeSource } from '../source/describe.ts';
import type { BindingId } from './library.ts';

export async function bindingId(database: Database, key: z.infer<typeof BindingKey>): Promise<BindingId> {
  const { columns } = await describeSource(database, key.source);
  const { sha256 } = await inspectModel(database, key.modelPath);
  const schema = JSON.stringify(columns.map(({ name, type }) => [name, type]));
  return { modelSha256: sha256, schemaKey: createHash('sha256').update(schema).digest('hex') };
}
