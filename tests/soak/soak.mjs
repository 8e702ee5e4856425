/** Repeats jobs for a long time on damaged files, with interrupts and without end: `npm run soak`, `-- --short`. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../scripts/toolchain.mjs';
import { soakInterrupts } from './interrupts.mjs';
import { soakLongRun } from './long-run.mjs';
import { soakModels } from './mutated-models.mjs';
import { soakTables } from './mutated-tables.mjs';
import { readOptions } from './options.mjs';
import { RandomNumbers } from './random-numbers.mjs';
import { makeTables } from './subjects.mjs';
import { Tally } from './tally.mjs';

const keptFolder = join(root, 'build', 'soak');

const parts = {
  models: (circumstances) => soakModels(circumstances),
  tables: (circumstances) => soakTables(circumstances),
  interrupts: (circumstances, options) => soakInterrupts({ ...circumstances, rowCount: options.interruptRowCount }),
  'long-run': (circumstances, options) => soakLongRun({ ...circumstances, rowCount: options.longRowCount }),
};

async function main(words) {
  const options = readOptions(words);
  const folder = mkdtempSync(join(tmpdir(), 'rowcast-soak-'));
  rmSync(keptFolder, { recursive: true, force: true });
  mkdirSync(keptFolder, { recursive: true });
  const tally = new Tally(keptFolder);
  tally.say(`Soaking for about ${Math.round(options.seconds)} s with --seed ${options.seed}`);
  try {
    const tables = await makeTables(folder);
    for (const [name, seconds] of Object.entries(options.secondsOf)) {
      tally.say(`${name}, ${Math.round(seconds)} s`);
      const random = new RandomNumbers(options.seed);
      await parts[name]({ folder, tables, random, tally, seconds }, options);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const contained = tally.contained > 0 ? `, ${tally.contained} contained native crashes` : '';
  const kept = tally.failed + tally.contained > 0 ? '; their inputs are in build/soak/' : '';
  if (kept !== '') tally.say(`\nSee above${contained}${kept}`);
  tally.say(`\n${tally.passed} passed, ${tally.failed} failed`);
  process.exitCode = tally.failed > 0 || tally.passed === 0 ? 1 : 0;
}

await main(process.argv.slice(2)).catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
