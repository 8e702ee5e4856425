/** One engine runs many jobs, one after the other and at once; none of them touches another. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Job, type JobInput } from '../../contract/index.ts';
import { Database } from '../../engine/duckdb/database.ts';
import { runJob } from '../../engine/score/run.ts';
import { freshFolder } from './fresh-folder.ts';
import { fixtureModel } from './repository.ts';
import { faultOf, TestEngine, useEngine } from './scoring.ts';
import { useTables } from './use-tables.ts';

const engine = useEngine();
const tables = useTables();

async function numbers(folder: string, rowCount: number): Promise<string> {
  const path = join(folder, 'numbers.parquet');
  await tables.write(
    `SELECT i AS id, (i % 10)::FLOAT AS a, 'word ' || i % 3 AS word, CASE WHEN i % 4 > 0 THEN i % 4 END AS gap FROM range(${rowCount}) t(i)`,
    path,
    'FORMAT parquet, ROW_GROUP_SIZE 20480',
  );
  return path;
}

const job = (source: string, output: string, more: Partial<JobInput> = {}): JobInput => ({
  source: { paths: [source] },
  models: [{ path: fixtureModel('float-matrix') }],
  features: ['a', 'a', 'a'],
  destination: { path: output },
  ...more,
});

describe('one engine', () => {
  it('counts each run alone when the same job runs again', async () => {
    const folder = freshFolder();
    const source = await numbers(folder, 50_000);
    for (const name of ['1.parquet', '2.parquet', '3.parquet']) {
      const receipt = await engine.score(job(source, join(folder, name), { features: ['a', 'gap', 'a'] }));
      expect(receipt.rows).toEqual({ read: 50_000, written: 50_000, rejected: 0 });
      expect(receipt.models[0]?.binding[1]?.missing).toBe(12_500);
    }
  });

  it('runs different jobs at once', async () => {
    const folder = freshFolder();
    const source = await numbers(folder, 60_000);
    const receipts = await Promise.all(
      ['float-matrix', 'weights-listed-as-input', 'external-data', 'feature-names-too-few'].map((model, index) =>
        engine.score(
          job(source, join(folder, `${index}.parquet`), {
            models: [{ path: fixtureModel(model) }],
            where: `id >= ${index * 1_000}`,
          }),
        ),
      ),
    );
    expect(receipts.map((receipt) => receipt.rows.written)).toEqual([60_000, 59_000, 58_000, 57_000]);
  });

  it('runs the same model for two jobs at once', async () => {
    const folder = freshFolder();
    const source = await numbers(folder, 200_000);
    const receipts = await Promise.all(
      [0, 1].map((index) => engine.score(job(source, join(folder, `${index}.parquet`)))),
    );
    expect(receipts.map((receipt) => receipt.rows.written)).toEqual([200_000, 200_000]);
  });

  it('tells a run that another is under way, and when its turn has come', async () => {
    const folder = freshFolder();
    const source = await numbers(folder, 200_000);
    const begin = (name: string) => engine.methods.job.run(job(source, join(folder, name)));
    const told = async (events: Awaited<ReturnType<typeof begin>>) => {
      const seen: string[] = [];
      for await (const event of events) {
        if (event.event !== 'progress') seen.push(event.event === 'waiting' ? `${event.runsAhead} ahead` : event.event);
      }
      return seen;
    };
    const first = await begin('1.parquet');
    await first.next();
    const planned = await first.next();
    expect(planned).toMatchObject({ value: { event: 'planned' } });
    const second = await begin('2.parquet');
    expect(await second.next()).toMatchObject({ value: { event: 'started' } });
    expect(await second.next()).toMatchObject({ value: { event: 'waiting', runsAhead: 1 } });
    const [one, two] = await Promise.all([told(first), told(second)]);
    expect(one).toEqual(['finished']);
    expect(two).toEqual(['0 ahead', 'planned', 'finished']);
    expect(await told(await begin('3.parquet'))).toEqual(['started', 'planned', 'finished']);
  });

  it('does not wait for a run that was cancelled, or left, while it waited', async () => {
    const folder = freshFolder();
    const source = await numbers(folder, 1_000);
    const first = await engine.methods.job.run(job(source, join(folder, '1.parquet')));
    await first.next();
    await first.next();
    const left = await engine.methods.job.run(job(source, join(folder, '2.parquet')));
    await left.next();
    expect(await left.next()).toMatchObject({ value: { event: 'waiting', runsAhead: 1 } });
    await left.return?.();
    const cancelled = await engine.methods.job.run(job(source, join(folder, '3.parquet')));
    const started = await cancelled.next();
    if (started.done === true || started.value.event !== 'started')
      throw new Error('the run did not begin with its id');
    await cancelled.next();
    const ended = faultOf(Promise.resolve(cancelled.next()));
    await engine.methods.job.cancel({ id: started.value.id });
    expect((await ended).code).toBe('CANCELLED');
    while ((await first.next()).done !== true) continue;
    expect((await engine.score(job(source, join(folder, '4.parquet')))).rows.written).toBe(1_000);
  });

  it('forgets the threads and the memory limit of a job that said them', async () => {
    const folder = freshFolder();
    const source = await numbers(folder, 1_000);
    const database = await Database.open();
    onTestFinished(() => database.close());
    const settings = () => database.row("SELECT current_setting('threads') AS t, current_setting('memory_limit') AS m");
    /** What held when the first event came, which is after the plan. */
    const during = async (name: string, resources: JobInput['resources']) => {
      const events = runJob(database, Job.parse(job(source, join(folder, name), { resources })));
      await events.next();
      const held = await settings();
      while ((await events.next()).done !== true) continue;
      return held;
    };
    const before = await settings();
    const said = await during('1.parquet', { threads: Number(before['t']) + 2, memoryLimit: '900MiB' });
    expect(said).toEqual({ t: BigInt(Number(before['t']) + 2), m: '900.0 MiB' });
    // What looks at tables between two runs has the machine to itself again.
    expect(await settings()).toEqual(before);
    expect(await during('2.parquet', {})).toEqual(before);
  });
});

