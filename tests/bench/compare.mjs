/**
 * Measures a comparison against scoring its two models, together and one after the other, and against pandas and scikit-learn:
 * `npm run bench:compare -- [COPIES] [PYTHON]`, where PYTHON has the packages of tests/compare/requirements.txt.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { root } from '../../scripts/toolchain.mjs';
import { describeMachine, machine } from './machine.mjs';
import { measured, nodeCommand } from './measured-process.mjs';
import { benchFolder, commandLine } from './places.mjs';
import { mebibytes, printTable, thousands } from './text-table.mjs';

/** The flights of the sample, each so many times with other delays. */
const copies = Number(process.argv[2] ?? 40);
const python = process.argv[3];
const [v1, v2] = ['late-v1', 'late-v2'].map((name) => join(root, 'models', `${name}.onnx`));
const table = join(benchFolder, `flights-${copies}.parquet`);
const out = join(benchFolder, 'compared');
const scored = join(benchFolder, 'scored.parquet');

async function makeTable() {
  mkdirSync(benchFolder, { recursive: true });
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const flights = join(root, 'models', 'data', 'flights.parquet');
  const reader = await connection.runAndReadAll(
    `COPY (SELECT * REPLACE (dep_delay + (hash(n, time_hour, flight) % 1000) / 100 AS dep_delay) FROM '${flights}', range(${copies}) AS t(n))
     TO '${table}' (FORMAT parquet)`,
  );
  connection.closeSync();
  instance.closeSync();
  return Number(reader.getRowsJS()[0][0]);
}

function rowcast(...words) {
  return measured(nodeCommand(commandLine, [...words, '--overwrite', '--quiet']));
}

const score = (...models) => rowcast('score', table, ...models.flatMap((model) => ['--model', model]), '-o', scored);
const compare = (...words) => rowcast('compare', table, '--champion', v1, '--challenger', v2, ...words, '-o', out);

const columns = ['late-v1_probabilities_1', 'late-v2_probabilities_1', 'late'];
const pandas = (path) => measured([python, [join(root, 'tests/bench/compare_with_pandas.py'), path, ...columns]]);

function line(name, runs, reference) {
  const sum = (key) => runs.reduce((total, run) => total + run[key], 0);
  const peak = Math.max(...runs.map(({ peakBytes }) => peakBytes));
  const ratio = (sum('cpuSeconds') / reference.cpuSeconds).toFixed(2);
  return [name, sum('seconds').toFixed(2), sum('cpuSeconds').toFixed(2), ratio, mebibytes(peak)];
}

const rows = await makeTable();
const together = await score(v1, v2);
const apart = [await score(v1), await score(v2)];
const agreement = await compare();
const quality = await compare('--label', 'late');
const inPandas = python === undefined ? [] : [await pandas(join(out, 'scored.parquet'))];
console.log(`${thousands(rows)} flights, late-v1 and late-v2, Parquet to Parquet\n`);
printTable(
  ['work', 'seconds', 'processor seconds', '÷ scored together', 'memory'],
  [
    line('both scored in one pass', [together], together),
    line('each scored by itself', apart, together),
    line('compared without labels', [agreement], together),
    line('compared with labels', [quality], together),
    ...inPandas.map((run) => line('scored by Rowcast, figures by pandas', [together, run], together)),
  ],
);
console.log(`\n${describeMachine(machine(undefined))}`);
for (const path of [table, out, scored]) rmSync(path, { recursive: true, force: true });
