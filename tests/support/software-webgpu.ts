/** WebGPU without a graphics card: the SwiftShader that Chromium brings along, for processes that tests start. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

const driver = 'vk_swiftshader_icd.json';

/** Where a Chromium's files lie: Debian's command is a script in another folder. */
function folders(): string[] {
  const said = process.env['ROWCAST_CHROMIUM'];
  return [...(said === undefined ? [] : [dirname(said)]), '/usr/lib/chromium', '/usr/lib/chromium-browser'];
}

/** The environment in which WebGPU finds SwiftShader and nothing else. Throws with what to install: no test of a device is left out. */
export function softwareWebGpu(): NodeJS.ProcessEnv {
  const folder = folders().find((candidate) => existsSync(join(candidate, driver)));
  if (folder === undefined) {
    throw new Error(
      `Tests of WebGPU need ${driver} of a Chromium: apt-get install --no-install-recommends chromium, or set ROWCAST_CHROMIUM to one.`,
    );
  }
  const libraries = [folder, process.env['LD_LIBRARY_PATH'] ?? ''].filter((path) => path !== '').join(':');
  return { ...process.env, VK_ICD_FILENAMES: join(folder, driver), LD_LIBRARY_PATH: libraries };
}

/** The environment in which WebGPU finds no card, whatever the machine has. */
export function noWebGpu(): NodeJS.ProcessEnv {
  return { ...process.env, VK_ICD_FILENAMES: '/nowhere.json', VK_DRIVER_FILES: '/nowhere.json' };
}
