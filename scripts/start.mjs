/** Opens the window: on the desktop where Electron is there, in the browser otherwise. `npm start -- FILES…` */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { build } from './build.mjs';
import { findElectron, howToGetElectron } from './electron-binary.mjs';
import { root } from './toolchain.mjs';

/** What fails sooner has not opened a window: a library is missing, or the display refuses. */
const startMs = 5000;

async function start(words) {
  await build();
  // npm starts scripts in the repository; paths count from where the user is.
  if (process.env.INIT_CWD) process.chdir(process.env.INIT_CWD);
  const why = reasonAgainstDesktop(words) ?? (await openDesktop(findElectron(), words));
  if (why === undefined) return;
  console.log(`${why} The same window opens in your browser instead.`);
  const { runCommandLine } = await import(join(root, 'dist', 'rowcast', 'main.js'));
  process.exitCode = await runCommandLine(['app', ...words]);
}

/** Undefined where the desktop window can be tried. */
function reasonAgainstDesktop(words) {
  const option = words.find((word) => word.startsWith('-'));
  if (option !== undefined) return `${option} is an option of the browser app.`;
  if (findElectron() === undefined) {
    return `Electron, which draws the desktop window, was not downloaded yet (\`${howToGetElectron}\` gets it from GitHub).`;
  }
  if (process.platform !== 'linux') return undefined;
  if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return 'There is no display to draw a desktop window on.';
  return process.getuid() === 0 ? 'Electron does not run as root.' : undefined;
}

/** Resolves when the window was closed, or to the reason why none was opened. */
function openDesktop(electron, files) {
  const started = performance.now();
  const child = spawn(electron, [root, '--', ...files], { stdio: 'inherit' });
  // The terminal sends Ctrl-C to both; what is sent to this process alone is passed on.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  return new Promise((settle) => {
    child.on('error', (error) => settle(`Electron could not be started: ${error.message}.`));
    child.on('exit', (code, signal) => {
      const failed = code !== 0 && signal === null && performance.now() - started < startMs;
      settle(failed ? `Electron ended with exit code ${code}.` : undefined);
    });
  });
}

await start(process.argv.slice(2)).catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
