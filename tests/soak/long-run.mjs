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
const slack = 1.1;
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

/** Compares whole cycles of tables and models, since each kind of run has a peak of its own; the first warms up. */
function checkMemory(runs, tally) {
  const cycles = Math.floor(runs.length / kinds.length) - 1;
  const third = Math.floor(cycles / 3) * kinds.length;
  if (third <= 0) {
    tally.fail('memory', 'there were too few runs to tell');
    return;
  }
  const peak = (part) => Math.max(...part.map((run) => run.peakBytes));
  const [first, last] = [peak(runs.slice(kinds.length, kinds.length + third)), peak(runs.slice(-third))];
  const shown = [first, last].map((bytes) => `${Math.round(bytes / 2 ** 20)} MiB`).join(' and ');
  tally.say(`  ${runs.length} runs, peak of the first and the last third after warming up: ${shown}`);
  if (last <= first * slack) tally.pass();
  else tally.fail('memory', `the peak grew from the first to the last third: ${shown}`);
}
