/** What would be lost, counted before a run: the same numbers as its receipt has. */
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JobDraftInput, LossCount, LossEvent, Receipt } from '../../contract/index.ts';
import { freshFolder } from '../engine/fresh-folder.ts';
import { fixtureModel } from '../engine/repository.ts';
import { faultOf, useEngine } from '../engine/scoring.ts';
import { useTables } from '../engine/use-tables.ts';
import { bundledModels, csvDraft, flights, flightsDraft } from './drafts.ts';

const engine = useEngine();
const tables = useTables();

async function count(draft: JobDraftInput): Promise<LossEvent[]> {
  const events: LossEvent[] = [];
  for await (const event of await engine.methods.binding.count(draft)) events.push(event);
  return events;
}

async function last(draft: JobDraftInput): Promise<LossEvent> {
  const event = (await count(draft)).at(-1);
  if (event === undefined) throw new Error('nothing was counted');
  return event;
}

const losses = ({
  missing,
  failed,
  rounded,
  overflowed,
}: Pick<LossCount, 'missing' | 'failed' | 'rounded' | 'overflowed'>) => ({
  missing,
  failed,
  rounded,
  overflowed,
});
const receiptLosses = (receipt: Receipt) => receipt.models.flatMap((model) => model.binding.map(losses));

describe('is what the receipt says', () => {
  it.each(bundledModels)('of %s on the sample flights', async (model) => {
    const missing = [{ missing: { policy: 'value' as const, value: '0' } }];
    const draft = flightsDraft(model, { missing, where: 'distance > 500' });
    const receipt = await engine.score({ ...draft, destination: { path: join(freshFolder(), 'out.parquet') } });
    const event = await last(draft);
    expect(event).toMatchObject({ rows: receipt.rows.read, exact: true });
    expect(event.lines.map(losses)).toEqual(receiptLosses(receipt));
  });

  const cells = fc.oneof(
    fc.constantFrom(
      '',
      '',
      'nan',
      'NaN',
      'n/a',
      '1_000',
      '1e39',
      '-1e39',
      '1e400',
      'inf',
      '-inf',
      '0.1',
      ' 7 ',
      '16777217',
    ),
    fc.constantFrom('9007199254740993', '3.4028235677973366e38', '1.5', '-0', '+2', '0x10', '1e', 'true', '1,5'),
    fc.integer().map(String),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
    fc.string({ unit: fc.constantFrom('1', '0', '.', '-', 'e', 'x'), maxLength: 6 }),
  );
  const rows = fc.array(fc.tuple(cells, cells, cells), { minLength: 1, maxLength: 150 });

  it.each(['csv', 'parquet'])('of random texts, to %s', async (extension) => {
    await fc.assert(
      fc.asyncProperty(rows, async (table) => {
        const text = ['a,b,c', ...table.map((row) => row.map((cell) => JSON.stringify(cell)).join(','))].join('\n');
        const draft = csvDraft(`${text}\n`, fixtureModel('float-matrix'), {
          features: ['a', 'b', 'c'],
          missing: [{ missing: { policy: 'value', value: '3' } }],
        });
        const types = { a: 'VARCHAR', b: 'VARCHAR', c: 'VARCHAR' };
        const job = {
          ...draft,
          source: { ...draft.source, types },
          destination: { path: join(freshFolder(), `out.${extension}`) },
        };
        const receipt = await engine.score(job);
        expect((await last(job)).lines.map(losses)).toEqual(receiptLosses(receipt));
      }),
      { numRuns: 30 },
    );
  });

  const typed: Readonly<Record<string, fc.Arbitrary<string>>> = {
    DOUBLE: fc.oneof(
      fc.double().map((x) => `'${x}'`),
      fc.constantFrom("'nan'", "'inf'", '1e39', '0.5', 'NULL'),
    ),
    FLOAT: fc.oneof(
      fc.float().map((x) => `'${x}'`),
      fc.constantFrom("'nan'", 'NULL'),
    ),
    INTEGER: fc.oneof(fc.integer().map(String), fc.constant('NULL')),
    BIGINT: fc.oneof(fc.bigInt({ min: -(2n ** 63n) + 1n, max: 2n ** 63n - 1n }).map(String), fc.constant('NULL')),
    UBIGINT: fc.oneof(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(String), fc.constant('NULL')),
    HUGEINT: fc.oneof(fc.bigInt({ min: -(2n ** 100n), max: 2n ** 100n }).map(String), fc.constant('NULL')),
    'DECIMAL(18,3)': fc.oneof(
      fc.integer().map((x) => `${x}.125`),
      fc.constant('NULL'),
    ),
    BOOLEAN: fc.constantFrom('true', 'false', 'NULL'),
    SMALLINT: fc.oneof(fc.integer({ min: -32_768, max: 32_767 }).map(String), fc.constant('NULL')),
  };

  it.each(['float-matrix', 'double-matrix', 'int64-matrix', 'int32-matrix'])(
    'of random columns of every type into %s',
    async (model) => {
      const names = Object.keys(typed);
      const table = fc.tuple(
        fc.tuple(fc.constantFrom(...names), fc.constantFrom(...names), fc.constantFrom(...names)),
        fc.integer({ min: 1, max: 80 }),
        fc.infiniteStream(fc.nat()),
      );
      await fc.assert(
        fc.asyncProperty(table, fc.gen(), async ([types, length], g) => {
          const cell = (type: string) => `CAST(${g(() => typed[type] ?? fc.constant('NULL'))} AS ${type})`;
          const values = Array.from({ length }, () => `(${types.map(cell).join(', ')})`);
          const path = join(freshFolder(), 'table.parquet');
          await tables.write(`SELECT * FROM (VALUES ${values.join(', ')}) t(a, b, c)`, path);
          const job = {
            source: { paths: [path] },
            models: [{ path: fixtureModel(model) }],
            features: ['a', 'b', 'c'],
            missing: [{ missing: { policy: 'value' as const, value: '3' } }],
            destination: { path: join(freshFolder(), 'out.parquet') },
          };
          const counted = (await last(job)).lines;
          for (const line of counted) expect(line.failed > 0).toBe(line.firstFailure !== null);
          const receipt = await engine.score(job).catch(() => undefined);
          // A value that no integer holds ends the run: then one of the lines must say that it does not convert.
          if (receipt === undefined) expect(counted.some((line) => line.failed > 0)).toBe(true);
          else expect(counted.map(losses)).toEqual(receiptLosses(receipt));
        }),
        { numRuns: 30 },
      );
    },
  );
});

