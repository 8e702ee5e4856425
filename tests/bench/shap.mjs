/** Measures Rowcast's SHAP values against LightGBM's and shap's own: `npm run bench:shap`. Fails where they do not add up. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../../scripts/toolchain.mjs';
import { describeMachine, machine } from './machine.mjs';
import { benchFolder } from './places.mjs';
import { kernelLibrary } from './tree-files.mjs';

const folder = join(benchFolder, 'trees');
const models = ['lightgbm-100x31', 'lightgbm-300x31'];

const usage = `npm run bench:shap -- [options]
  --rows N           rows that Rowcast explains (100000)
  --slow-rows N      rows that the other libraries explain (5000)
  --rounds N         how often each library runs; the fastest counts (3)
  --cpu              in seconds of the processor: for a machine on which other things run
  --python FILE      a Python with the packages of tests/bench/shap-requirements.txt (python3)`;

function readOptions(words) {
  const { values } = parseArgs({
    args: words,
    options: {
      rows: { type: 'string', default: '100000' },
      'slow-rows': { type: 'string', default: '5000' },
      rounds: { type: 'string', default: '3' },
      cpu: { type: 'boolean', default: false },
      python: { type: 'string', default: 'python3' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) throw new Error(usage);
  const [rows, slowRows, rounds] = [values.rows, values['slow-rows'], values.rounds].map(Number);
  if (![rows, slowRows, rounds].every((number) => number > 0)) throw new Error(usage);
  return { rows, slowRows: Math.min(rows, slowRows), rounds, cpu: values.cpu, python: values.python };
}

function main(words) {
  const { python, ...said } = readOptions(words);
  const kernel = kernelLibrary('shap_library');
  for (const name of models) {
    if (!existsSync(join(folder, `${name}.onnx`))) call(python, join(root, 'models', 'bench_trees.py'), folder, name);
    const script = join(root, 'tests', 'bench', 'explain_trees.py');
    print(JSON.parse(call(python, script, JSON.stringify({ ...said, folder, name, kernel }))), said);
  }
  console.log(`\n${describeMachine(machine({}))}`);
}

function call(python, ...words) {
  const { status, stdout } = spawnSync(python, words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 2] });
  if (status !== 0) throw new Error('Python failed; what it said is above. See --help.');
  return stdout;
}

function print({ name, found, loading, typical, sameWay }, { cpu }) {
  console.log(`${name}, one thread${cpu ? ', seconds of the processor' : ''}`);
  const ours = found[0].seconds / found[0].rows;
  for (const { library, rows, seconds } of found) {
    const each = seconds / rows;
    const speed = Math.round(1 / each).toLocaleString('en-US');
    console.log(
      `  ${library.padEnd(24)} ${speed.padStart(10)} rows/s  ${(each / ours).toFixed(1).padStart(6)}x the time`,
    );
  }
  console.log(`  Loading the file and counting the covers of all rows took ${loading.toFixed(2)} s.`);
  if (typical > 1e-5 || sameWay < 0.99) throw new Error(`${name}: contributions do not add up to the raw score.`);
}

try {
  main(process.argv.slice(2));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
