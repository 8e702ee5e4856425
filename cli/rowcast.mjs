#!/usr/bin/env node
/** Starts the command line; in a checkout that was not built yet, builds it first. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const main = new URL('../dist/rowcast/main.js', import.meta.url);
const extension = new URL('../build/native/rowcast.duckdb_extension', import.meta.url);
const buildScript = new URL('../scripts/build.mjs', import.meta.url);

const isThere = (file) => existsSync(fileURLToPath(file));
if (![main, extension].every(isThere) && isThere(buildScript)) {
  const { build } = await import(buildScript.href);
  await build({ window: false }).catch((error) => {
    console.error(error.message);
    process.exit(2);
  });
}
const { runCommandLine } = await import(main.href);
process.exitCode = await runCommandLine(process.argv.slice(2));
