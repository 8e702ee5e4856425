/** What runs a model: asked for, refused, fallen back from, and told in the receipt. WebGPU runs on SwiftShader here. */
import { copyFileSync, writeFileSync } from 'node:fs';
import { expect, it, vi } from 'vitest';
import { Provider, Receipt } from '../../contract/index.ts';
import { Database } from '../../engine/duckdb/database.ts';
import { keptPromise } from '../../engine/model/kept-promise.ts';
import { tryApart } from '../../engine/model/providers.ts';
import { measureOf, tried, wins, type Measure } from '../../engine/score/trial-on-device.ts';
import { wideNetwork } from '../support/wide-network.ts';
import { rowcastIn } from '../support/rowcast-command.ts';
import { noWebGpu, softwareWebGpu } from '../support/software-webgpu.ts';
import { workplace, type Workplace } from '../support/small-tables.ts';
import { inRepository } from './repository.ts';
import { useTables } from './use-tables.ts';

// SwiftShader takes seconds to make the shaders of a model, in each process anew.
vi.setConfig({ testTimeout: 180_000 });

const tables = useTables();
const swiftShader = softwareWebGpu();

/** 200 flights and a neural network of 17 nodes, 3 of which WebGPU has no kernels for. */
async function flights(): Promise<Workplace> {
  const place = workplace();
  copyFileSync(inRepository('models/late-mlp.onnx'), place.path('mlp.onnx'));
  copyFileSync(inRepository('models/late-v1.onnx'), place.path('trees.onnx'));
  const some = `FROM '${inRepository('models/data/flights.parquet')}' LIMIT 200`;
  await tables.cell(`COPY (${some}) TO '${place.path('f.parquet')}'`);
  return place;
}

async function scored(place: Workplace, env: NodeJS.ProcessEnv, ...words: string[]): Promise<Receipt> {
  const ended = await rowcastIn(env, place.folder, 'score', 'f.parquet', '--json', ...words);
  expect(ended.exit, ended.stderr).toBe(0);
  return Receipt.parse(JSON.parse(ended.stdout));
}

it('runs on WebGPU what it has kernels for, and tells which nodes the processor ran', async () => {
  const place = await flights();
  const onWebGpu = await scored(place, swiftShader, '--model', 'mlp.onnx', '-o', 'gpu.parquet', '--provider', 'webgpu');
  await scored(place, swiftShader, '--model', 'mlp.onnx', '-o', 'cpu.parquet', '--provider', 'cpu');
  const provider = onWebGpu.models[0]?.provider;
  expect(provider).toMatchObject({
    asked: 'webgpu',
    ran: 'webgpu',
    why: 'The processor runs 3 of its 17 nodes: Imputer, Scaler, ArrayFeatureExtractor.',
    nodes: [
      { provider: 'webgpu', count: 14 },
      { provider: 'cpu', count: 3, operators: ['Imputer', 'Scaler', 'ArrayFeatureExtractor'] },
    ],
  });
  expect(provider?.largestDifference).toBeLessThan(1e-5);
  expect(onWebGpu.warnings).toContain(
    'Model "mlp" was to run on webgpu and ran on it in part. The processor runs 3 of its 17 nodes: Imputer, Scaler, ArrayFeatureExtractor.',
  );
  const apart = await tables.cell(
    `SELECT max(abs(g.probabilities_1 - c.probabilities_1)) FROM '${place.path('gpu.parquet')}' g POSITIONAL JOIN '${place.path('cpu.parquet')}' c`,
  );
  expect(apart).toBeLessThan(1e-5);
});

it('stops where WebGPU cannot run every node and was required', async () => {
  const place = await flights();
  const words = ['--model', 'mlp.onnx', '-o', 'o.parquet', '--provider', 'webgpu', '--require-provider'];
  const ended = await rowcastIn(swiftShader, place.folder, 'score', 'f.parquet', ...words);
  expect(ended.exit).toBe(2);
  expect(ended.stderr).toContain(
    'Model "mlp" cannot run on webgpu alone, which was required. The processor runs 3 of its 17 nodes: Imputer, Scaler, ArrayFeatureExtractor. [PROVIDER_UNAVAILABLE]',
  );
});

