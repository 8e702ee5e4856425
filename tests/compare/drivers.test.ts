/** What drives a disagreement: contributions are those of `--explain`, and add up to the difference of the raw scores. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { CompareReport } from '../../contract/index.ts';
import { Database } from '../../engine/duckdb/database.ts';
import { freshFolder } from '../engine/fresh-folder.ts';
import { inRepository } from '../engine/repository.ts';
import { rowcast } from '../support/rowcast-command.ts';

const flights = inRepository('models/data/flights.parquet');
const model = (name: string) => inRepository(`models/${name}.onnx`);
/** So few rows that each is what the others are compared with, as in a run that explains all. */
const some = ['--where', 'dep_delay > 10'];

async function compared(...words: string[]): Promise<{ report: CompareReport; folder: string }> {
  const folder = freshFolder();
  const ended = await rowcast(folder, 'compare', flights, ...words, '-o', 'out');
  expect(ended).toMatchObject({ exit: 0 });
  const report = CompareReport.parse(JSON.parse(readFileSync(join(folder, 'out', 'report.json'), 'utf8')));
  return { report, folder };
}

const logit = (score: number) => Math.log(score / (1 - score));

test('each row and both swap sets add up, to the contributions of --explain', async () => {
  const words = ['--champion', model('late-v1'), '--challenger', model('late-v2'), ...some];
  const { report, folder } = await compared(...words);
  const [pair] = report.agreement;
  const { drivers, disagreements = [] } = pair ?? {};
  expect(report.warnings).toEqual([]);
  expect(drivers).toMatchObject({ unit: 'log-odds', background: { champion: report.rows.compared } });
  expect(disagreements).toHaveLength(20);
  const explained = await Promise.all(['late-v1', 'late-v2'].map((name) => explainedAll(folder, name)));
  for (const { row, champion, challenger, drivers: told } of disagreements) {
    if (told === null) throw new Error(`row ${row} is not told`);
    expect(told.champion).toBeCloseTo(logit(champion), 4);
    expect(told.challenger).toBeCloseTo(logit(challenger), 4);
    const sum = told.features.reduce((total, { difference }) => total + difference, told.base + told.rest);
    expect(sum).toBeCloseTo(told.challenger - told.champion, 9);
    for (const { feature, champion: one, challenger: other } of told.features) {
      const expected = explained.map((rows) => Number(rows[row - 1]?.[`contribution_${feature}`] ?? 0));
      expect([one, other]).toEqual(expected.map((value) => expect.closeTo(value, 9) as number));
    }
    const sizes = told.features.map(({ difference }) => Math.abs(difference));
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
  }
  const { swappedIn, swappedOut } = pair?.decisions?.swap ?? {};
  expect(drivers?.swappedIn?.rows).toBe(Math.min(swappedIn?.rows ?? 0, 500));
  expect(drivers?.swappedOut?.rows).toBe(Math.min(swappedOut?.rows ?? 0, 500));
  const mean = drivers?.swappedIn?.features.reduce((sum, { difference }) => sum + difference, 0) ?? 0;
  expect(mean + (drivers?.swappedIn?.base ?? 0) + (drivers?.swappedIn?.rest ?? 0)).toBeGreaterThan(0);
  expect(readFileSync(join(folder, 'out', 'report.html'), 'utf8')).toContain('What drives the difference');
}, 120_000);

test('a challenger is told of alike by itself and beside others, on one thread and on several', async () => {
  const beside = ['--challenger', model('late-mlp'), '--challenger', model('late-v2')];
  const words = ['--champion', model('late-v1'), '--top', '30'];
  const alone = await compared(...words, '--challenger', model('late-v2'), '--threads', '1');
  const several = await compared(...words, ...beside, '--threads', '4');
  const [one] = alone.report.agreement;
  const [mlp, other] = several.report.agreement;
  expect(mlp?.drivers).toBeNull();
  expect(other?.drivers).toEqual(one?.drivers);
  expect(one?.drivers).toMatchObject({ swappedIn: { rows: 500 }, swappedOut: { rows: 500 } });
  expect(other?.disagreements).toEqual(one?.disagreements);
}, 60_000);

async function explainedAll(folder: string, name: string): Promise<Record<string, unknown>[]> {
  const ended = await rowcast(
    folder,
    'score',
    flights,
    '--model',
    model(name),
    ...some,
    '--explain',
    'all',
    '-o',
    `${name}.parquet`,
  );
  expect(ended).toMatchObject({ exit: 0 });
  const database = await Database.open();
  onTestFinished(() => database.close());
  const session = await database.connect();
  try {
    return await session.rows(
      `SELECT * FROM read_parquet('${join(folder, `${name}.parquet`)}', file_row_number = true) ORDER BY file_row_number`,
    );
  } finally {
    session.close();
  }
}

describe('nothing is told, and nothing fails,', () => {
  test.each([
    ['of a model without trees', ['--champion', model('late-v1'), '--challenger', model('late-mlp')]],
    ['of a column of scores', ['--champion-column', 'dep_delay', '--challenger', model('arrival-delay')]],
    ['of raw scores of two kinds', ['--champion', model('late-v1'), '--challenger', model('arrival-delay')]],
  ])(
    '%s',
    async (_, words) => {
      const { report } = await compared(...words, ...some);
      expect(report.agreement[0]).toMatchObject({ drivers: null });
      expect(report.agreement[0]?.disagreements.every(({ drivers }) => drivers === null)).toBe(true);
    },
    60_000,
  );
});
