/** Where the desktop app begins: one instance, a locked session, then the window. */
import { join } from 'node:path';
import { app, session } from 'electron';
import { z } from 'zod';
import { declareAppScheme, serveAppScheme } from './app-protocol.ts';
import { filesAmong } from './command-line.ts';
import { lockContents, lockSession } from './lockdown.ts';
import { OpenedFiles } from './opened-files.ts';
import { answerRequests } from './requests.ts';
import { Shell } from './shell.ts';

/** What a second start tells the first before it ends. */
const SecondStart = z.object({ files: z.array(z.string()) });

const appId = 'rowcast.desktop';

function main(): void {
  app.setName('Rowcast');
  app.setAppUserModelId(appId);
  // Settings that were moved elsewhere take the window's own files along, and the lock that lies among them.
  const home = process.env['ROWCAST_HOME'];
  if (home !== undefined && home !== '') app.setPath('userData', join(home, 'desktop'));

  const named = filesAmong(process.argv.slice(1), process.cwd(), !app.isPackaged);
  if (!app.requestSingleInstanceLock({ files: named } satisfies z.infer<typeof SecondStart>)) {
    app.quit();
    return;
  }
  app.enableSandbox();
  declareAppScheme();
  const files = new OpenedFiles();
  files.add(named);
  // macOS tells of files before the app is ready.
  app.on('open-file', (event, path) => {
    event.preventDefault();
    files.add([path]);
    app.addRecentDocument(path);
  });
  app.on('web-contents-created', (_event, contents) => lockContents(contents));
  void app.whenReady().then(() => start(files));
}

function start(files: OpenedFiles): void {
  lockSession(session.defaultSession);
  serveAppScheme();
  const shell = new Shell(files);
  answerRequests(shell);
  app.on('second-instance', (_event, _words, _folder, said) => {
    files.add(SecondStart.safeParse(said).data?.files ?? []);
    shell.show();
  });
  app.on('activate', () => shell.show());
  app.on('open-file', () => shell.show());
  app.on('before-quit', () => shell.quitting());
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  app.on('will-quit', (event) => {
    event.preventDefault();
    void shell.stopEngine().finally(() => app.exit(0));
  });
  shell.show();
}

main();
