/** Scores one table again and again in one process: memory stays flat and the output is the same each time. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { benchTable } from '../bench/bench-table.mjs';
import { benchModel } from '../bench/places.mjs';
import { endLimited, nextMessage, startLimited } from './limited-process.mjs';

const worker = fileURLToPath(new URL('long-run-worker.mjs', import.meta.url));
const models = ['logistic', 'mlp'];
const runLimitSeconds = 900;
/** How much the lowest peaks may grow; a short soak ends before the allocator has reached its plateau. */
const slack = { long: 1.1, short: 1.3 };
const runsOfLongSoak = 200;
const kinds = ['parquet', 'csv'].flatMap((format) => models.map((model) => ({ format, model })));
/** A cycle to warm up, then three to compare. */
const fewestRuns = kinds.length * 4;

export async function soakLongRun({ folder, tally, seconds, rowCount }) {
  const table = await benchTable(rowCount);
  const until = performance.now() + seconds * 1000;
  const child = startLimited(worker);
  await nextMessage(child, runLimitSeconds);
  const runs = [];
  for (let count = 0; count < fewestRuns || performance.now() < until; count += 1) {
    const { format, model } = kinds[count % kinds.length];
    const output = join(folder, `long-run.${format}`);
    child.send({ source: table[format], model: benchModel(model), output });
    const answer = await nextMessage(child, runLimitSeconds);
    if (answer.ended !== undefined || answer.error !== undefined) {
      const words = ['score', table[format], '--model', benchModel(model), '-o', output];
      tally.fail(`run ${count}`, answer.error ?? `the process died: ${answer.ended}\n${answer.printed}`, { words });
      break;
    }
    runs.push({ ...answer, kind: `${model} ${format}` });
  }
  const fault = await endLimited(child, runLimitSeconds);
  if (fault !== undefined) tally.fail('the process of the long run', fault);
  for (const format of ['parquet', 'csv']) rmSync(join(folder, `long-run.${format}`), { force: true });
  checkOutputs(runs, rowCount, tally);
  checkMemory(runs, tally);
}

function checkOutputs(runs, rowCount, tally) {
  const first = new Map();
  for (const [index, { kind, sha256, rows }] of runs.entries()) {
    if (!first.has(kind)) first.set(kind, sha256);
    if (rows !== rowCount) tally.fail(`run ${index}, ${kind}`, `${rows} rows were written, expected ${rowCount}`);
    else if (sha256 === first.get(kind)) tally.pass();
    else tally.fail(`run ${index}, ${kind}`, `the output is ${sha256}, expected ${first.get(kind)} as before`);
  }
}

/**
 * Compares whole cycles of tables and models; the first warms up. What else runs on the machine can only raise the peak
 * of a run, while a leak raises every peak, so each kind of run counts with its lowest.
 */
function checkMemory(runs, tally) {
  const cycles = Math.floor(runs.length / kinds.length) - 1;
  const third = Math.floor(cycles / 3) * kinds.length;
  if (third <= 0) {
    tally.fail('memory', 'there were too few runs to tell');
    return;
  }
  const [first, last] = [runs.slice(kinds.length, kinds.length + third), runs.slice(-third)].map(lowestPeaks);
  const shown = [first, last].map((bytes) => `${Math.round(bytes / 2 ** 20)} MiB`).join(' and ');
  tally.say(`  ${runs.length} runs, lowest peaks of the first and the last third after warming up: ${shown}`);
  const allowed = runs.length < runsOfLongSoak ? slack.short : slack.long;
  if (last <= first * allowed) tally.pass();
  else tally.fail('memory', `the lowest peaks grew from the first to the last third: ${shown}`);
}

/** The mean over the kinds of run of the lowest peak of each. */
function lowestPeaks(runs) {
  const lowest = new Map();
  for (const { kind, peakBytes } of runs) lowest.set(kind, Math.min(lowest.get(kind) ?? Infinity, peakBytes));
  return [...lowest.values()].reduce((sum, bytes) => sum + bytes, 0) / lowest.size;
}
