/** The engine of a packed app in its own process, as main starts it, with plain Node in place of Electron's utility process. */
import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import type { methods } from '../../contract/index.ts';
import { inRepository } from '../engine/repository.ts';

export interface PackedEngine {
  client: ContractRouterClient<typeof methods>;
  stop(): Promise<void>;
}

interface FromChild {
  kind: string;
  id: number;
  data: unknown;
}

const portId = 1;

export function startPackedEngine(app: string, home: string): PackedEngine {
  const child = fork(join(app, 'dist', 'desktop', 'engine-host.js'), [], {
    execArgv: ['--import', inRepository('tests/electron/double/utility-child.mjs')],
    env: { ...process.env, ROWCAST_HOME: home },
    serialization: 'advanced',
    cwd: home,
  });
  child.send({ kind: 'message', data: { ask: 'serve' }, ports: [portId] });
  const ended = new Promise<void>((resolve) => child.on('exit', () => resolve()));
  return {
    client: createORPCClient(new RPCLink({ port: portTo(child) })),
    stop: async () => {
      child.send({ kind: 'message', data: { ask: 'stop' } });
      await ended;
    },
  };
}

function portTo(child: ChildProcess) {
  return {
    on: (event: string, callback: (message?: { data: unknown }) => void): void => {
      if (event === 'close') child.on('exit', () => callback());
      else child.on('message', ({ kind, data }: FromChild) => kind === 'port' && callback({ data }));
    },
    postMessage: (data: unknown): void => void child.send({ kind: 'port', id: portId, data }),
  };
}
