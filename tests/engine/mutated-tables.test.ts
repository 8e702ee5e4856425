/** Damaged tables: each is scored, or refused with a fault that has words and is no defect of Rowcast's. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { RowcastError } from '../../contract/index.ts';
import { modelPath, triedRows } from '../matrix/manifest.ts';
import { freshFolder } from './fresh-folder.ts';
import { useEngine } from './scoring.ts';
import { useTables } from './use-tables.ts';

const engine = useEngine();
const tables = useTables();

/** How many tables of each format are damaged; `ROWCAST_MUTATIONS` says another number. */
const mutations = Number(process.env['ROWCAST_MUTATIONS'] ?? 60);
const columns = 'dep_delay, distance, weekday, hour, temp, humid, wind_speed, precip, visib';

/** Numbers that look random and are the same each time (Marsaglia's xorshift, 2003). */
function numbersOf(seed: number): (limit: number) => number {
  let state = (seed * 2_654_435_761) >>> 0 || 1;
  return (limit) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % Math.max(limit, 1);
  };
}

const odd = ['"', "'", ',', '\n', '\r', '\0', '\u{1f642}', 'NaN', '-', '1e999', '{', ']', '\ufeff'].map((text) =>
  Buffer.from(text),
);

function mutated(original: Buffer, below: (limit: number) => number): Buffer {
  let bytes: Buffer = Buffer.from(original);
  for (let left = below(4); left >= 0; left -= 1) {
    const at = below(bytes.length);
    const piece = bytes.subarray(at, at + below(40));
    const kinds = [
      () => Buffer.concat([bytes.subarray(0, at), Buffer.from([below(256)]), bytes.subarray(at + 1)]),
      () => bytes.subarray(0, at),
      () => Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + piece.length)]),
      () => Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(at)]),
      () => Buffer.concat([bytes.subarray(0, at), odd[below(odd.length)] ?? piece, bytes.subarray(at)]),
    ];
    bytes = kinds[below(kinds.length)]?.() ?? bytes;
  }
  return bytes;
}

it.each([
  ['csv', 'FORMAT csv'],
  ['ndjson', 'FORMAT json'],
  ['parquet', 'FORMAT parquet'],
])('as %s', async (extension, options) => {
  const folder = freshFolder();
  const original = join(folder, `original.${extension}`);
  await tables.write(`SELECT ${columns} FROM '${triedRows}' LIMIT 60`, original, options);
  const bytes = readFileSync(original);
  let refused = 0;
  for (let seed = 1; seed <= mutations; seed += 1) {
    const path = join(folder, `table-${seed}.${extension}`);
    writeFileSync(path, mutated(bytes, numbersOf(seed)));
    const job = {
      source: { paths: [path] },
      models: [{ path: modelPath('skl-logistic') }],
      bind: [{ input: 'x', columns: columns.split(', ') }],
      destination: { path: join(folder, 'out.parquet'), overwrite: true },
    };
    const fault: unknown = await engine.score(job).then(
      () => undefined,
      (error: unknown) => error,
    );
    if (fault === undefined) continue;
    refused += 1;
    expect(fault, `seed ${seed}`).toBeInstanceOf(RowcastError);
    if (!(fault instanceof RowcastError)) continue;
    expect(fault.code, `seed ${seed}: ${fault.message}`).not.toBe('INTERNAL');
    expect(`${fault.message} ${fault.hint}`, `seed ${seed}`).toMatch(/\S[.:?)"].* \S.*[.?]$/s);
  }
  expect(refused).toBeGreaterThan(0);
  expect(refused).toBeLessThan(mutations);
});
