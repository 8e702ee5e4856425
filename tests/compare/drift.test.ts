/** How two files differ through one model, against NumPy, SciPy and scikit-learn. drift.py has made the values. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { CompareReport, type DriftReport } from '../../contract/index.ts';
import type { DriftSubject } from '../../engine/compare/drift/drift-subject.ts';
import { measureDrift } from '../../engine/compare/drift/measure-drift.ts';
import { freshFolder } from '../engine/fresh-folder.ts';
import { inRepository } from '../engine/repository.ts';
import { rowcast } from '../support/rowcast-command.ts';
import { expectFigures } from './expect-figures.ts';
import { onFile } from './measured.ts';

const Halves = z.object({
  rows: z.tuple([z.number(), z.number()]),
  shifts: z.record(z.string(), z.looseObject({})),
  quality: z.array(z.looseObject({})),
  tests: z.array(z.looseObject({ figure: z.string() })),
});
const expected = z
  .object({ select: z.string(), plain: Halves, weighted: Halves })
  .parse(JSON.parse(readFileSync(inRepository('tests/compare/drift.json'), 'utf8')));

const columns = [
  ...['temp', 'wind_gust'].map((name) => ({ name, type: 'DOUBLE' })),
  { name: 'plane_year', type: 'INTEGER' },
  { name: 'carrier', type: 'VARCHAR' },
  { name: 'even', type: 'BOOLEAN' },
  { name: 'time_hour', type: 'TIMESTAMP' },
];

async function drifted(select: string, subject: Partial<DriftSubject> = {}): Promise<DriftReport> {
  const found = await onFile(select, (session, path) =>
    measureDrift(session, path, {
      task: 'drift',
      isBinary: true,
      score: { model: 'm', name: 's' },
      names: ['first', 'second'],
      label: { column: 'y', positive: 'true', sql: 'CAST(CAST(y AS INTEGER) AS DOUBLE)' },
      weight: undefined,
      columns,
      ...subject,
    }),
  );
  if (found.drift === null) throw new Error('no drift was measured');
  return found.drift;
}

describe.each([
  ['rows', expected.plain, undefined],
  ['weighted rows', expected.weighted, 'CAST(w AS DOUBLE)'],
] as const)('of %s', (_, halves, weight) => {
  test('the figures are those of NumPy, SciPy and scikit-learn', async () => {
    const found = await drifted(expected.select, { weight });
    expect([found.first.rows, found.second.rows]).toEqual(halves.rows);
    expectFigures(
      [found.first, found.second].map(({ quality }) => quality),
      halves.quality,
      'quality',
    );
    for (const [name, shift] of Object.entries(halves.shifts)) {
      const one = name === 's' ? found.score : found.columns.find(({ column }) => column === name);
      expectFigures(one, shift, name);
    }
    expect(found.tests).toHaveLength(halves.tests.length);
    expectFigures(found.tests, halves.tests, 'tests');
    const order = found.columns.map(({ psi }) => psi ?? 0);
    expect(order).toEqual(order.toSorted((a, b) => b - a));
  });
});

/** Rows of a score, a label, a column and a file, as SQL writes them. */
function rows(...values: string[]): string {
  const list = values.map((row) => `(${row})`).join(', ');
  return `SELECT s::DOUBLE AS s, y::BOOLEAN AS y, c::DOUBLE AS c, f AS compared_file FROM (VALUES ${list}) AS t(s, y, c, f)`;
}
const alone = { columns: [{ name: 'c', type: 'DOUBLE' }] };

