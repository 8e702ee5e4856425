/** Builds the app and packs it for this system and processor: `npm run dist`. Further words go to electron-builder. */
import { build } from './build.mjs';
import { npmTool, run } from './toolchain.mjs';

try {
  await build();
  const command = npmTool('electron-builder', [`--${process.arch}`, ...process.argv.slice(2)]);
  const { code } = await run(command, { inherit: true });
  process.exitCode = code;
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