it('runs a model all of whose nodes WebGPU has', async () => {
  const place = workplace();
  const words = ['score', 't.csv', '--model', 'm.onnx', '-o', 'o.csv', '--provider', 'webgpu', '--require-provider'];
  const ended = await rowcastIn(swiftShader, place.folder, ...words, '--features', 'a,b,c', '--missing', '0', '--json');
  expect(ended.exit, ended.stderr).toBe(0);
  const [model] = Receipt.parse(JSON.parse(ended.stdout)).models;
  expect(model?.provider).toMatchObject({ asked: 'webgpu', ran: 'webgpu', why: null });
  expect(model?.provider.nodes.map(({ provider }) => provider)).toEqual(['webgpu']);
  expect(await tables.cell(`SELECT y FROM '${place.path('o.csv')}' WHERE id = 'x3'`)).toBe(987);
});

it.each([
  ['webgpu', /^WebGPU found no graphics card: .*\.$/],
  [
    'cuda',
    /^A library that CUDA needs could not be loaded: libonnxruntime_providers_shared\.so: cannot open shared object file: No such file or directory\.$/,
  ],
  ['tensorrt', /^A library that TensorRT needs could not be loaded: libonnxruntime_providers_shared\.so: cannot open/],
  ['coreml', /^This ONNX Runtime was built without CoreML\.$/],
  ['directml', /^This ONNX Runtime was built without DirectML\.$/],
])('says why %s is not there, and lets the processor score', async (provider, reason) => {
  const place = await flights();
  const receipt = await scored(place, noWebGpu(), '--model', 'mlp.onnx', '-o', 'o.parquet', '--provider', provider);
  const [model] = receipt.models;
  expect(model?.provider).toMatchObject({ asked: provider, ran: 'cpu', nodes: [] });
  expect(model?.provider.why).toMatch(reason);
  expect(receipt.warnings).toContain(`Model "mlp" was to run on ${provider} and ran on cpu. ${model?.provider.why}`);
});

it('leaves trees to the processor, whose threads all score them', async () => {
  const place = await flights();
  const words = ['--model', 'trees.onnx', '-o', 'o.parquet', '--provider', 'webgpu'];
  const [model] = (await scored(place, swiftShader, ...words)).models;
  const why = 'It has trees, which no device has an operator for.';
  expect(model).toMatchObject({ provider: { asked: 'webgpu', ran: 'cpu', why }, trees: { ran: 'fast' } });
  const ended = await rowcastIn(
    swiftShader,
    place.folder,
    'score',
    'f.parquet',
    ...words,
    '--overwrite',
    '--require-provider',
  );
  expect(ended.exit).toBe(2);
  expect(ended.stderr).toContain(`Model "trees" cannot run on webgpu alone, which was required. ${why}`);
});

it('gathers what many threads bring into runs of a device, and keeps the rows in order', async () => {
  const place = workplace();
  const rows = 40 * 2048;
  await tables.cell(`COPY (
    SELECT i AS id, (i % 97)::FLOAT AS a, (i % 89)::FLOAT AS b, (i % 83)::FLOAT AS c FROM range(${rows}) t(i)
  ) TO '${place.path('f.parquet')}' (ROW_GROUP_SIZE 2048)`);
  const words = ['--model', 'm.onnx', '--features', 'a,b,c'];
  const receipt = await scored(place, swiftShader, ...words, '-o', 'gpu.parquet', '--provider', 'webgpu');
  const runs = receipt.models[0]?.provider.runs;
  // How many come together is the scheduler's affair; each of 40 alone would be 2,048.
  expect(runs?.rowsOnAverage).toBeGreaterThan(2048);
  expect(Math.round((runs?.count ?? 0) * (runs?.rowsOnAverage ?? 0))).toBe(rows);
  const wrong = await tables.cell(
    `SELECT count(*) FROM (SELECT *, row_number() OVER () - 1 AS place FROM '${place.path('gpu.parquet')}')
     WHERE id <> place OR abs(y - (a + 10 * b + 100 * c)) > 1e-2`,
  );
  expect(wrong).toBe(0n);
});

it('scores golden rows again on another provider, and stops where they differ', async () => {
  const place = await flights();
  const made = await rowcastIn(swiftShader, place.folder, 'golden', 'mlp.onnx', 'f.parquet', '--tolerance', '0.00001');
  expect(made.exit, made.stderr).toBe(0);
  const words = ['--model', 'mlp.onnx', '-o', 'o.parquet', '--overwrite', '--provider', 'webgpu'];
  const receipt = await scored(place, swiftShader, ...words);
  expect(receipt.models[0]?.golden).toMatchObject({ rows: 48, scored: true });
  expect(receipt.models[0]?.golden?.why).toContain('provider "webgpu", not "cpu"');
  const strict = await rowcastIn(
    swiftShader,
    place.folder,
    'golden',
    'mlp.onnx',
    'f.parquet',
    '--tolerance',
    '0',
    '--overwrite',
  );
  expect(strict.exit, strict.stderr).toBe(0);
  const stopped = await rowcastIn(swiftShader, place.folder, 'score', 'f.parquet', ...words);
  expect(stopped.exit).toBe(2);
  expect(stopped.stderr).toContain('[GOLDEN_ROWS_DIFFER]');
});

