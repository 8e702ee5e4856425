/** `rowcast app`: the window in a browser, with its engine on this machine. */
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { homedir } from 'node:os';
import { Command } from 'commander';
import { RowcastError } from '../../contract/index.ts';
import { isGlob, statsOf, whereToLook } from '../../engine/source/files.ts';
import { Supervisor } from '../../server/supervise.ts';
import { numberSaid } from '../said/checked.ts';
import { refuseRepeats } from '../said/repeats.ts';
import { collect } from '../said/source-options.ts';
import { cancelOnSignals } from '../terminal/cancel.ts';

interface AppSaid {
  open: boolean;
  folder?: string[];
  port?: string;
}

export function appCommand(): Command {
  const command = new Command('app')
    .description('Opens the window in a browser: a server for this machine alone, until Ctrl-C')
    .argument('[FILES...]', 'tables, .onnx models and job files to open in it')
    .option('--no-open', 'print the address and open no browser')
    .option('--folder <DIR>', 'folder whose files may be used, instead of your home folder (repeatable)', collect)
    .option('--port <N>', 'port to listen on (any that is free)');
  return refuseRepeats(command).action(async (files: string[], said: AppSaid) => {
    const paths = files.map(readFile);
    const folders = [...(said.folder?.map(readFolder) ?? [homedir()]), ...paths.map(folderOf)];
    const cancel = cancelOnSignals();
    const supervisor = await Supervisor.start({
      files: paths,
      folders,
      port: readPort(said.port),
      windowFolder: windowFolder(),
      onRestart: (reason) =>
        process.stderr.write(
          `rowcast: The engine ended (${reason}) and was started again. A run that was under way has failed.\n`,
        ),
      onLetIn: (next) => process.stdout.write(`Another browser gets in by ${next}\n`),
    });
    cancel.signal.addEventListener('abort', () => supervisor.stop());
    await Promise.race([supervisor.ready, supervisor.ended]);
    process.stdout.write(`Rowcast is open at ${supervisor.url} until Ctrl-C.\n`);
    if (said.open) await openBrowser(othersSeeArguments() ? supervisor.leadingPage() : supervisor.url);
    await supervisor.ended;
    cancel.stop();
  });
}

function readFile(path: string): string {
  if (statsOf(path) !== undefined || isGlob(path)) return resolve(path);
  throw new RowcastError('SOURCE_NOT_FOUND', `No file is at "${path}".`, whereToLook(path));
}

function folderOf(path: string): string {
  if (statsOf(path)?.isDirectory() === true) return path;
  const folder = dirname(path);
  return isGlob(folder) && statsOf(folder) === undefined ? folderOf(folder) : folder;
}

function readFolder(path: string): string {
  if (statsOf(path)?.isDirectory() === true) return resolve(path);
  throw new RowcastError('INVALID_ARGUMENT', `--folder is given "${path}": expected a folder.`, whereToLook(path));
}

const highestPort = 65_535;

function readPort(text: string | undefined): number {
  if (text === undefined) return 0;
  const port = numberSaid(text);
  if (typeof port === 'number' && Number.isInteger(port) && port <= highestPort) return port;
  throw new RowcastError(
    'INVALID_ARGUMENT',
    `--port is given "${text}": expected a whole number up to ${highestPort}.`,
    'Leave --port out to get a free one.',
  );
}

/** `dist/renderer`, the nearest above this file. */
function windowFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (;;) {
    const candidate = join(folder, 'dist', 'renderer');
    if (existsSync(join(candidate, 'index.html'))) return candidate;
    const parent = dirname(folder);
    if (parent === folder) break;
    folder = parent;
  }
  throw new RowcastError(
    'WINDOW_NOT_BUILT',
    'The window was not built: dist/renderer holds no page.',
    'Run `npm run build`.',
  );
}

/** On Windows, and so on the Linux within it, whose browsers find no file of that Linux, each user sees their own. */
function othersSeeArguments(): boolean {
  return process.platform !== 'win32' && (process.env['WSL_DISTRO_NAME'] ?? '') === '';
}

async function openBrowser(url: string): Promise<void> {
  try {
    const { default: open } = await import('open');
    (await open(url)).once('error', sayUnopened);
  } catch {
    sayUnopened();
  }
}

function sayUnopened(): void {
  process.stderr.write('rowcast: No browser could be started. Open the address in one yourself.\n');
}
