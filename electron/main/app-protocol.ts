/** Serves the window's files under `app://rowcast/`, in place of `file://`, which could reach every file of the disk. */
import { fileURLToPath } from 'node:url';
import { protocol } from 'electron';
import { appScheme } from './app-url.ts';
import { serveFile } from './renderer-files.ts';

const folder = fileURLToPath(new URL('../renderer/', import.meta.url));

/** Before the app is ready. */
export function declareAppScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, codeCache: true };
  protocol.registerSchemesAsPrivileged([{ scheme: appScheme, privileges }]);
}

export function serveAppScheme(): void {
  protocol.handle(appScheme, ({ method, url }) => serveFile(method, url, folder));
}
