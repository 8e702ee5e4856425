/** Whatever goes wrong behind a wire arrives on its other side as one fault, in calls and in streams of events. */
import { join } from 'node:path';
import { createORPCClient, ORPCError, type Client, type ClientContext } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import { os, type RouterClient } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { Fault, type methods, wireCode, type JobInput } from '../../contract/index.ts';
import { openEngine, router, type Engine } from '../../engine/engine.ts';
import type { EngineContext } from '../../engine/methods/context.ts';
import { serveOptions } from '../../engine/wire/serve.ts';
import { freshFolder } from '../engine/fresh-folder.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await openEngine();
});
afterAll(() => engine.close());

/** A client on the far end of a message channel, as a window has one. */
function link(served: ConstructorParameters<typeof RPCHandler<EngineContext>>[0]): RPCLink<ClientContext> {
  const { port1, port2 } = new MessageChannel();
  new RPCHandler(served, serveOptions).upgrade(port1, { context: engine.context });
  port1.start();
  port2.start();
  onTestFinished(() => port2.close());
  return new RPCLink({ port: port2 });
}

const wired = (): ContractRouterClient<typeof methods> => createORPCClient(link(router));

async function faultOnWire(work: Promise<unknown>): Promise<Fault> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ORPCError)) throw new Error('expected an error of the wire', { cause: error });
  expect(error.code).toBe(wireCode);
  const fault = Fault.parse(error.data);
  expect(error.message).toBe(fault.message);
  return fault;
}

it('carries a fault of a call', async () => {
  const path = join(freshFolder(), 'gone.onnx');
  const fault = await faultOnWire(wired().model.inspect({ path }));
  expect(fault.code).toBe('MODEL_NOT_FOUND');
  expect(fault.message).toContain(path);
  expect(fault.hint).not.toBe('');
});

it('carries a fault of a stream of events', async () => {
  const folder = freshFolder();
  const job: JobInput = {
    source: { paths: [join(folder, 'gone.csv')] },
    models: [{ path: join(folder, 'gone.onnx') }],
    destination: { path: join(folder, 'out.csv') },
  };
  const events = await wired().job.run(job);
  expect(await events.next()).toMatchObject({ value: { event: 'started' } });
  expect((await faultOnWire(events.next())).code).toBe('SOURCE_NOT_FOUND');
});

it('says which part of a request does not fit', async () => {
  const asked = wired().source.preview({ source: { paths: ['a.csv', ''] }, rowLimit: 1 });
  expect(await faultOnWire(asked)).toEqual({
    code: 'INVALID_ARGUMENT',
    message: 'source.preview is given source.paths[1] = "". Too small: expected string to have >=1 characters.',
    hint: 'Correct the request; contract/methods.ts tells what each method takes.',
  });
});

it('names a method that is not there', async () => {
  const client: { table: { drop: Client<ClientContext, void, void, Error> } } = createORPCClient(link(router));
  expect(await faultOnWire(client.table.drop())).toEqual({
    code: 'INVALID_ARGUMENT',
    message: 'Rowcast has no method "table.drop".',
    hint: 'contract/methods.ts lists the methods.',
  });
});

const broken = {
  call: os.handler((): void => {
    throw new TypeError('x is not a function\n    at secret (file.ts:1:1)');
  }),
  events: os.handler(async function* () {
    yield await Promise.resolve(1);
    throw new TypeError('y is not a function');
  }),
};

it('turns what nobody foresaw into a fault without a stack', async () => {
  const client: RouterClient<typeof broken> = createORPCClient(link(broken));
  expect(await faultOnWire(client.call())).toEqual({
    code: 'INTERNAL',
    message: 'call failed where it should not: x is not a function',
    hint: 'This is a fault of Rowcast; please report it with what was asked.',
  });
  const events = await client.events();
  expect(await events.next()).toEqual({ done: false, value: 1 });
  expect((await faultOnWire(events.next())).message).toBe('events failed where it should not: y is not a function');
});
