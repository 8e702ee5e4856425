/** How the tests of the window run: one after another, since each of them starts an engine that uses every core. */
import { defineConfig } from '@playwright/test';
import { chromiumArguments, findChromium } from '../../scripts/chromium.mjs';
import { findElectron } from '../../scripts/electron-binary.mjs';

/** On the double these would take as long again and prove what they prove in the browser: large tables and words of the engine. */
const onElectronAlone = ['**/large-table.spec.ts', '**/faults.spec.ts'];

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
      testMatch: '**/{electron,e2e}/*.spec.ts',
      testIgnore: findElectron() === undefined ? onElectronAlone : [],
      use: { shellName: 'desktop' },
    },
  ],
});
