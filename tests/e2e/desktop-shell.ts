/** The desktop app, on Electron or on its double; the system's dialogs are answered in the user's place. */
import { launchDesktop, type Desktop } from '../electron/desktop-app.ts';
import type { Shell } from './shell.ts';

export function desktopShell(folder: string, home: string): Shell {
  let desktop: Desktop | undefined;
  const started = () => {
    if (desktop === undefined) throw new Error('The desktop app is not started.');
    return desktop;
  };
  return {
    name: 'desktop',
    get page() {
      return started().page;
    },
    start: async (files) => {
      desktop = await launchDesktop(folder, home, files);
    },
    engine: async () => {
      const id = await started().application.evaluate(
        ({ app }) => app.getAppMetrics().find(({ name }) => name === 'Rowcast engine')?.pid,
      );
      if (id === undefined) throw new Error('The desktop app has no engine process.');
      return id;
    },
    choose: async (paths, ask) => {
      await started().application.evaluate(({ dialog }, chosen) => {
        const [filePath = ''] = chosen;
        dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [...chosen] });
        dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
      }, paths);
      await ask();
    },
    stop: async () => {
      await desktop?.application.close();
      desktop = undefined;
    },
  };
}
