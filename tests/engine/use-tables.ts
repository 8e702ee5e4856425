/** The tests' second opinion on every file, open while a file of tests runs. */
import { afterAll, beforeAll } from 'vitest';
import { Tables } from './tables.ts';

/** To be called at the top of a file of tests. */
export function useTables(): Tables {
  const tables = new Tables();
  beforeAll(() => tables.open());
  afterAll(() => tables.close());
  return tables;
}
