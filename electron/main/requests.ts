/** Answers everything the window may ask of the desktop; `DesktopHost` in contract/ says what each means. */
import { isAbsolute } from 'node:path';
import { Notification, shell as system, type BrowserWindow } from 'electron';
import { z } from 'zod';
import { DestinationChoice, FileChoice, MenuAction, Notice, TaskProgress, Theme } from '../../contract/index.ts';
import { events, requests } from '../ipc/channels.ts';
import { answer } from './answer.ts';
import { chooseDestination, chooseFiles, chooseFolder } from './dialogs.ts';
import type { Shell } from './shell.ts';

const Nothing = z.undefined();
const AbsolutePath = z.string().refine(isAbsolute, 'a path that is not absolute');

export function answerRequests(shell: Shell): void {
  answer(requests.startEngine, Nothing, () => shell.connectEngine());
  answer(requests.initialFiles, Nothing, (_none, { webContents }) =>
    shell.files.take((paths) => webContents.send(events.openFiles, paths)),
  );
  answer(requests.chooseFiles, FileChoice, (choice, window) => chooseFiles(window, choice));
  answer(requests.chooseFolder, Nothing, (_none, window) => chooseFolder(window));
  answer(requests.chooseDestination, DestinationChoice, (choice, window) => chooseDestination(window, choice));
  answer(requests.showInFolder, AbsolutePath, (path) => system.showItemInFolder(path));
  answer(requests.notify, Notice, notify);
  answer(requests.setProgress, TaskProgress, setProgress);
  answer(requests.setUnfinished, z.string().min(1).max(500).nullable(), (what) => shell.setUnfinished(what));
  answer(requests.setTheme, Theme, (theme) => shell.setTheme(theme));
  answer(requests.setMenu, z.array(MenuAction).max(500), (actions) => shell.setMenu(actions));
}

function notify(notice: z.output<typeof Notice>, window: BrowserWindow): void {
  if (!Notification.isSupported()) return;
  const notification = new Notification(notice);
  notification.on('click', () => {
    window.show();
    window.focus();
  });
  notification.show();
}

function setProgress(progress: TaskProgress, window: BrowserWindow): void {
  if (progress === null) window.setProgressBar(-1);
  else if (progress === 'unknown') window.setProgressBar(2, { mode: 'indeterminate' });
  else window.setProgressBar(progress, { mode: 'normal' });
}
