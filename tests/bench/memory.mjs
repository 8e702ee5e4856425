/** Measures peak memory of the command line: it must not grow with the table. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { benchTable } from './bench-table.mjs';
import { casesNamed } from './contenders.mjs';
import { describeMachine, machine } from './machine.mjs';
import { measured, nodeCommand } from './measured-process.mjs';
import { benchFolder, benchModel, commandLine } from './places.mjs';
import { mebibytes, printTable, thousands } from './text-table.mjs';

const defaultRowCount = 10_000_000;
const memoryLimit = '512MB';
const goalBytes = 2 ** 30;
/** How much higher the larger table's peak may be and still count as equal. */
const slack = 1.05;

export async function measureMemory(options) {
  const large = options.rowCount ?? defaultRowCount;
  const small = Math.round(large * 0.3);
  const cases = casesNamed(options.only === '' ? 'logistic' : options.only);
  const tables = { [small]: await benchTable(small), [large]: await benchTable(large) };
  const rows = [];
  for (const { model, format } of cases) {
    const peaks = [];
    for (const rowCount of [small, large]) peaks.push(await peakOf({ model, format, table: tables[rowCount][format] }));
    rows.push({ model, format, small: peaks[0], large: peaks[1] });
  }
  const on = machine();
  print(rows, small, large);
  console.log(`\n${describeMachine(on)}`);
  return { memoryLimit, rowCounts: [small, large], machine: on, peaks: rows };
}

async function peakOf({ model, format, table }) {
  const output = join(benchFolder, `memory.${format}`);
  const said = ['score', table, '--model', benchModel(model), '-o', output, '--memory-limit', memoryLimit];
  const { peakBytes, seconds } = await measured(nodeCommand(commandLine, [...said, '--overwrite', '--quiet']));
  rmSync(output);
  process.stderr.write(`${model} ${table}: ${mebibytes(peakBytes)}, ${seconds.toFixed(1)} s\n`);
  return peakBytes;
}

function print(rows, small, large) {
  console.log(`\nPeak memory of rowcast score --memory-limit ${memoryLimit}\n`);
  const head = [
    'model',
    'table',
    `${thousands(small)} rows`,
    `${thousands(large)} rows`,
    'below 1 GiB',
    'does not grow',
  ];
  const verdict = (reached) => (reached ? 'reached' : 'missed');
  printTable(
    head,
    rows.map((row) => [
      row.model,
      row.format === 'csv' ? 'CSV → CSV' : 'Parquet → Parquet',
      mebibytes(row.small),
      mebibytes(row.large),
      verdict(Math.max(row.small, row.large) < goalBytes),
      verdict(row.large <= row.small * slack),
    ]),
  );
}
