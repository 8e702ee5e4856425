/** Models whose files are written again while a user looks at them. */
import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
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

it('are told of, and scored anew, where only the weights beside them are written again', async () => {
  const folder = freshFolder();
  const [path, weights] = [join(folder, 'external-data.onnx'), join(folder, 'external-data.weights')];
  copyFileSync(fixtureModel('external-data'), path);
  const bytes = readFileSync(fixtureModel('external-data').replace('.onnx', '.weights'));
  writeFileSync(weights, bytes);
  writeFileSync(join(folder, 't.csv'), 'a,b,c\n1,2,3\n');
  const scored = async () => {
    const output = join(folder, 'out.csv');
    await engine.score({
      source: { paths: [join(folder, 't.csv')] },
      models: [{ name: 'm', path }],
      features: ['a', 'b', 'c'],
      keep: 'none',
      destination: { path: output, overwrite: true },
    });
    return readFileSync(output, 'utf8');
  };
  expect(await scored()).toBe('y\n321.0\n');

  const controller = new AbortController();
  const changes = await engine.methods.model.watch({ paths: [path] }, { signal: controller.signal });
  const next = changes[Symbol.asyncIterator]().next();
  // y = 2 a + 10 b + 100 c, in as many bytes.
  const write = () => {
    const others = Buffer.from(bytes);
    others.writeFloatLE(2, 0);
    writeFileSync(weights, others);
  };
  const timer = setInterval(write, 700);
  expect(await next).toMatchObject({ value: { path, change: 'changed' } });
  clearInterval(timer);
  controller.abort();
  expect(await scored()).toBe('y\n322.0\n');
});
