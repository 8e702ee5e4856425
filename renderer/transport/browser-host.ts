/** The browser as a host: files are chosen in a file browser of the window's own, dropped files are copied to the server. */
import { askForFiles, askForFolder, askForDestination } from '../features/sources/file-browser-store.ts';
import { InitialFiles, initialFilesPath } from '../../contract/index.ts';
import type { Host } from './host.ts';
import { uploadFile } from './upload.ts';

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
    pathsOf: async (files, onShare) => {
      const bytes = files.reduce((sum, file) => sum + file.size, 0);
      const drop = crypto.randomUUID();
      let done = 0;
      const paths: string[] = [];
      for (const file of files) {
        paths.push(await uploadFile(file, drop, (sent) => onShare((done + sent) / Math.max(bytes, 1))));
        done += file.size;
      }
      return paths;
    },
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
