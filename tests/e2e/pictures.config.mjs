/** How the README's pictures are taken: as the window is tested. */
import { defineConfig } from '@playwright/test';
import base from './playwright.config.mjs';

export default defineConfig({
  ...base,
  testMatch: '**/*.pictures.ts',
  outputDir: '../../build/e2e-pictures',
  projects: [{ name: 'browser', testDir: '.' }],
  use: { ...base.use, trace: 'off', viewport: { width: 1440, height: 860 } },
});
