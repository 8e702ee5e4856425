/** Measures Rowcast's trees against other libraries: `npm run bench:trees`. Fails where scores are wrong, never where they are slow. */
import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/toolchain.mjs';
import { describeMachine, machine } from './machine.mjs';
import { nativeFiles } from './tree-files.mjs';
import { readTreeOptions } from './tree-options.mjs';
import { printTrees } from './tree-table.mjs';
import { benchFolder } from './places.mjs';

const folder = join(benchFolder, 'trees');

/** Scores are compared with Rowcast's: ONNX Runtime's must be the same bits, other libraries compute in doubles. */
const mostDifferent = 1e-3;

function main(words) {
  const options = readTreeOptions(words);
  const versions = pythonVersions(options.python);
  const files = nativeFiles();
  const measured = options.models.map((name) => {
    makeModel(options.python, name);
    return measure(name, files, options);
  });
  printTrees(measured, options);
  console.log(`\n${describeMachine(machine(versions))}`);
  if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(measured, null, 2)}\n`);
  const wrong = measured.flatMap(wrongScores);
  if (wrong.length > 0) throw new Error(`Scores differ: ${wrong.join('; ')}.`);
}

function makeModel(python, name) {
  if (existsSync(join(folder, `${name}.onnx`))) return;
  process.stderr.write(`Making ${name} …\n`);
  const made = spawnSync(python, [join(root, 'models', 'bench_trees.py'), folder, name], { stdio: ['ignore', 2, 2] });
  if (made.status !== 0) throw new Error(`Model ${name} could not be made; what Python said is above.`);
}

/** One process for each model, in which the libraries take turns. */
function measure(name, files, { python, rows, rounds, threads, seconds, libraries, mostCompiledBytes, cpu }) {
  process.stderr.write(`Measuring ${name} …\n`);
  const said = { folder, name, rows, rounds, threads, seconds, only: libraries, mostCompiledBytes, cpu, ...files };
  const script = join(root, 'tests', 'bench', 'score_trees.py');
  const { status, stdout, stderr } = spawnSync(python, [script, JSON.stringify(said)], {
    encoding: 'utf8',
    env: { ...process.env, OMP_WAIT_POLICY: 'passive' },
  });
  if (status !== 0) throw new Error(`Measuring ${name} failed:\n${stderr}`);
  return JSON.parse(stdout);
}

function wrongScores({ name, found }) {
  const limit = (library) => (library === 'ONNX Runtime' ? 0 : mostDifferent);
  const wrong = found.filter((entry) => entry.threads === 1 && entry.difference > limit(entry.library));
  return wrong.map((entry) => `${entry.library} on ${name} by ${entry.difference}`);
}

function pythonVersions(python) {
  const code = [
    'import json, platform, importlib.metadata as m',
    "names = ['onnxruntime', 'lightgbm', 'xgboost', 'scikit-learn', 'catboost', 'tl2cgen', 'lleaves', 'duckdb']",
    'have = {d.metadata["Name"].lower(): d.version for d in m.distributions()}',
    'found = {f"{n} (Python)": have.get(n, "absent") for n in names}',
    'print(json.dumps({"python": platform.python_version(), **found}))',
  ].join('\n');
  const { status, stdout } = spawnSync(python, ['-c', code], { encoding: 'utf8' });
  if (status === 0) return JSON.parse(stdout);
  throw new Error(
    `"${python}" is no Python. Pass --python FILE, one with the packages of tests/bench/tree-requirements.txt.`,
  );
}

try {
  main(process.argv.slice(2));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
