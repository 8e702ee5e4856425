/** The desktop shell as a host. */
import type { DesktopHost } from '../../contract/index.ts';
import type { Host } from './host.ts';

export function desktopHost(shell: DesktopHost): Host {
  return {
    kind: 'desktop',
    initialFiles: () => shell.initialFiles(),
    onOpenFiles: (listener) => shell.onOpenFiles(listener),
    chooseFiles: (choice) => shell.chooseFiles(choice),
    chooseFolder: () => shell.chooseFolder(),
    chooseDestination: (choice) => shell.chooseDestination(choice),
    pathsOf: (files) => Promise.resolve(files.map((file) => shell.pathOf(file)).filter((path) => path !== '')),
    releaseCopies: () => [],
    showInFolder: (path) => shell.showInFolder(path),
    notify: (notice) => shell.notify(notice),
    setProgress: (progress) => void shell.setProgress(progress),
    setUnfinished: (what) => void shell.setUnfinished(what),
    setTheme: (theme) => void shell.setTheme(theme),
    setMenu: (actions) => void shell.setMenu(actions),
    onMenuAction: (listener) => shell.onMenuAction(listener),
  };
}
