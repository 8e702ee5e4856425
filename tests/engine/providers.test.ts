/** What runs a model: asked for, refused, fallen back from, and told in the receipt. WebGPU runs on SwiftShader here. */
import { copyFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { Receipt } from '../../contract/index.ts';
import { rowcastIn } from '../support/rowcast-command.ts';
import { noWebGpu, softwareWebGpu } from '../support/software-webgpu.ts';
import { workplace, type Workplace } from '../support/small-tables.ts';
import { inRepository } from './repository.ts';
import { useTables } from './use-tables.ts';

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
  const receipt = await scored(place, noWebGpu(), '--model', 'trees.onnx', '-o', 'o.parquet', '--provider', provider);
  const [model] = receipt.models;
  expect(model?.provider).toMatchObject({ asked: provider, ran: 'cpu', nodes: [] });
  expect(model?.provider.why).toMatch(reason);
  expect(model?.trees).toMatchObject({ ran: 'fast' });
  expect(receipt.warnings).toContain(`Model "trees" was to run on ${provider} and ran on cpu. ${model?.provider.why}`);
});
