/** The desktop app, started for one test with a home of its own: on Electron where there is one, on its double elsewhere. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, test as base, expect, type ElectronApplication, type Page } from '@playwright/test';
import { findElectron } from '../../scripts/electron-binary.mjs';
import type { DesktopHost } from '../../contract/index.ts';
import { inRepository } from '../engine/repository.ts';

export { expect };

declare global {
  interface Window {
    readonly rowcast?: DesktopHost;
  }
}

const binary = findElectron();
export const onDouble = binary === undefined;
export const executable = binary ?? inRepository('tests/electron/double/launch.mjs');

export interface Desktop {
  application: ElectronApplication;
  page: Page;
  /** A folder for the test's files. */
  folder: string;
  /** Where settings, history and the window's own files are kept. */
  home: string;
}

/** Environment of an app whose settings, history and lock lie in `home`. */
export function environment(home: string): Record<string, string> {
  const inherited = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return { ...Object.fromEntries(inherited), ROWCAST_HOME: home };
}

/** Starts the app with files named on its command line; paths count from `folder`. */
export async function launchDesktop(
  folder: string,
  home: string,
  files: readonly string[] = [],
  variables: Record<string, string> = {},
): Promise<Desktop> {
  const application = await _electron.launch({
    executablePath: executable,
    args: [inRepository('.'), ...files],
    cwd: folder,
    env: { ...environment(home), ...variables },
    // The app's own theme decides.
    colorScheme: null,
  });
  const page = await application.firstWindow();
  await page.waitForFunction(() => window.rowcast !== undefined && document.readyState === 'complete');
  return { application, page, folder, home };
}

/** Where a test's files lie, and where the app keeps its own. */
export type Place = Pick<Desktop, 'folder' | 'home'>;

export const test = base.extend<{ place: Place; desktop: Desktop }>({
  // Playwright reads a fixture's needs from the first parameter, which must be a pattern.
  // oxlint-disable-next-line no-empty-pattern
  place: async ({}, use) => {
    const root = mkdtempSync(join(tmpdir(), 'rowcast-desktop-'));
    await use({ folder: mkdtempSync(join(root, 'files-')), home: join(root, 'home') });
    rmSync(root, { recursive: true, force: true });
  },
  desktop: async ({ place: { folder, home } }, use) => {
    const desktop = await launchDesktop(folder, home);
    await use(desktop);
    await desktop.application.close();
  },
});
