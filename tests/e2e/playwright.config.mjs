/** How the tests of the window run: one after another, since each of them starts an engine that uses every core. */
import { defineConfig } from '@playwright/test';
import { chromiumArguments, findChromium } from '../../scripts/chromium.mjs';
import { findElectron } from '../../scripts/electron-binary.mjs';

/**
 * What the shell has a part in: its dialogs, drops, keys, settings, engine and first start. The other tests are about files that are the
 * same in both shells; on the double of Electron they would take as long again and prove nothing new.
 */
const onTheDouble = ['accessibility', 'drop', 'engine-crash', 'first-start', 'keyboard', 'kept'];
const isReal = findElectron() !== undefined;

export default defineConfig({
  testDir: '..',
  testMatch: '**/*.spec.ts',
  outputDir: '../../build/e2e',
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  reporter: [['list']],
  use: {
    viewport: { width: 1440, height: 900 },
    launchOptions: { executablePath: findChromium(), args: chromiumArguments },
    trace: 'retain-on-failure',
  },
  projects: [
    { name: 'browser', testDir: '.', use: { shellName: 'browser' } },
    {
      name: 'desktop',
      testMatch: ['**/electron/*.spec.ts', `**/e2e/${isReal ? '*' : `{${onTheDouble.join()}}`}.spec.ts`],
      use: { shellName: 'desktop' },
    },
  ],
});
