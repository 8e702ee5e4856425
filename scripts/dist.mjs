/** Builds the app and packs it for this system and processor: `npm run dist`. Further words go to electron-builder. */
import { build } from './build.mjs';
import { findElectronFolder } from './electron-binary.mjs';
import { npmTool, run } from './toolchain.mjs';

async function pack(words) {
  await build();
  const electron = findElectronFolder();
  const local = electron === undefined ? [] : [`--config.electronDist=${electron}`];
  const command = npmTool('electron-builder', [`--${process.arch}`, ...local, ...words]);
  const { code } = await run(command, { inherit: true });
  if (code === 0) return;
  throw new Error(
    'The app was not packed. electron-builder fetches its tools, and Electron where it is not here yet, from GitHub: see above whether that failed.',
  );
}

await pack(process.argv.slice(2)).catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