it('rowcast providers runs a model on each, and says why where that fails', async () => {
  const listed = async (env: NodeJS.ProcessEnv) => {
    const ended = await rowcastIn(env, workplace().folder, 'providers', '--json');
    expect(ended.exit, ended.stderr).toBe(0);
    return Provider.array().parse(JSON.parse(ended.stdout));
  };
  const all = await listed(swiftShader);
  expect(all.map(({ name }) => name)).toEqual(['cpu', 'webgpu', 'directml', 'coreml', 'cuda', 'tensorrt']);
  expect(all.filter(({ available }) => available).map(({ name }) => name)).toEqual(['cpu', 'webgpu']);
  expect(all.find(({ name }) => name === 'cuda')?.reason).toBe(
    'A library that CUDA needs could not be loaded: libonnxruntime_providers_shared.so: cannot open shared object file: No such file or directory.',
  );
  expect(all.find(({ name }) => name === 'directml')?.reason).toBe('This ONNX Runtime was built without DirectML.');
  const none = await listed(noWebGpu());
  expect(none.find(({ name }) => name === 'webgpu')?.reason).toMatch(/^WebGPU found no graphics card: /);
});

it('outlives a driver that crashes and one that hangs', async () => {
  const script = workplace().path('trial.mjs');
  writeFileSync(
    script,
    `for (const name of process.argv.slice(2)) {
      if (name === 'crashes') process.kill(process.pid, 'SIGSEGV');
      if (name === 'hangs' || name === 'crashes') await new Promise((resolve) => setTimeout(resolve, 600_000));
      console.log('a driver says hello');
      console.log(JSON.stringify({ driver: name }));
      console.log(JSON.stringify({ name, reason: null }));
    }`,
  );
  const found = await tryApart(script, ['works', 'crashes', 'hangs', 'works too'], 15_000);
  expect(Object.fromEntries(found)).toEqual({
    works: null,
    crashes: 'Its driver ended the process (SIGSEGV).',
    hangs: 'It did not run a model of one operator within 15 seconds.',
    'works too': null,
  });
});

it('tries a device on the first rows, and gives it the table where it was faster there', async () => {
  const place = workplace();
  writeFileSync(place.path('wide.onnx'), wideNetwork(3, 1024));
  await tables.cell(`COPY (
    SELECT (i % 97)::FLOAT AS a, (i % 89)::FLOAT AS b, (i % 83)::FLOAT AS c FROM range(33_000) t(i)
  ) TO '${place.path('f.parquet')}'`);
  const words = ['--model', 'wide.onnx', '--features', 'a,b,c', '--threads', '1'];
  const receipt = await scored(place, swiftShader, ...words, '-o', 'o.parquet');
  const provider = receipt.models[0]?.provider;
  const trial = provider?.trial;
  if (trial === undefined || trial === null) throw new Error('expected a trial');
  expect(trial.largestDifference).toBeLessThan(1e-4);
  // On many cores the software that stands in for a card may well be faster than one thread.
  expect(provider).toMatchObject({ asked: 'auto', ran: wins(trial) ? 'webgpu' : 'cpu', trial: { provider: 'webgpu' } });
  expect(receipt.warnings).toEqual([]);
});

/** A trial in which rows take so many microseconds each, and which notes what it was asked. */
function timed(processor: number, device: number, launch = 0): { measure: Measure; asked: string[] } {
  const asked: string[] = [];
  const seconds: Measure['seconds'] = (on, rows) => {
    asked.push(`${on} ${rows}`);
    return Promise.resolve(on === 'device' ? launch + (device * rows) / 1e6 : (processor * rows) / 1e6);
  };
  return { measure: { seconds, difference: () => Promise.resolve(0) }, asked };
}

it('stops trying a device as soon as its first rows show it to be slower', async () => {
  const slow = timed(10, 1000);
  expect(await tried(slow.measure, 'webgpu')).toMatchObject({ rows: 512, seconds: 0.512, processorSeconds: 0.00512 });
  expect(slow.asked).toEqual(['processor 32768', 'device 64', 'device 512', 'processor 512']);
  const late = timed(10, 1, 1);
  expect(await tried(late.measure, 'webgpu')).toMatchObject({ rows: 64, seconds: 1.000064, processorSeconds: 0.00064 });
});

