/** Finds a Chromium for the tests of the window, and says how to get one. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';

const commands = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge'];
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** The one command that gets a Chromium here. */
export const howToGetChromium =
  process.platform === 'linux'
    ? 'apt-get install --no-install-recommends chromium (or: npx playwright install chromium)'
    : 'npx playwright install chromium';

/** Path of a Chromium: `ROWCAST_CHROMIUM`, Playwright's own, or one that is installed. Undefined where there is none. */
export function findChromium() {
  const said = process.env['ROWCAST_CHROMIUM'];
  if (said) return said;
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const installed = folders.flatMap((folder) => commands.map((command) => join(folder, command)));
  return [chromium.executablePath(), ...installed, ...places].find((path) => path && existsSync(path));
}

/** What Chromium must be told: as root, as in containers, it has no sandbox. */
export const chromiumArguments = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
