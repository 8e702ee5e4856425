/** One table, typed and as text, over which the tests of expressions write their filters. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import type { JobInput } from '../../contract/index.ts';
import { freshFolder, lastingFolder } from './fresh-folder.ts';
import { fixtureModel } from './repository.ts';
import type { Tables } from './tables.ts';

export const modes = ['typed', 'text'] as const;
type Mode = (typeof modes)[number];

export interface ExpressionTable {
  folder: string;
  sources: Record<Mode, string>;
  /** A file that no expression may read. */
  canary: string;
  /** A job over the table; it writes to `output`, or to a folder of its own. */
  job: (mode: Mode, more: Partial<JobInput>, output?: string) => JobInput;
  /** How many rows DuckDB itself keeps of the table. */
  meaning: (where: string) => Promise<number>;
}

/** To be called at the top of a file of tests. */
export function useExpressionTable(tables: Tables): ExpressionTable {
  const { folder, remove } = lastingFolder();
  const sources = { typed: join(folder, 'table.parquet'), text: join(folder, 'table.csv') };
  const canary = join(folder, 'canary.txt');
  afterAll(remove);
  beforeAll(async () => {
    const select = `SELECT i AS a, (i % 7) / 2 AS b, CASE WHEN i % 5 > 0 THEN i % 5 END AS c, i % 3 = 0 AS flag,
                    'word ' || i % 4 AS word, DATE '2013-11-01' + (i % 30)::INTEGER AS day, i AS "group",
                    i AS "odd ""name" FROM range(200) t(i)`;
    await tables.write(select, sources.typed);
    await tables.write(select, sources.text, 'FORMAT csv, HEADER');
    writeFileSync(canary, 'a,b\n1,2\n');
  });
  return {
    folder,
    sources,
    canary,
    job: (mode, more, output = freshFolder()) => ({
      source: { paths: [sources[mode]] },
      models: [{ path: fixtureModel('float-matrix') }],
      features: ['a', 'b', 'a'],
      keep: 'none',
      destination: { path: join(output, mode === 'typed' ? 'out.parquet' : 'out.csv'), overwrite: true },
      ...more,
    }),
    meaning: async (where) => Number(await tables.cell(`SELECT count(*) FROM '${sources.typed}' WHERE (${where}\n)`)),
  };
}