describe('tells', () => {
  it('the first value that does not convert, with its row before the filter', async () => {
    const text = 'a,b,c\n1,2,3\n4,x,6\n7,y,9\n,z,1\n';
    const draft = csvDraft(text, fixtureModel('float-matrix'), {
      features: ['a', 'b', 'c'],
      where: 'a >= 7 OR a IS NULL',
    });
    const { rows, lines } = await last(draft);
    expect(rows).toBe(2);
    expect(lines.map(({ failed, missing, firstFailure }) => ({ failed, missing, firstFailure }))).toEqual([
      { failed: 0, missing: 1, firstFailure: null },
      { failed: 2, missing: 0, firstFailure: { row: 3, value: 'y' } },
      { failed: 0, missing: 0, firstFailure: null },
    ]);
  });

  it('what an integer input cannot hold', async () => {
    const draft = csvDraft('a,b,c\n1,1.5,3\n2,3e9,4\n', fixtureModel('int32-matrix'), { features: ['a', 'b', 'c'] });
    const { lines } = await last(draft);
    expect(lines[1]).toMatchObject({ failed: 2, firstFailure: { row: 1, value: '1.5' } });
  });

  it('categories that the encoder never saw, most frequent first', async () => {
    const path = join(freshFolder(), 'flights.parquet');
    const made = "CASE WHEN rn % 100 = 0 THEN 'XX' WHEN rn % 250 = 1 THEN 'YY' ELSE carrier END";
    await tables.write(
      `SELECT * EXCLUDE (rn) REPLACE (${made} AS carrier, CASE WHEN rn = 5 THEN 9 ELSE weekday END AS weekday)
       FROM (SELECT *, row_number() OVER () AS rn FROM '${flights}')`,
      path,
    );
    const expected = await tables.rows(
      `SELECT carrier, count(*)::INTEGER AS times FROM '${path}' WHERE carrier IN ('XX', 'YY') GROUP BY 1 ORDER BY 1`,
    );
    const { lines } = await last({ ...flightsDraft('late-pipeline'), source: { paths: [path] } });
    const line = (feature: string) => lines.find((one) => one.feature === feature);
    const total = expected.reduce((sum, row) => sum + Number(row['times']), 0);
    expect(line('carrier')).toMatchObject({ unseen: total, unseenValues: ['XX', 'YY'] });
    expect(line('weekday')).toMatchObject({ unseen: 1, unseenValues: ['9'] });
    expect(line('origin')).toMatchObject({ unseen: 0, unseenValues: [] });
    expect(line('dep_delay')).toMatchObject({ unseen: null, unseenValues: [] });
  });
});

describe('first the first rows', () => {
  const draft = async (rows: number) => {
    const path = join(freshFolder(), 'table.parquet');
    await tables.write(
      `SELECT CASE WHEN i % 10 = 0 THEN NULL ELSE i END AS a, 1.5 AS b, 2 AS c FROM range(${rows}) t(i)`,
      path,
    );
    return { source: { paths: [path] }, models: [{ path: fixtureModel('float-matrix') }], features: ['a', 'b', 'c'] };
  };

  it('of a long table, then all of them', async () => {
    const events = await count(await draft(250_000));
    expect(events.map(({ rows, exact, lines }) => [rows, exact, lines[0]?.missing])).toEqual([
      [100_000, false, 10_000],
      [250_000, true, 25_000],
    ]);
  });

  it('of a short one all at once', async () => {
    expect((await count(await draft(1000))).map(({ rows, exact }) => [rows, exact])).toEqual([[1000, true]]);
  });

  it('stops when nobody waits any more', async () => {
    const stop = new AbortController();
    const counting = await engine.methods.binding.count(await draft(8_000_000), { signal: stop.signal });
    expect((await counting.next()).value).toMatchObject({ rows: 100_000, exact: false });
    const all = counting.next();
    setTimeout(() => stop.abort(), 10);
    expect((await faultOf(all)).code).toBe('CANCELLED');
  });
});
