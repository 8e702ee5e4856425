/** What becomes of rows that a model cannot be fed: they end the run, lose their predictions, or go to a file of their own. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Job, type JobInput, type Receipt } from '../../contract/index.ts';
import { parseJobFile } from '../../engine/job-file/read.ts';
import { jobToYaml } from '../../engine/job-file/write.ts';
import { modelPath } from '../matrix/manifest.ts';
import { freshFolder } from './fresh-folder.ts';
import { fixtureModel } from './repository.ts';
import { faultOf, useEngine } from './scoring.ts';
import { useTables } from './use-tables.ts';

const engine = useEngine();
const tables = useTables();

/** y = a + 10 b + 100 c, of a table of which two rows cannot be scored. */
const csv = 'id,a,b,c\n007,1,2,3\n"8, x",4,five,6\n9,,8,9\n10,1,1,many\n11,1,1,1\n';

function jobFor(folder: string, output: string, more: Partial<JobInput> = {}): JobInput {
  writeFileSync(join(folder, 't.csv'), csv);
  return {
    source: { paths: [join(folder, 't.csv')] },
    models: [{ path: fixtureModel('float-matrix') }],
    bind: [{ input: 'x', columns: ['a', 'b', 'c'] }],
    destination: { path: join(folder, output) },
    ...more,
  };
}

const because = {
  five: 'Column "b" (VARCHAR) does not convert to float: five',
  many: 'Column "c" (VARCHAR) does not convert to float: many',
};

describe('null', () => {
  it('leaves the predictions of such rows empty and counts them', async () => {
    const folder = freshFolder();
    const receipt = await engine.score(jobFor(folder, 'out.csv', { onBadRow: 'null' }));
    expect(readFileSync(join(folder, 'out.csv'), 'utf8')).toBe(
      'id,a,b,c,y\n007,1,2,3,321.0\n"8, x",4,five,6,\n9,,8,9,nan\n10,1,1,many,\n11,1,1,1,111.0\n',
    );
    expect(receipt.rows).toEqual({ read: 5, written: 5, rejected: 2 });
    expect(receipt.quarantine).toBeNull();
    expect(receipt.warnings).toEqual(['2 rows could not be scored; there the predictions are missing.']);
    expect(existsSync(join(folder, 'out.rejected.csv'))).toBe(false);
  });
});

describe('quarantine', () => {
  it.each([
    ['out.csv', 'out.rejected.csv'],
    ['out.parquet', 'out.rejected.parquet'],
    ['out.ndjson', 'out.rejected.ndjson'],
  ])('writes such rows beside %s, with their place and the reason', async (output, rejected) => {
    const folder = freshFolder();
    const receipt = await engine.score(jobFor(folder, output, { onBadRow: 'quarantine' }));
    expect(receipt.rows).toEqual({ read: 5, written: 3, rejected: 2 });
    expect(receipt.quarantine).toMatchObject({ rows: 2, path: expect.stringContaining(rejected) as unknown });
    expect(await tables.cell(`SELECT count(*) FROM '${join(folder, output)}'`)).toBe(3n);
    const rows = await tables.rows(
      `SELECT rejected_row, rejected_because, b, c FROM '${join(folder, rejected)}' ORDER BY 1`,
    );
    expect(rows.map((row) => ({ ...row, rejected_row: Number(row['rejected_row']), c: String(row['c']) }))).toEqual([
      { rejected_row: 2, rejected_because: because.five, b: 'five', c: '6' },
      { rejected_row: 4, rejected_because: because.many, b: '1', c: 'many' },
    ]);
  });

  it('keeps the text of such rows as it is', async () => {
    const folder = freshFolder();
    await engine.score(jobFor(folder, 'out.csv', { onBadRow: 'quarantine' }));
    expect(readFileSync(join(folder, 'out.rejected.csv'), 'utf8')).toBe(
      `id,a,b,c,rejected_row,rejected_because\n"8, x",4,five,6,2,"${because.five.replaceAll('"', '""')}"\n10,1,1,many,4,"${because.many.replaceAll('"', '""')}"\n`,
    );
  });

  it('says all that is wrong with a row', async () => {
    const folder = freshFolder();
    const job = jobFor(folder, 'out.parquet', {
      onBadRow: 'quarantine',
      missing: [{ input: 'x', missing: { policy: 'error' } }],
    });
    writeFileSync(join(folder, 't.csv'), 'a,b,c\n1,2,3\n,2,x\n');
    await engine.score(job);
    const found = await tables.cell(`SELECT rejected_because FROM '${join(folder, 'out.rejected.parquet')}'`);
    expect(found).toBe('Column "a" (BIGINT) is missing; Column "c" (VARCHAR) does not convert to float: x');
  });

  it('writes no file where all rows are good, and takes away that of an earlier run', async () => {
    const folder = freshFolder();
    await engine.score(jobFor(folder, 'out.csv', { onBadRow: 'quarantine' }));
    const path = join(folder, 'out.csv');
    const again = jobFor(folder, 'out.csv', { onBadRow: 'quarantine', destination: { path, overwrite: true } });
    writeFileSync(join(folder, 't.csv'), 'id,a,b,c\n1,1,2,3\n');
    const receipt = await engine.score(again);
    expect(receipt).toMatchObject({ rows: { read: 1, written: 1, rejected: 0 }, quarantine: null, warnings: [] });
    expect(existsSync(join(folder, 'out.rejected.csv'))).toBe(false);
  });

  it('does not write over a file that is there', async () => {
    const folder = freshFolder();
    const path = join(folder, 'out.rejected.csv');
    writeFileSync(path, 'mine');
    const fault = await faultOf(engine.score(jobFor(folder, 'out.csv', { onBadRow: 'quarantine' })));
    expect(fault.toFault()).toMatchObject({
      code: 'DESTINATION_EXISTS',
      message: `The output "${path}" is there already and was left as it is.`,
    });
    expect(existsSync(join(folder, 'out.csv'))).toBe(false);
    expect(readFileSync(path, 'utf8')).toBe('mine');
  });
});

