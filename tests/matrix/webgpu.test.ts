/** Models of every kind of input, output and graph give the processor's scores on WebGPU, which is SwiftShader here, or are left to it. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ProviderReceipt } from '../../contract/index.ts';
import { lastingFolder } from '../engine/fresh-folder.ts';
import { inRepository } from '../engine/repository.ts';
import { useTables } from '../engine/use-tables.ts';
import { largestDifference } from '../../engine/golden/difference.ts';
import { start } from '../support/rowcast-command.ts';
import { softwareWebGpu } from '../support/software-webgpu.ts';
import { jobOf, subjects } from './manifest.ts';

const names = [
  'skl-pca',
  'skl-mlp',
  'skl-svc',
  'torch-embedding',
  'fixed-batch-1',
  'fixed-batch-50',
  'shared-scalar',
  'shared-vector',
  'default-input',
  'two-blocks',
  'list-input',
  'rank-3-output',
  'wide-output',
  'sequence-output',
  'lying-shapes',
  'type-int32',
  'type-bool',
  'if',
  'loop',
  'scan',
  'function',
  'qdq',
  'quantised-while-running',
  'opset-7',
  'opset-26',
];

const tables = useTables();
const { folder, remove } = lastingFolder();
afterAll(remove);
const providers = ['webgpu', 'cpu'] as const;
const output = (name: string, provider: string) => join(folder, `${name}-${provider}.parquet`);
let ran: ProviderReceipt[] = [];

/** Why WebGPU does not get a model, by its name. */
const left: Readonly<Record<string, RegExp>> = {
  'fixed-batch-1': /^Its file fixes how many rows go into a run/,
  'fixed-batch-50': /^Its file fixes how many rows go into a run/,
  'quantised-while-running': /^How it rounds a row depends on the rows beside it \(DynamicQuantizeLinear\)/,
};

beforeAll(async () => {
  const jobs = names.flatMap((name) => {
    const subject = subjects.find((one) => one.name === name);
    if (subject === undefined) throw new Error(`no model ${name}`);
    return providers.map((provider) => ({ ...jobOf(subject, output(name, provider)), provider }));
  });
  const file = join(folder, 'jobs.json');
  writeFileSync(file, JSON.stringify(jobs));
  const worker = inRepository('tests/matrix/score-worker.mjs');
  const ended = await start(process.execPath, [worker, file], folder, softwareWebGpu()).ended;
  expect(ended.exit, ended.stderr).toBe(0);
  ran = ended.stdout
    .trimEnd()
    .split('\n')
    .map((line) => ProviderReceipt.parse(JSON.parse(line)));
}, 180_000);

it.each(names)('%s', async (name) => {
  const [onWebGpu, onProcessor] = ran.slice(names.indexOf(name) * 2);
  const why = left[name];
  expect([onWebGpu?.ran, onProcessor?.ran]).toEqual(why === undefined ? providers : ['cpu', 'cpu']);
  if (why !== undefined) expect(onWebGpu?.why).toMatch(why);
  const scores = (provider: string) => tables.rows(`FROM '${output(name, provider)}'`);
  const [found, expected] = [await scores('webgpu'), await scores('cpu')];
  expect(found).toHaveLength(expected.length);
  const pairs = expected.flatMap((row, at) =>
    Object.entries(row).map(([column, before]) => ({ row: at, name: column, before, now: found[at]?.[column] })),
  );
  expect(pairs.length).toBeGreaterThan(500);
  expect(largestDifference(pairs)?.by).toBeLessThan(1e-5);
});
