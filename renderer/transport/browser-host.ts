/** The browser as a host: files are chosen in a file browser of the window's own, dropped files are copied to the server. */
import { askForFiles, askForFolder, askForDestination } from '../features/sources/file-browser-store.ts';
import { InitialFiles, initialFilesPath } from '../../contract/index.ts';
import type { Host } from './host.ts';
import { droppedFiles } from './dropped-files.ts';

export function browserHost(): Host {
  const title = document.title;
  let unfinished: string | null = null;
  window.addEventListener('beforeunload', (event) => {
    if (unfinished !== null) event.preventDefault();
  });
  return {
    kind: 'browser',
    initialFiles: async () => {
      const answer = await fetch(initialFilesPath);
      return answer.ok ? InitialFiles.parse(await answer.json()).files : [];
    },
    onOpenFiles: () => () => undefined,
    chooseFiles: askForFiles,
    chooseFolder: askForFolder,
    chooseDestination: askForDestination,
    ...droppedFiles(),
    showInFolder: null,
    notify: () => Promise.resolve(),
    setProgress: (progress) => {
      document.title = typeof progress === 'number' ? `${Math.floor(progress * 100)} % – ${title}` : title;
    },
    setUnfinished: (what) => {
      unfinished = what;
    },
    setTheme: () => undefined,
    setMenu: () => undefined,
    onMenuAction: () => () => undefined,
  };
}
