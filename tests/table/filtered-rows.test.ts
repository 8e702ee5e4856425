/** The condition that a job takes over from the table finds the very rows that the table shows. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ColumnFilter } from '../../contract/index.ts';
import { bundled, flights } from '../binding/drafts.ts';
import { freshFolder } from '../engine/fresh-folder.ts';
import { inRepository } from '../engine/repository.ts';
import { useEngine } from '../engine/scoring.ts';
import { prepare } from './pages.ts';

const engine = useEngine();
const filters: ColumnFilter[] = [
  { test: 'equals', column: 'hour', value: '6' },
  { test: 'not-equals', column: 'wind_dir', value: '200' },
  { test: 'at-least', column: 'wind_speed', value: '11.51' },
  { test: 'contains', column: 'carrier', value: 'a' },
  { test: 'starts-with', column: 'tailnum', value: 'n1' },
  { test: 'ends-with', column: 'hour', value: '6' },
  { test: 'between', column: 'time_hour', from: '2013-11-05', to: '2013-11-06 12:00:00' },
  { test: 'one-of', column: 'origin', values: ['JFK', 'LGA'] },
  { test: 'equals', column: 'late', value: 'true' },
  { test: 'missing', column: 'wind_gust' },
  { test: 'present', column: 'plane_year' },
];

describe.each([flights, inRepository('models/data/flights.csv')])('of %s', (path) => {
  it.each(filters.map((filter) => [filter.test, filter] as const))('%s', async (_test, filter) => {
    const opened = await engine.methods.table.open({ source: { paths: [path] } });
    const shown = (await prepare(engine.methods, opened.table, { filters: [filter] })).at(-1);
    const where = await engine.methods.table.condition({ table: opened.table, view: { filters: [filter] } });
    const receipt = await engine.score({
      source: { paths: [path] },
      models: [{ path: bundled('late-v1') }],
      where,
      keep: 'none',
      destination: { path: join(freshFolder(), path.endsWith('csv') ? 'out.csv' : 'out.parquet') },
    });
    expect(shown).toEqual({ event: 'ready', rowCount: receipt.rows.written });
    expect(receipt.rows.written).toBeGreaterThan(0);
  });
});