describe('a file', () => {
  test('of one row, of one outcome, has no AUC and no test', async () => {
    const found = await drifted(rows(`0.5, true, 1, 'first'`, `0.7, true, 1, 'second'`), alone);
    expect(found.first.quality).toMatchObject({ auc: null, logLoss: -Math.log(0.5) });
    expect(found.tests).toEqual([]);
    expect(found.columns[0]).toMatchObject({ psi: 0, ks: 0, wasserstein: 0, meanDifference: 0 });
  });

  test('whose values are all missing has no mean and no gap, and the share of missing values moves', async () => {
    const found = await drifted(
      rows(`0.5, NULL, 1, 'first'`, `0.5, NULL, NULL, 'second'`, `0.5, NULL, 'nan'::DOUBLE, 'second'`),
      alone,
    );
    expect(found.columns[0]).toMatchObject({
      ks: null,
      wasserstein: null,
      meanDifference: null,
      second: { missing: 1, mean: null },
    });
    expect(found.columns[0]?.psi).toBeGreaterThan(1);
    expect(found.second).toMatchObject({ judged: 0, quality: {} });
  });

  test('without rows has no figures', async () => {
    const found = await drifted(rows(`0.5, true, 1, 'first'`), alone);
    expect(found.second).toMatchObject({ read: 0, rows: 0, judged: 0 });
    expect(found.score).toMatchObject({ psi: null, ks: null });
  });
});

const model = ['--champion', inRepository('models/late-v2.onnx')];

async function twoFiles(folder: string): Promise<void> {
  const half = (condition: string, name: string) =>
    rowcast(
      folder,
      'score',
      inRepository('models/data/flights.parquet'),
      '--model',
      inRepository('models/late-v1.onnx'),
      '--prefix',
      'v1_',
      '--where',
      condition,
      '-o',
      name,
    );
  await half("origin = 'JFK'", 'jfk.parquet');
  await half("origin <> 'JFK'", 'others.parquet');
}

describe('rowcast compare --with, without a key,', () => {
  test('tells how scores, columns and quality moved, and keeps limits', async () => {
    const folder = freshFolder();
    await twoFiles(folder);
    const limits = ['--limit', 'column_psi < 0.1', '--limit', 'auc_drop < 50%'];
    const said = ['compare', 'jfk.parquet', '--with', 'others.parquet', ...model, '--label', 'late', ...limits];
    const ended = await rowcast(folder, ...said, '-o', 'out');
    expect(ended.exit).toBe(1);
    expect(ended.stdout).toContain('AUC');
    expect(ended.stderr).toContain('1 of 2 limits not kept: "column_psi < 0.1" by others.parquet');
    const report = CompareReport.parse(JSON.parse(readFileSync(join(folder, 'out', 'report.json'), 'utf8')));
    expect(report).toMatchObject({
      task: 'drift',
      agreement: [],
      source: [{}, {}],
      drift: { fileColumn: 'compared_file' },
    });
    expect(report.models.map(({ role }) => role)).toEqual(['champion']);
    expect(readFileSync(join(folder, 'out', 'report.html'), 'utf8')).toContain(
      'late-v2 on others.parquet against jfk.parquet',
    );
    const ofColumn = ['--champion-column', 'v1_probabilities_1', '--label', 'late', '--quiet', '-o', 'of-column'];
    expect(await rowcast(folder, 'compare', 'jfk.parquet', '--with', 'others.parquet', ...ofColumn)).toMatchObject({
      exit: 0,
      stderr: '',
    });
    const refused = await rowcast(folder, ...said, '--top', '10', '-o', 'refused');
    expect(refused.exit).toBe(2);
    expect(refused.stderr).toContain(
      '--top is given, and two files are compared through one model: expected a challenger to decide against.',
    );
  }, 90_000);

  test('counts a column that one file lacks as missing, and refuses text where the other has numbers', async () => {
    const folder = freshFolder();
    writeFileSync(join(folder, 'a.csv'), 's,x,y\n1,2,3\n2,3,4\n');
    writeFileSync(join(folder, 'b.csv'), 's,x\n1,2\n2,3\n');
    writeFileSync(join(folder, 'c.csv'), 's,x,y\n1,two,3\n');
    const of = (file: string, out: string) =>
      rowcast(folder, 'compare', 'a.csv', '--with', file, '--champion-column', 's', '-o', out);
    const lacks = await of('b.csv', 'out');
    expect(lacks.stderr).toContain('warning: "b.csv" has no column y: all its values count as missing there.');
    expect(lacks.exit).toBe(0);
    expect((await of('c.csv', 'other')).stderr).toBe(
      'rowcast: Column "x" is of type BIGINT in "a.csv" and of type VARCHAR in "c.csv": expected values of one kind. [INVALID_ARGUMENT]\n  Say how it is read in both, for example --type x=BIGINT.\n',
    );
  }, 60_000);
});
