/** The process that serves the browser app, page and engine in one. Its supervisor owns the port and hands it connections. */
import { rmSync } from 'node:fs';
import type { Socket } from 'node:net';
import { AppServer } from './app-server.ts';
import type { EngineWire } from './engine-wire.ts';
import type { FromServer, ServeOptions, ToServer } from './messages.ts';

/** Longest that ending waits for runs to take back what they wrote. */
const patienceMs = 10_000;

interface Serving {
  server: AppServer;
  wire: Promise<EngineWire>;
  uploadFolder: string;
}

let serving: Serving | undefined;

process.on('message', (message: ToServer, connection?: Socket) => {
  if (message.ask === 'serve') serving = serve(message.options);
  else if (message.ask === 'stop') void stop();
  else {
    tell({ told: 'accepted', id: message.id });
    // Undefined where the client has left already.
    if (connection !== undefined) serving?.server.accept(connection);
  }
});

// A limit on file size must come as a failed write, with a message, not as the end of the process.
process.on('SIGXFSZ', () => undefined);
// The terminal sends these to both processes; the supervisor decides.
process.on('SIGINT', () => undefined);
process.on('SIGHUP', () => undefined);
// A supervisor that was killed can say nothing: nobody is left to serve.
process.on('disconnect', () => void stop());
process.on('uncaughtException', (error) => {
  tell({ told: 'ending', reason: error.message.split('\n', 1)[0] ?? '' }, () => process.exit(1));
});

function serve(options: ServeOptions): Serving {
  const wire = import('./engine-wire.ts').then(({ openWire }) => openWire(options));
  wire.catch(async (error: unknown) => {
    const { faultOf } = await import('../engine/wire/fault-of.ts');
    tell({ told: 'failed', fault: faultOf(error, 'Opening the engine') });
  });
  const server = new AppServer(options, wire, (token) => tell({ told: 'let-in', token }));
  tell({ told: 'ready' });
  return { server, wire, uploadFolder: options.uploadFolder };
}

function tell(message: FromServer, then: () => void = () => undefined): void {
  process.send?.(message, then);
}

async function stop(): Promise<void> {
  setTimeout(() => process.exit(1), patienceMs).unref();
  await serving?.server.close();
  await serving?.wire.then((wire) => wire.close()).catch(() => undefined);
  if (serving !== undefined) rmSync(serving.uploadFolder, { recursive: true, force: true });
  process.exit(0);
}