it.each(['null', 'quarantine'] as const)('%s finds one bad row in the last vector of many', async (onBadRow) => {
  const folder = freshFolder();
  const source = join(folder, 'many.parquet');
  const last = 1_000_000;
  await tables.write(
    `SELECT CASE i WHEN ${last - 3} THEN 2.5 ELSE i % 100 END::DOUBLE AS a, 1::DOUBLE AS b FROM range(${last}) t(i)`,
    source,
    'FORMAT parquet, ROW_GROUP_SIZE 20480',
  );
  const path = join(folder, 'out.parquet');
  const receipt = await engine.score({
    source: { paths: [source] },
    models: [{ path: modelPath('type-int64') }],
    bind: [{ input: 'x', columns: ['a', 'b', 'b'] }],
    onBadRow,
    destination: { path },
  });
  const written = onBadRow === 'null' ? last : last - 1;
  expect(receipt.rows).toEqual({ read: last, written, rejected: 1 });
  if (onBadRow === 'null') {
    expect(await tables.rows(`SELECT a FROM '${path}' WHERE y_0 IS NULL`)).toEqual([{ a: 2.5 }]);
    return;
  }
  expect(await tables.rows(`FROM '${join(folder, 'out.rejected.parquet')}'`)).toEqual([
    {
      a: 2.5,
      b: 1,
      rejected_row: BigInt(last - 2),
      rejected_because: 'Column "a" (DOUBLE) does not fit int64: 2.5',
    },
  ]);
});

it('counts rows before the filter, and rejects none that it leaves out', async () => {
  const folder = freshFolder();
  const job = jobFor(folder, 'out.csv', { onBadRow: 'quarantine', where: "id <> '8, x'" });
  const receipt: Receipt = await engine.score(job);
  expect(receipt.rows).toEqual({ read: 4, written: 3, rejected: 1 });
  expect(await tables.cell(`SELECT rejected_row FROM '${join(folder, 'out.rejected.csv')}'`)).toBe(4n);
});

it('fails unless told otherwise', async () => {
  const folder = freshFolder();
  expect((await faultOf(engine.score(jobFor(folder, 'out.csv')))).code).toBe('VALUE_DOES_NOT_CONVERT');
});

it('stands in job files', () => {
  const job = Job.parse(jobFor(freshFolder(), 'out.csv', { onBadRow: 'quarantine' }));
  expect(jobToYaml(job)).toContain('\nonBadRow: quarantine\n');
  expect(parseJobFile(jobToYaml(job), 'job.yaml').onBadRow).toBe('quarantine');
});
