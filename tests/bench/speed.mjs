/** Measures speed: every contender in turn, and one table of ratios. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { benchTable } from './bench-table.mjs';
import { casesNamed, contendersOf, models } from './contenders.mjs';
import { describeMachine, machine, pythonVersions } from './machine.mjs';
import { measured, nodeCommand } from './measured-process.mjs';
import { benchFolder, benchModel, commandLine } from './places.mjs';
import { ratiosOf } from './ratios.mjs';
import { runRounds } from './rounds.mjs';
import { both, mebibytes, printTable, thousands } from './text-table.mjs';

const defaultRowCount = 1_000_000;

export async function measureSpeed(options) {
  const rowCount = options.rowCount ?? defaultRowCount;
  const cases = casesNamed(options.only);
  const inPython = pythonVersions(options.python);
  const tables = await benchTable(rowCount);
  const reference = (model) => join(benchFolder, `scores-${model}-${rowCount}.parquet`);
  for (const model of new Set(cases.map((one) => one.model))) await scoreReference(model, tables, reference(model));
  const python = inPython === undefined ? undefined : options.python;
  const contenders = contendersOf(cases, tables, { python, reference });
  const { rounds, keepData } = options;
  const entries = await runRounds(contenders, { rounds, keepData, table: tables.parquet, reference });
  for (const model of Object.keys(models)) rmSync(reference(model), { force: true });
  const ratios = ratiosOf(cases, entries, rowCount);
  const on = machine(inPython);
  print({ rowCount, rounds, ratios, on, inPython });
  const measurements = entries.map(({ name, contender, variant, model, format, runs }) => {
    return { name, contender, variant, model, format, runs };
  });
  return { rowCount, rounds, machine: on, ratios, measurements };
}

/** Rowcast's own scores, which every contender is compared with; the raw runtime, in turn, confirms them. */
async function scoreReference(model, tables, path) {
  const scored = `${path}.all.parquet`;
  const said = ['score', tables.parquet, '--model', benchModel(model), '-o', scored];
  await measured(nodeCommand(commandLine, [...said, '--keep', 'none', '--overwrite', '--quiet']));
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(`COPY (SELECT ${models[model]} AS score FROM '${scored}') TO '${path}' (FORMAT parquet)`);
  connection.closeSync();
  instance.closeSync();
  rmSync(scored);
}

function print({ rowCount, rounds, ratios, on, inPython }) {
  console.log(`\n${thousands(rowCount)} rows × 28 floats; figures are fastest / median of ${rounds} rounds\n`);
  const head = ['model', 'table', 'seconds', 'rows/s', '÷ copy', '÷ (runtime + copy)', '÷ Polars', 'memory', 'goal'];
  printTable(
    head,
    ratios.map((row) => [
      row.model,
      row.format === 'csv' ? 'CSV → CSV' : 'Parquet → Parquet',
      both(row.seconds),
      thousands(row.rowsPerSecond.min),
      both(row.toCopy),
      both(row.toRuntime),
      both(row.toPolars),
      mebibytes(row.peakBytes),
      row.goals.map((goal) => `${goal.words}: ${goal.verdict}`).join('; '),
    ]),
  );
  console.log(`
copy: DuckDB alone, of CSV the faster of reading text and reading numbers
runtime: ONNX Runtime alone on packed floats, the best of several batch sizes and ways to use the cores
Polars: streaming, with ONNX Runtime in map_batches, the better of its thread counts`);
  if (inPython === undefined) {
    console.log(
      'Polars is left out: no Python with it was found. pip install polars onnxruntime, or pass --python FILE.',
    );
  }
  console.log(`\n${describeMachine(on)}`);
}
