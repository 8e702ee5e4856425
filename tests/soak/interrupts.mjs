/** Ends runs at random moments: the destination is the old file or the complete new one, and no part outlives a run. */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { benchTable } from '../bench/bench-table.mjs';
import { benchModel } from '../bench/places.mjs';
import { runWhole } from './command-line-run.mjs';

const cancelledCode = 130;

export async function soakInterrupts({ folder, tables, random, tally, seconds, rowCount }) {
  const table = await benchTable(rowCount);
  const until = performance.now() + seconds * 1000;
  const cases = [];
  for (const format of ['parquet', 'csv']) cases.push(await wholeRun({ folder, format, table: table[format], tally }));
  const moments = { old: 0, complete: 0 };
  do {
    for (const one of cases) {
      for (const signal of ['SIGINT', 'SIGKILL']) {
        const afterMs = random.next() * one.seconds * 1000 * 1.05;
        moments[await interruptOnce({ one, signal, afterMs, tally })] += 1;
        if (signal === 'SIGKILL') await sweepOnce({ one, tables, tally });
      }
    }
  } while (performance.now() < until);
  tally.say(
    `  ${moments.old + moments.complete} runs were ended: ${moments.old} left the old file, ${moments.complete} were complete`,
  );
}

/** How long the run takes and what it writes when nothing disturbs it. */
async function wholeRun({ folder, format, table, tally }) {
  const place = join(folder, `interrupts-${format}`);
  mkdirSync(place);
  const output = join(place, `scored.${format}`);
  const words = ['score', table, '--model', benchModel('trees'), '-o', output, '--overwrite', '--quiet'];
  const { exitCode, stderr, seconds } = await runWhole(words);
  if (exitCode !== 0) tally.fail(`undisturbed ${format} run`, stderr, { words });
  return { place, output, words, seconds, complete: sha256(output) };
}

async function interruptOnce({ one, signal, afterMs, tally }) {
  const { place, output, words } = one;
  const old = `old content ${afterMs}`;
  writeFileSync(output, old);
  const ended = await runWhole(words, { signal, afterMs });
  const after = sha256(output);
  const state = after === sha256Of(old) ? 'old' : after === one.complete ? 'complete' : 'neither';
  const faults = [];
  if (state === 'neither') faults.push('the destination is neither the old file nor the complete new one');
  const finished = ended.exitCode === 0 || ended.exitCode === cancelledCode || ended.signal === signal;
  if (!finished) faults.push(`exit code ${ended.exitCode}, signal ${ended.signal}: ${ended.stderr}`);
  if (ended.exitCode === cancelledCode && !ended.stderr.includes('[CANCELLED]'))
    faults.push(`it said: ${ended.stderr}`);
  if (ended.exitCode === 0 && state !== 'complete')
    faults.push('exit code 0, and yet the destination is not the new file');
  if (ended.exitCode === cancelledCode && state === 'complete')
    faults.push('cancelled, and yet the destination is new');
  const parts = strays(place, output);
  if (signal === 'SIGINT' && parts.length > 0) faults.push(`it left ${parts.join(', ')} behind`);
  if (faults.length === 0) tally.pass();
  else tally.fail(`${signal} after ${Math.round(afterMs)} ms, ${basename(output)}`, faults.join('; '), { words });
  return state === 'old' ? 'old' : 'complete';
}

/** A short run to the same destination clears away what a killed one left. */
async function sweepOnce({ one, tables, tally }) {
  const words = ['score', tables['floats.parquet'], ...one.words.slice(2)];
  const { exitCode, stderr } = await runWhole(words);
  const parts = strays(one.place, one.output);
  if (exitCode === 0 && parts.length === 0) tally.pass();
  else
    tally.fail('the run after a killed one', `exit code ${exitCode}, parts: ${parts.join(', ')} ${stderr}`, { words });
  for (const part of parts) rmSync(join(one.place, part));
}

function strays(place, output) {
  return readdirSync(place).filter((name) => name !== basename(output));
}

function sha256(path) {
  return sha256Of(readFileSync(path));
}

function sha256Of(content) {
  return createHash('sha256').update(content).digest('hex');
}
