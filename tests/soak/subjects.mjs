/** The sound models and tables that the soak damages, each with the command line that scores it. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { root } from '../../scripts/toolchain.mjs';

const rowCount = 200;
const sample = join(root, 'models', 'data', 'flights.parquet');

/** Small tables, one for each kind of model. */
export async function makeTables(folder) {
  const paths = Object.fromEntries(
    ['flights.csv', 'flights.parquet', 'flights.ndjson', 'numbers.parquet', 'kinds.parquet', 'floats.parquet'].map(
      (name) => [name, join(folder, name)],
    ),
  );
  const flights = `(FROM '${sample}' LIMIT ${rowCount})`;
  const floats = Array.from({ length: 28 }, (_, index) => `CAST(sin(row * ${index + 1}) AS FLOAT) AS f${index}`);
  const numbers = ['a', 'b', 'c', 'd', 'e', 'home.dest', '2nd class'].map((name) => `row / 7.0 AS "${name}"`);
  const kinds = "row / 3.0 AS f, row / 7.0 AS d, row AS l, CAST(row AS INTEGER) AS i, row % 2 = 0 AS b, row || '' AS s";
  const range = `FROM range(${rowCount}) rows(row)`;
  await copies([
    [flights, paths['flights.csv'], 'FORMAT csv, HEADER'],
    [flights, paths['flights.parquet'], 'FORMAT parquet, COMPRESSION zstd'],
    [flights, paths['flights.ndjson'], 'FORMAT json'],
    [`(SELECT ${numbers.join(', ')} ${range})`, paths['numbers.parquet'], 'FORMAT parquet'],
    [`(SELECT ${kinds} ${range})`, paths['kinds.parquet'], 'FORMAT parquet'],
    [`(SELECT ${floats.join(', ')} ${range})`, paths['floats.parquet'], 'FORMAT parquet'],
  ]);
  return paths;
}

/** Sound models; `words` are what `rowcast score` needs besides model and output. */
export function modelSubjects(tables) {
  const [samples, bench, fixtures] = [
    ['models', () => [tables['flights.csv']]],
    ['models/bench', () => [tables['floats.parquet']]],
    ['tests/fixtures/models', (name) => fixtureWords(name, tables)],
  ].map(([folder, words]) =>
    readdirSync(join(root, folder))
      .filter((name) => name.endsWith('.onnx'))
      .map((name) => ({ path: join(root, folder, name), words: words(name) })),
  );
  return { samples: [...samples, ...bench], fixtures };
}

function fixtureWords(name, tables) {
  if (name.startsWith('mixed-')) return [tables['kinds.parquet']];
  if (name === 'two-blocks.onnx') return [tables['numbers.parquet'], '--bind', 'left=a,b', '--bind', 'right=c,d,e'];
  if (name === 'rewritten-names.onnx') return [tables['numbers.parquet']];
  return [tables['numbers.parquet'], '--features', name === 'float16-input.onnx' ? 'a' : 'a,b,c'];
}

/** Sound tables and the models that score them. */
export function tableSubjects(tables) {
  const models = ['late-v1', 'late-pipeline'].map((name) => join(root, 'models', `${name}.onnx`));
  return ['flights.csv', 'flights.parquet', 'flights.ndjson'].map((name) => ({ path: tables[name], models }));
}

async function copies(statements) {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  for (const [select, path, options] of statements) await connection.run(`COPY ${select} TO '${path}' (${options})`);
  connection.closeSync();
  instance.closeSync();
}
