/** Every input of the manifest leads to the scores, or to the exact words, that stand beside it. */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { freshFolder } from '../engine/fresh-folder.ts';
import { useTables } from '../engine/use-tables.ts';
import { folderState } from '../support/folder-state.ts';
import { readManifest, type Case } from '../support/manifest.ts';
import { makeFiles } from '../support/recipes.ts';
import { rowcast } from '../support/rowcast-command.ts';

const tables = useTables();
const cases = readManifest();
const outputOf = ({ arguments: words }: Case) => (words.includes('-o') ? words[words.indexOf('-o') + 1] : undefined);

it('has no two cases of one name', () => {
  expect(new Set(cases.map((one) => one.name)).size).toBe(cases.length);
});

describe('scores', () => {
  it.each(cases.filter((one) => one.expect.exit === 0))('$name', async (one) => {
    if (one.expect.exit !== 0) return;
    const folder = freshFolder();
    await makeFiles(tables, folder, one.files);
    const ended = await rowcast(folder, ...one.arguments);
    const warnings = (one.expect.warnings ?? []).map((text) => `warning: ${text}\n`).join('');
    expect(ended).toMatchObject({ exit: 0, stderr: warnings });
    const { rows, columns, firstRows } = one.expect;
    expect(await table(join(folder, outputOf(one) ?? ''), firstRows.length)).toEqual({ rows, columns, firstRows });
  });
});

describe('says what went wrong, and leaves every file as it was', () => {
  it.each(cases.filter((one) => one.expect.exit === 2))('$name', async (one) => {
    if (one.expect.exit !== 2) return;
    const folder = freshFolder();
    await makeFiles(tables, folder, one.files);
    const replacing = putOldOutput(folder, one);
    const before = folderState(folder);
    const ended = await rowcast(folder, ...one.arguments, ...replacing);
    const words =
      'stderr' in one.expect
        ? one.expect.stderr
        : `rowcast: ${one.expect.message} [${one.expect.code}]\n  ${one.expect.hint}\n`;
    expect(ended).toEqual({ exit: 2, signal: null, stdout: '', stderr: words });
    expect(folderState(folder)).toEqual(before);
  });
});

/** Where the fault is not the output's, an old output stands there that must survive. */
function putOldOutput(folder: string, one: Case): string[] {
  const output = outputOf(one);
  const ofOutput = 'code' in one.expect && one.expect.code.startsWith('DESTINATION_');
  if (output === undefined || ofOutput || existsSync(join(folder, output))) return [];
  writeFileSync(join(folder, output), 'the old output\n');
  return ['--overwrite'];
}

/** An output as text, read by a DuckDB without Rowcast. */
async function table(path: string, count: number) {
  const from = path.endsWith('.parquet') ? `'${path}'` : `read_csv('${path}', all_varchar = true, header = true)`;
  const columns = Object.keys(await tables.types(from));
  const cells = columns.map((name, index) => `CAST("${name}" AS VARCHAR) AS c${index}`);
  const rows = Number(await tables.cell(`SELECT count(*) FROM ${from}`));
  const first = await tables.rows(`SELECT ${cells.join(', ')} FROM ${from} LIMIT ${count}`);
  return { rows, columns, firstRows: first.map((row) => Object.values(row)) };
}
