/** `rowcast preview` and `rowcast inspect`, for people and as JSON. */
import { copyFileSync, statSync } from 'node:fs';
import { expect, it } from 'vitest';
import { ModelCard, Preview } from '../../contract/index.ts';
import { inRepository } from '../engine/repository.ts';
import { useTables } from '../engine/use-tables.ts';
import { sha256 } from '../support/folder-state.ts';
import { workplace } from '../support/small-tables.ts';

const tables = useTables();

it('preview shows types, missing values, ranges and first rows', async () => {
  const { exit, stdout, stderr } = await workplace().run('preview', 't.csv');
  expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
  expect(stdout).toBe(
    [
      't.csv: 3 rows, 4 columns, 35 B',
      '',
      'column  type     missing  min  max',
      'id      VARCHAR        0  x1   x3',
      'a       BIGINT         0  1    7',
      'b       BIGINT         1  2    8',
      'c       BIGINT         0  3    9',
      '',
      'First rows',
      'id  a  b  c',
      'x1  1  2  3',
      'x2  4     6',
      'x3  7  8  9',
      '',
    ].join('\n'),
  );
});

it('preview --json counts the whole table', async () => {
  const place = workplace();
  const flights = inRepository('models/data/flights.parquet');
  copyFileSync(flights, place.path('flights.parquet'));
  const { stdout } = await place.run('preview', 'flights.parquet', '--json');
  const preview = Preview.parse(JSON.parse(stdout));
  expect(preview.rowCount).toBe(27_268);
  expect(preview.firstRows).toHaveLength(10);
  for (const { name, nulls, min, max } of preview.columns) {
    const [counted] = await tables.rows(
      `SELECT count(*) - count("${name}") AS nulls, min("${name}")::VARCHAR AS min, max("${name}")::VARCHAR AS max FROM '${flights}'`,
    );
    expect({ name, nulls: BigInt(nulls), min, max }).toEqual({ name, ...counted });
  }
});

it('inspect shows what a model takes and gives', async () => {
  const place = workplace();
  copyFileSync(inRepository('models/late-v1.onnx'), place.path('late.onnx'));
  const { exit, stdout, stderr } = await place.run('inspect', 'late.onnx');
  expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
  for (const text of [
    sha256(place.path('late.onnx')),
    'input  float [',
    'label',
    'TreeEnsembleClassifier × 1',
    'Features, from metadata:feature_names: dep_delay, distance, weekday, hour, sched_dep_time, sched_arr_time',
  ]) {
    expect(stdout).toContain(text);
  }
});

it('inspect --json prints one model card', async () => {
  const place = workplace();
  place.model('mixed-columns');
  const { stdout } = await place.run('inspect', 'mixed-columns.onnx', '--json');
  const card = ModelCard.parse(JSON.parse(stdout));
  const path = place.path('mixed-columns.onnx');
  expect(card).toMatchObject({
    path: 'mixed-columns.onnx',
    bytes: statSync(path).size,
    sha256: sha256(path),
    features: null,
  });
  expect(card.inputs.map((input) => [input.name, input.element])).toEqual([
    ['f', 'float'],
    ['d', 'double'],
    ['l', 'int64'],
    ['i', 'int32'],
    ['b', 'bool'],
    ['s', 'string'],
  ]);
});
