/** Models whose files are written again while a user looks at them. */
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { filesVersion } from '../../contract/index.ts';
import { freshFolder } from './fresh-folder.ts';
import { fixtureModel } from './repository.ts';
import { faultOf, useEngine } from './scoring.ts';

const engine = useEngine();

it('are told of', async () => {
  const folder = freshFolder();
  const path = join(folder, 'm.onnx');
  copyFileSync(fixtureModel('float-matrix'), path);
  const controller = new AbortController();
  const changes = await engine.methods.model.watch({ paths: [path] }, { signal: controller.signal });
  const next = changes[Symbol.asyncIterator]().next();
  // The watch begins a moment after it was asked for.
  const write = () => copyFileSync(fixtureModel('double-matrix'), path);
  const timer = setInterval(write, 700);
  expect(await next).toMatchObject({ value: { path, change: 'changed' } });
  clearInterval(timer);
  controller.abort();
});

it('are not scored where another file was seen', async () => {
  const folder = freshFolder();
  const path = join(folder, 'm.onnx');
  const output = join(folder, 'out.csv');
  copyFileSync(fixtureModel('float-matrix'), path);
  writeFileSync(join(folder, 't.csv'), 'a,b,c\n1,2,3\n');
  const job = {
    source: { paths: [join(folder, 't.csv')] },
    models: [{ name: 'm', path }],
    bind: [{ input: 'x', columns: ['a', 'b', 'c'] }],
    destination: { path: output },
  };
  const { sha256 } = await engine.methods.model.inspect({ path });
  const seen = (hash: string) => ({ ...job, modelsSeen: { [path]: hash } });
  expect(await faultOf(engine.score(seen('00')))).toMatchObject({
    code: 'MODEL_CHANGED',
    message: `Model "m" was written again since it was looked at: expected sha256 00, found ${sha256} at "${path}".`,
    hint: 'Look at what feeds it now, then score again.',
  });
  expect(existsSync(output)).toBe(false);
  await engine.score(seen(sha256));
  expect(existsSync(output)).toBe(true);
});

/** A model whose weights lie beside it: y = `first` a + 10 b + 100 c. */
function writeWithWeights(folder: string, first: number): { path: string; write: (first: number) => void } {
  const path = join(folder, 'external-data.onnx');
  const weights = readFileSync(fixtureModel('external-data').replace('.onnx', '.weights'));
  const write = (factor: number) => {
    const others = Buffer.from(weights);
    others.writeFloatLE(factor, 0);
    writeFileSync(join(folder, 'external-data.weights'), others);
  };
  copyFileSync(fixtureModel('external-data'), path);
  write(first);
  return { path, write };
}

/** Of one row 1, 2, 3. */
async function scoredBy(path: string): Promise<string> {
  const folder = freshFolder();
  const output = join(folder, 'out.csv');
  writeFileSync(join(folder, 't.csv'), 'a,b,c\n1,2,3\n');
  await engine.score({
    source: { paths: [join(folder, 't.csv')] },
    models: [{ name: 'm', path }],
    features: ['a', 'b', 'c'],
    keep: 'none',
    destination: { path: output },
  });
  return readFileSync(output, 'utf8');
}

it('are told of, and scored anew, where only the weights beside them are written again', async () => {
  const { path, write } = writeWithWeights(freshFolder(), 1);
  expect(await scoredBy(path)).toBe('y\n321.0\n');
  const controller = new AbortController();
  const changes = await engine.methods.model.watch({ paths: [path] }, { signal: controller.signal });
  const next = changes[Symbol.asyncIterator]().next();
  const timer = setInterval(() => write(2), 700);
  expect(await next).toMatchObject({ value: { path, change: 'changed' } });
  clearInterval(timer);
  controller.abort();
  expect(await scoredBy(path)).toBe('y\n322.0\n');
});

it('are not scored where only the weights beside them are others than were seen', async () => {
  const folder = freshFolder();
  const { path, write } = writeWithWeights(folder, 5);
  const version = filesVersion(await engine.methods.model.inspect({ path }));
  write(6);
  utimesSync(join(folder, 'external-data.weights'), 1, 1);
  writeFileSync(join(folder, 't.csv'), 'a,b,c\n1,2,3\n');
  const job = {
    source: { paths: [join(folder, 't.csv')] },
    models: [{ name: 'm', path }],
    features: ['a', 'b', 'c'],
    destination: { path: join(folder, 'out.csv') },
  };
  const seen = { ...job, modelsSeen: { [path]: version } };
  expect(await faultOf(engine.score(seen))).toMatchObject({
    code: 'MODEL_CHANGED',
    message: `The weights beside model "m" were written again since it was looked at, at "${path}".`,
    hint: 'Look at what feeds it now, then score again.',
  });
  const receipt = await engine.score(job);
  const [model] = receipt.models;
  expect(model?.externalData).toEqual([
    {
      location: 'external-data.weights',
      bytes: 12,
      modified: '1970-01-01T00:00:01.000Z',
      sha256: createHash('sha256')
        .update(readFileSync(join(folder, 'external-data.weights')))
        .digest('hex'),
    },
  ]);
});

it('are not scored where their weights are written again during the run', async () => {
  const folder = freshFolder();
  const { path } = writeWithWeights(folder, 7);
  const weights = join(folder, 'external-data.weights');
  const { mtime } = statSync(weights);
  writeFileSync(join(folder, 't.csv'), 'a,b,c\n1,2,3\n');
  const events = await engine.methods.job.run({
    source: { paths: [join(folder, 't.csv')] },
    models: [{ name: 'm', path }],
    features: ['a', 'b', 'c'],
    destination: { path: join(folder, 'out.csv') },
  });
  const run = async () => {
    for await (const event of events) if (event.event === 'planned') utimesSync(weights, 1, 1);
  };
  expect(await faultOf(run())).toMatchObject({
    code: 'MODEL_CHANGED',
    message: `The weights of model "m" changed while it was used: expected 12 bytes of ${mtime.toISOString()} at "${weights}", found 12 bytes of 1970-01-01T00:00:01.000Z.`,
    hint: 'Run the job again when nothing writes to the file; the output was not kept.',
  });
  expect(existsSync(join(folder, 'out.csv'))).toBe(false);
});

it('are scored with their own weights, though they are the same but for these', async () => {
  const [one, other] = [writeWithWeights(freshFolder(), 3), writeWithWeights(freshFolder(), 4)];
  expect(await scoredBy(one.path)).toBe('y\n323.0\n');
  expect(await scoredBy(other.path)).toBe('y\n324.0\n');
});
