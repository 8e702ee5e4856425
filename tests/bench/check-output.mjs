/** Holds what a contender wrote against the table and against Rowcast's scores, so that nobody wins by doing nothing. */
import { DuckDBInstance } from '@duckdb/node-api';
import { features } from './bench-table.mjs';

const tolerance = 1e-5;

/** Throws where rows, passed columns or scores differ; `scoreColumn` is undefined for a bare copy. */
export async function checkTable(output, { table, reference, scoreColumn }) {
  const passed = features.map((name) => `abs(written.${name} - given.${name})`);
  const score = scoreColumn === undefined ? '0' : `abs(written.${scoreColumn} - expected.score)`;
  const [found] = await query(`
    SELECT count(*) AS rows, count(given.f0) AS given, count(difference) AS scored,
      max(greatest(${passed.join(', ')})) AS changed, max(difference) AS difference
    FROM '${output}' written POSITIONAL JOIN '${table}' given
      ${scoreColumn === undefined ? '' : `POSITIONAL JOIN '${reference}' expected`}, LATERAL (SELECT ${score} AS difference)`);
  const [rows, given, scored] = [found.rows, found.given, found.scored].map(Number);
  // An output without rows has no largest difference: NULL becomes NaN, which is never small enough.
  const [changed, difference] = [found.changed, found.difference].map((value) =>
    value === null ? NaN : Number(value),
  );
  const right = rows === given && rows === scored && changed <= tolerance && difference <= tolerance;
  if (right) return difference;
  throw new Error(
    `${output}: ${rows} rows with ${scored} scores, up to ${difference} from Rowcast's and columns up to ${changed} from the table's: expected ${given} rows and at most ${tolerance}.`,
  );
}

/** Throws where the runtime's own comparison found a difference. */
export function checkRuntime({ difference }) {
  if (typeof difference === 'number' && difference <= tolerance) return difference;
  throw new Error(`ONNX Runtime and Rowcast differ by ${difference}: expected at most ${tolerance}.`);
}

async function query(sql) {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const reader = await connection.runAndReadAll(sql);
  const rows = reader.getRowObjectsJS();
  connection.closeSync();
  instance.closeSync();
  return rows;
}
