/** The receipt is well formed, and everything it says is true. */
import { copyFileSync, existsSync, readFileSync, statSync } from 'node:fs';
import { expect, it } from 'vitest';
import { Receipt } from '../../contract/index.ts';
import { inRepository } from '../engine/repository.ts';
import { useTables } from '../engine/use-tables.ts';
import { sha256 } from '../support/folder-state.ts';
import { workplace, type Workplace } from '../support/small-tables.ts';

const tables = useTables();
const flights = inRepository('models/data/flights.parquet');

function flightsWorkplace(): Workplace {
  const place = workplace();
  copyFileSync(flights, place.path('flights.parquet'));
  copyFileSync(inRepository('models/late-v2.onnx'), place.path('late.onnx'));
  return place;
}

it('--json prints one receipt, whose every value is true', async () => {
  const place = flightsWorkplace();
  const before = Date.now();
  const ended = await place.score('flights.parquet', '--model', 'late.onnx', '-o', 'out.parquet', '--json');
  expect(ended.stdout.trimEnd().split('\n')).toHaveLength(1);
  const receipt = Receipt.parse(JSON.parse(ended.stdout));
  const out = place.path('out.parquet');

  expect(receipt.rows).toEqual({ read: 27_268, written: 27_268, rejected: 0 });
  expect(receipt.output).toEqual({
    path: out,
    bytes: statSync(out).size,
    sha256: sha256(out),
    columns: Object.keys(await tables.types(`'${out}'`)),
  });
  expect(receipt.source).toEqual([
    {
      path: place.path('flights.parquet'),
      bytes: statSync(place.path('flights.parquet')).size,
      modified: statSync(place.path('flights.parquet')).mtime.toISOString(),
      format: 'parquet',
    },
  ]);
  const [model] = receipt.models;
  expect(model).toMatchObject({
    name: 'late',
    path: place.path('late.onnx'),
    sha256: sha256(place.path('late.onnx')),
    provider: { asked: 'auto', ran: 'cpu' },
    trees: { asked: 'auto', ran: 'fast' },
  });
  expect(receipt.output.columns.slice(-(model?.columns.length ?? 0))).toEqual(model?.columns);
  expect(receipt.seconds).toBeGreaterThan(0);
  expect(Date.parse(receipt.started)).toBeGreaterThanOrEqual(before);
  expect(Date.parse(receipt.started) + receipt.seconds * 1000).toBeLessThanOrEqual(Date.now());

  const bound = model?.binding ?? [];
  expect(bound).toHaveLength(17);
  for (const { column, missing, failed } of bound) {
    const nulls = await tables.cell(`SELECT count(*) FROM '${flights}' WHERE "${column}" IS NULL`);
    expect({ column, missing: BigInt(missing), failed }).toEqual({ column, missing: nulls, failed: 0 });
  }
});

it('counts what did not convert, was rounded and overflowed', async () => {
  const place = workplace('a,b,c\n1,2,16777217\n?,4,5\n,1e300,6\n');
  const words = ['t.csv', '--model', 'm.onnx', '--features', 'a,b,c', '-o', 'out.csv', '--missing', 'a:0', '--json'];
  const receipt = Receipt.parse(JSON.parse((await place.score(...words)).stdout));
  const counts = receipt.models[0]?.binding.map(({ column, missing, failed, rounded, overflowed }) => ({
    column,
    missing,
    failed,
    rounded,
    overflowed,
  }));
  expect(counts).toEqual([
    { column: 'a', missing: 1, failed: 1, rounded: 0, overflowed: 0 },
    { column: 'b', missing: 0, failed: 0, rounded: 0, overflowed: 1 },
    { column: 'c', missing: 0, failed: 0, rounded: 1, overflowed: 0 },
  ]);
  expect(receipt.warnings).toEqual([
    'Column "a" feeds "a" of model "m": 1 of 3 values did not convert and were taken as missing.',
    'Column "b" feeds "b" of model "m": 1 of 3 values are too large for float and became infinite.',
  ]);
});

it('--receipt writes the same to a file, and --json keeps stdout for the receipt alone', async () => {
  const place = workplace();
  const words = ['t.csv', '--model', 'm.onnx', '--features', 'a,b,c', '-o', 'out.csv', '--receipt', 'r.json'];
  const ended = await place.score(...words, '--json');
  const written: unknown = JSON.parse(readFileSync(place.path('r.json'), 'utf8'));
  expect(Receipt.parse(written)).toEqual(JSON.parse(ended.stdout));
  expect(ended.stderr).toBe('');
});

it('--receipt and --save-job cannot name one file', async () => {
  const place = workplace();
  for (const jobFile of ['same.x', './same.x', place.path('same.x')]) {
    const words = ['t.csv', '--model', 'm.onnx', '--features', 'a,b,c', '-o', 'out.csv', '--save-job', jobFile];
    const ended = await place.run('score', ...words, '--receipt', 'same.x', '--overwrite');
    expect(ended).toMatchObject({ exit: 2, stdout: '' });
    expect(ended.stderr).toBe(
      'rowcast: The receipt "same.x" is the job file that --save-job names. [DESTINATION_IS_SOURCE]\n  Name another file with --receipt.\n',
    );
    expect(existsSync(place.path('same.x'))).toBe(false);
    expect(existsSync(place.path('out.csv'))).toBe(false);
  }
});

it('counts the rows behind the filter', async () => {
  const place = workplace();
  const words = [
    't.csv',
    '--model',
    'm.onnx',
    '--features',
    'a,b,c',
    '-o',
    'out.csv',
    '--where',
    'b IS NULL',
    '--json',
  ];
  const receipt = Receipt.parse(JSON.parse((await place.score(...words)).stdout));
  expect(receipt.rows).toEqual({ read: 1, written: 1, rejected: 0 });
  expect(receipt.models[0]?.binding.map((bound) => bound.missing)).toEqual([0, 1, 0]);
});

it('the same job over the same inputs writes the same bytes', async () => {
  const place = flightsWorkplace();
  const hashes = new Set<string>();
  for (const [output, threads] of [
    ['1.parquet', '1'],
    ['2.parquet', '2'],
    ['3.parquet', '2'],
  ] as const) {
    await place.score('flights.parquet', '--model', 'late.onnx', '-o', output, '--threads', threads);
    hashes.add(sha256(place.path(output)));
  }
  expect(hashes.size).toBe(1);
});