describe('a model whose arguments are all constant', () => {
  it('scores every row', async () => {
    const folder = freshFolder();
    const source = await numbers(folder, 5_000);
    const base = job(source, join(folder, 'out.parquet'), { features: undefined });
    const receipt = await engine.score({
      ...base,
      models: [{ path: fixtureModel('rewritten-names') }],
      bind: [
        { input: 'home_dest', sql: '3' },
        { input: '_2nd_class', sql: '1.5' },
      ],
    });
    expect(receipt.rows).toEqual({ read: 5_000, written: 5_000, rejected: 0 });
  });

  it('but for one column with few distinct texts scores and counts every row', async () => {
    const folder = freshFolder();
    const source = join(folder, 'few.parquet');
    await tables.write(
      "SELECT CASE i % 4 WHEN 0 THEN NULL ELSE 'word ' || i % 4 END AS s FROM range(50000) t(i)",
      source,
    );
    const base = job(source, join(folder, 'out.parquet'), { features: undefined });
    const constants = ['f', 'd', 'l', 'i'].map((input) => ({ input, sql: '1' }));
    const receipt = await engine.score({
      ...base,
      models: [{ path: fixtureModel('mixed-columns') }],
      bind: [...constants, { input: 'b', sql: 'true' }, { input: 's', columns: ['s'] }],
      missing: [{ input: 's', missing: { policy: 'value', value: 'none' } }],
    });
    expect(receipt.rows).toEqual({ read: 50_000, written: 50_000, rejected: 0 });
    expect(receipt.models[0]?.binding[5]?.missing).toBe(12_500);
  });

  it('by the values of the table scores and counts every row', async () => {
    const folder = freshFolder();
    const source = join(folder, 'same.parquet');
    await tables.write('SELECT 1::FLOAT AS a, NULL::FLOAT AS b FROM range(50000)', source);
    const receipt = await engine.score(job(source, join(folder, 'out.parquet'), { features: ['a', 'b', 'a'] }));
    expect(receipt.rows).toEqual({ read: 50_000, written: 50_000, rejected: 0 });
    expect(receipt.models[0]?.binding[1]?.missing).toBe(50_000);
  });
});

it('two engines in one process close without harm to each other', async () => {
  const folder = freshFolder();
  const source = await numbers(folder, 30_000);
  const other = new TestEngine();
  await other.open();
  await other.score(job(source, join(folder, 'other.parquet')));
  const run = engine.score(job(source, join(folder, 'mine.parquet')));
  await other.close();
  expect((await run).rows.written).toBe(30_000);
});

it('two databases in one process spill to folders of their own', async () => {
  const [one, other] = await Promise.all([Database.open(), Database.open()]);
  onTestFinished(() => one.close());
  await one.setResources({ threads: 1, memoryLimit: '40MB' });
  await one.rows("CREATE TEMP TABLE spilled AS SELECT i, repeat('x', 50) || hash(i) AS text FROM range(1000000) t(i)");
  await other.close();
  expect(await one.row('SELECT count(*) AS n, min(len(text)) > 50 AS long FROM spilled')).toEqual({
    n: 1_000_000n,
    long: true,
  });
});

it('counts the rows of many small jobs exactly', async () => {
  const folder = freshFolder();
  for (const rowCount of [0, 1, 2, 63, 64, 65, 2_047, 2_048, 2_049, 4_097]) {
    const source = join(folder, `${rowCount}.csv`);
    writeFileSync(source, `a\n${'1\n'.repeat(rowCount)}`);
    const types = { a: 'DOUBLE' };
    const receipt = await engine.score(
      job(source, join(folder, `${rowCount}.out.csv`), { source: { paths: [source], types } }),
    );
    expect(receipt.rows).toEqual({ read: rowCount, written: rowCount, rejected: 0 });
  }
});
