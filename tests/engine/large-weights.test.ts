/** A model with more weights than memory should hold: looked at without reading them, and scored from the rows that it needs. */
import {
  copyFileSync,
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { freshFolder } from './fresh-folder.ts';
import { fixtureModel } from './repository.ts';
import { faultOf, useEngine } from './scoring.ts';
import { useTables } from './use-tables.ts';

const engine = useEngine();
const tables = useTables();

const rows = 40_000_000;
const rowBytes = 16 * 4;

/** Its weights are zeros that take no space on the disk, but for the first of the last row. */
function largeModel(): string {
  const folder = freshFolder();
  const [path, weights] = [join(folder, 'large-weights.onnx'), join(folder, 'large-weights.weights')];
  copyFileSync(fixtureModel('large-weights'), path);
  writeFileSync(weights, '');
  truncateSync(weights, rows * rowBytes);
  const file = openSync(weights, 'r+');
  writeSync(file, Float32Array.of(2.5), 0, 4, (rows - 1) * rowBytes);
  closeSync(file);
  return path;
}

/** By this process, as Linux counts them; elsewhere only the memory that reading takes is looked at. */
function bytesRead(): number {
  const counts = '/proc/self/io';
  return existsSync(counts) ? Number(/^rchar: (\d+)$/m.exec(readFileSync(counts, 'utf8'))?.[1]) : 0;
}

it('is inspected, scored and told of without reading 2.56 GB', async () => {
  const path = largeModel();
  const [alreadyRead, before] = [bytesRead(), process.memoryUsage.rss()];
  const card = await engine.methods.model.inspect({ path });
  expect(bytesRead() - alreadyRead).toBeLessThan(100e6);
  expect(card).toMatchObject({ parameters: 640_000_000, externalData: [{ bytes: 2_560_000_000 }] });

  const [table, output] = [join(freshFolder(), 't.csv'), join(freshFolder(), 'out.parquet')];
  writeFileSync(table, `id\n0\n${rows - 1}\n`);
  const receipt = await engine.score({
    source: { paths: [table] },
    models: [{ path }],
    keep: 'none',
    destination: { path: output },
  });
  expect(await tables.columns(`SELECT y_0, y_15 FROM '${output}'`)).toEqual({ y_0: [0, 2.5], y_15: [0, 0] });
  expect(process.memoryUsage.rss() - before).toBeLessThan(500e6);
  // Too much to hash in passing: size and time tell it from others.
  expect(receipt.models[0]?.externalData).toEqual([
    { location: 'large-weights.weights', bytes: 2_560_000_000, modified: expect.any(String) as string, sha256: null },
  ]);
});

it('is refused where its weights are cut short', async () => {
  const path = largeModel();
  truncateSync(path.replace('.onnx', '.weights'), 1_000_000);
  const table = join(freshFolder(), 't.csv');
  writeFileSync(table, 'id\n0\n');
  const job = { source: { paths: [table] }, models: [{ path }], destination: { path: join(freshFolder(), 'o.csv') } };
  const fault = await faultOf(engine.plan(job));
  expect(fault.toFault()).toEqual({
    code: 'MODEL_TRUNCATED',
    message: `The weights of model file "${path}" end too early: expected at least 2560000000 bytes in "large-weights.weights", found 1000000.`,
    hint: 'Copy or download this file again; the transfer stopped early.',
  });
});
