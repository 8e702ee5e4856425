/** The process of the engine, apart from the window's: main hands it ports, and it serves the contract on each. */
import { RPCHandler } from '@orpc/server/message-port';
import type { MessageEvent, MessagePortMain, ParentPort } from 'electron';
import { loadForPages, openEngine, router, type Engine } from '../../engine/engine.ts';
import { defaultHomeFolder } from '../../engine/home/folder.ts';
import { faultOf } from '../../engine/wire/fault-of.ts';
import { serveOptions } from '../../engine/wire/serve.ts';
import type { FromEngine, ToEngine } from '../ipc/engine-messages.ts';

const parent: ParentPort = process.parentPort;
const handler = new RPCHandler(router, serveOptions);

// Ports that arrive while the engine opens keep their messages: none is read before `start`.
const opening = openEngine({ home: defaultHomeFolder(), restartedAfter: process.argv[2] ?? null });

opening.then(loadForPages).catch(() => undefined);

parent.on('message', ({ data, ports }: MessageEvent) => {
  const { ask } = data as ToEngine;
  if (ask === 'serve') opening.then((engine) => serve(engine, ports[0])).catch(giveUp);
  else opening.then(stop).catch(() => process.exit(1));
});

function serve(engine: Engine, port: MessagePortMain | undefined): void {
  if (port === undefined) throw new Error('Main asked to serve a port and sent none.');
  const client = engine.connect();
  handler.upgrade(port, { context: client.context });
  // The window was closed or loaded anew, and what it had open goes with it.
  port.on('close', () => void client.close().catch(() => undefined));
  port.start();
}

async function stop(engine: Engine): Promise<void> {
  await engine.close();
  process.exit(0);
}

function giveUp(error: unknown): void {
  parent.postMessage({ failed: faultOf(error, 'engine.open') } satisfies FromEngine);
}