it('goes on to all rows where a device takes long to begin and little for each row', async () => {
  const fast = timed(10, 1, 0.1);
  const trial = await tried(fast.measure, 'webgpu');
  expect(trial).toMatchObject({ rows: 32_768, processorSeconds: 0.32768 });
  expect(trial.seconds).toBeCloseTo(0.132768, 9);
  expect(wins(trial)).toBe(true);
  expect(fast.asked.at(-1)).toBe('device 32768');
});

it('chooses a device that was faster on all rows of a trial, with the same scores', () => {
  const trial = { provider: 'webgpu', rows: 32_768, processorSeconds: 2, seconds: 1, largestDifference: 1e-7 };
  expect(wins(trial)).toBe(true);
  expect(wins({ ...trial, seconds: 2 })).toBe(false);
  expect(wins({ ...trial, largestDifference: 1e-3 })).toBe(false);
  expect(wins({ ...trial, rows: 2048 })).toBe(false);
});

it('has all who ask wait for one answer, and asks again after a failure', async () => {
  const kept = new Map<string, Promise<number>>();
  let calls = 0;
  const find = async () => {
    calls += 1;
    await Promise.resolve();
    if (calls === 1) throw new Error('stopped');
    return calls;
  };
  const both = await Promise.allSettled([keptPromise(kept, 'a', find), keptPromise(kept, 'a', find)]);
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(calls).toBe(1);
  expect(await Promise.all([keptPromise(kept, 'a', find), keptPromise(kept, 'a', find)])).toEqual([2, 2]);
  expect(await keptPromise(kept, 'a', find)).toBe(2);
});

it.each([
  ['those of the processor', 'x', 0, true],
  ['others in the last rows', 'x + CASE WHEN x >= 32000 THEN 32001 ELSE 0 END', 1, false],
  ['none', 'NULL', Number.POSITIVE_INFINITY, false],
])('compares all rows of a trial with a device whose scores are %s', async (_, score, difference, isTaken) => {
  const database = await Database.open();
  const session = await database.connect();
  await session.rows('CREATE TEMP TABLE rowcast_trial AS SELECT i AS x FROM range(32768) t(i)');
  await session.rows(
    `CREATE TEMP MACRO on_processor(x) AS struct_pack(y := (${score === 'NULL' ? 'NULL' : 'x'})::DOUBLE)`,
  );
  await session.rows(`CREATE TEMP MACRO on_device(x) AS struct_pack(y := (${score})::DOUBLE)`);
  const x = { sql: 'x', presence: undefined };
  const named = (name: string) => ({ function: name, columns: [{ name: 'y' }], arguments: [{ argument: x }] });
  const { difference: apart } = measureOf(session, named('on_processor'), named('on_device'));
  const trial = await tried({ ...timed(10, 1).measure, difference: apart }, 'webgpu');
  session.close();
  await database.close();
  expect(trial.rows).toBe(32_768);
  expect(trial.largestDifference).toBeCloseTo(difference, 1);
  expect(wins(trial)).toBe(isTaken);
});

it.each(['auto', 'cpu'])(
  'refuses to require %s, which is never missing, in words and in job files',
  async (provider) => {
    const place = workplace();
    const job = `source: { paths: [t.csv] }
models: [{ path: m.onnx }]
provider: ${provider}
requireProvider: true
destination: { path: o.csv }
`;
    writeFileSync(place.path('job.yaml'), job);
    const asked = ['--provider', provider, '--require-provider'];
    for (const words of [
      ['score', 't.csv', '--model', 'm.onnx', '-o', 'o.csv', ...asked],
      ['golden', 'm.onnx', 't.csv', ...asked],
      ['run', 'job.yaml'],
    ]) {
      const ended = await rowcastIn(noWebGpu(), place.folder, ...words);
      expect(ended.exit).toBe(2);
      const message = `A provider is required, but not one that could be missing: expected the name of a device, found ${provider}.`;
      const hint =
        'Name one, such as --provider webgpu, or leave out --require-provider (in job files provider and requireProvider); `rowcast providers` tells what works on this machine.';
      expect(ended.stderr).toContain(`${message} [INVALID_ARGUMENT]`);
      expect(ended.stderr).toContain(hint);
    }
  },
);
