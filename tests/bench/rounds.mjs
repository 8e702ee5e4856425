/** Runs all contenders in turn, round after round, so that a busy minute of the machine falls on all of them. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { checkRuntime, checkTable } from './check-output.mjs';
import { models, nameOf } from './contenders.mjs';
import { measured } from './measured-process.mjs';
import { benchFolder } from './places.mjs';

/** A variant that loses the first round by more than this is left out of the others. */
const hopeless = 1.25;

/** Adds to each contender `runs`: seconds, cpuSeconds, peakBytes and the difference from Rowcast's scores. */
export async function runRounds(contenders, { rounds, table, reference, keepData }) {
  let entries = contenders.map((contender) => ({ ...contender, name: nameOf(contender), runs: [] }));
  for (let round = 1; round <= rounds; round += 1) {
    for (const entry of entries) {
      const run = await runOnce(entry, { table, reference, keepData });
      entry.runs.push(run);
      const how = run.how === undefined ? '' : `  ${run.how}`;
      process.stderr.write(`round ${round}  ${entry.name.padEnd(28)} ${run.seconds.toFixed(2).padStart(7)} s${how}\n`);
    }
    if (round === 1) entries = entries.filter((entry) => hasAChance(entry, entries));
  }
  return entries;
}

async function runOnce(entry, { table, reference, keepData }) {
  const output = join(benchFolder, `${entry.name.replaceAll(' ', '-')}.${entry.format}`);
  rmSync(output, { force: true });
  const { stdout, ...usage } = await measured(entry.command(output));
  if (!entry.writes) {
    const found = JSON.parse(stdout);
    const how = `${found.callers} × ${found.threads} threads, batches of ${found.batchRows}`;
    return { ...usage, seconds: found.seconds, how, difference: checkRuntime(found) };
  }
  const expected = { table, reference: entry.model && reference(entry.model), scoreColumn: models[entry.model] };
  const difference = await checkTable(output, expected);
  if (!keepData) rmSync(output);
  return { ...usage, difference };
}

function hasAChance(entry, entries) {
  const rivals = entries.filter(
    (other) => other.contender === entry.contender && other.model === entry.model && other.format === entry.format,
  );
  return entry.runs[0].seconds <= hopeless * Math.min(...rivals.map((rival) => rival.runs[0].seconds));
}
