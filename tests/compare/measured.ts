/** Measures what a SELECT over the repository's files gives, the way a comparison measures the file that it has scored. */
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Fineness } from '../../engine/compare/counting.ts';
import { measure, type Measured } from '../../engine/compare/measure.ts';
import type { Subject } from '../../engine/compare/subject.ts';
import { Database } from '../../engine/duckdb/database.ts';
import type { Session } from '../../engine/duckdb/session.ts';
import { freshFolder } from '../engine/fresh-folder.ts';
import { inRepository } from '../engine/repository.ts';

/** Columns of a file: `a` and `b` are scores, `y` the label, `w` the weight, `v` the value; `y` and beyond where they are said. */
export const twoScores: Subject = {
  task: 'binary',
  scores: [
    { model: 'a', name: 'a' },
    { model: 'b', name: 'b' },
  ],
  label: { column: 'y', positive: '1', sql: 'CAST(y AS DOUBLE)' },
  weight: undefined,
  value: undefined,
  selection: { threshold: 0.5 },
  segments: [],
  fairness: [],
  costs: undefined,
  seed: 1,
  columns: ['a', 'b'],
};

/** To be called in the body of a test. */
export function measured(select: string, subject: Partial<Subject> = {}, fineness?: Fineness): Promise<Measured> {
  return onFile(select, (session, path) => measure(session, path, { ...twoScores, ...subject }, fineness));
}

/** What `read` finds in a Parquet file of the rows of `select`; to be called in the body of a test. */
export async function onFile<T>(select: string, read: (session: Session, path: string) => Promise<T>): Promise<T> {
  const path = join(freshFolder(), 'scored.parquet');
  const database = await Database.open();
  onTestFinished(() => database.close());
  const session = await database.connect();
  try {
    const here = select.replaceAll("'models/", `'${inRepository('models/')}`);
    await session.rows(`COPY (${here}) TO '${path}' (FORMAT parquet)`);
    return await read(session, path);
  } finally {
    session.close();
  }
}
