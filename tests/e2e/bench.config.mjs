/** How the window is measured: as it is tested, without the recording that tests have. */
import { defineConfig } from '@playwright/test';
import base from './playwright.config.mjs';

export default defineConfig({
  ...base,
  testMatch: '**/*.bench.ts',
  outputDir: '../../build/e2e-bench',
  projects: [{ name: 'browser', testDir: '.' }],
  use: { ...base.use, trace: 'off' },
});
