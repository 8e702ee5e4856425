/** Rowcast's own trees and ONNX Runtime's: the same file from both, and a receipt that says which one it was. */
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { freshFolder } from '../engine/fresh-folder.ts';
import { useEngine } from '../engine/scoring.ts';
import { flightsParquet, sampleModels } from './sample-models.ts';

const engine = useEngine();
const withTrees = sampleModels.filter(({ name }) => ['late-v1', 'late-v2', 'arrival-delay'].includes(name));

async function scored(path: string, trees: 'auto' | 'fast' | 'runtime') {
  const receipt = await engine.score({
    source: { paths: [flightsParquet] },
    models: [{ path }],
    trees,
    destination: { path: join(freshFolder(), 'scored.parquet') },
  });
  return { sha256: receipt.output.sha256, trees: receipt.models[0]?.trees };
}

it.each(withTrees)('$name is scored to the same bytes by both', async ({ path }) => {
  const runtime = await scored(path, 'runtime');
  const fast = await scored(path, 'fast');
  expect(runtime.trees).toEqual({ asked: 'runtime', ran: 'runtime', why: 'ONNX Runtime was asked for.' });
  expect(fast.trees).toMatchObject({ asked: 'fast', ran: 'fast' });
  expect(fast.sha256).toBe(runtime.sha256);
});

it('takes the fast path where nothing was asked', async () => {
  const [first] = withTrees;
  const { trees } = await scored(first?.path ?? '', 'auto');
  expect(trees).toMatchObject({ asked: 'auto', ran: 'fast' });
  expect(trees?.why).toMatch(/^150 trees \(masks 150\) with \w+; 1024 probe rows gave ONNX Runtime's bits\.$/);
});

it('says nothing of trees for a model without any', async () => {
  const mlp = sampleModels.find(({ name }) => name === 'late-mlp');
  expect((await scored(mlp?.path ?? '', 'auto')).trees).toBeNull();
});
