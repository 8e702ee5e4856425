/** ONNX's own node tests, scored as tables: their inputs as columns and lists, their stored outputs as the answer. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { freshFolder } from '../engine/fresh-folder.ts';
import { inRepository } from '../engine/repository.ts';
import { useEngine } from '../engine/scoring.ts';
import type { Cells } from '../engine/tables.ts';
import { useTables } from '../engine/use-tables.ts';

const engine = useEngine();
const tables = useTables();

/** `npm run conformance` names the folder of all cases; here lie some. */
const folder = process.env['ROWCAST_CONFORMANCE'] ?? inRepository('tests/conformance/cases');

const Case = z.strictObject({
  name: z.string(),
  /** The model's inputs, in order: `input_0`, `input_1` … feed them. */
  inputs: z.array(z.string()).min(1),
  /** How many there are: `output_0`, `output_1` … hold the values of each row. */
  outputs: z.int().min(1),
  rtol: z.number(),
  atol: z.number(),
});
type Case = z.infer<typeof Case>;

const { cases } = z
  .object({ cases: z.array(Case).min(1) })
  .parse(JSON.parse(readFileSync(join(folder, 'cases.json'), 'utf8')));

/** The values of each row, one after the other, of whatever columns. */
function byRow(columns: Record<string, Cells>): unknown[][] {
  const cells = Object.values(columns);
  return (cells[0] ?? []).map((_, row) => cells.flatMap((column) => [column[row]].flat(9)));
}

function agrees(found: unknown, wanted: unknown, { rtol, atol }: Case): boolean {
  if (typeof found !== 'number' || typeof wanted !== 'number') return Object.is(found, wanted);
  return Object.is(found, wanted) || Math.abs(found - wanted) <= atol + rtol * Math.abs(wanted);
}

describe('scores as ONNX says', () => {
  it.each(cases)('$name', async (one) => {
    const [table, output] = [join(folder, `${one.name}.parquet`), join(freshFolder(), 'scored.parquet')];
    await engine.score({
      source: { paths: [table] },
      models: [{ path: join(folder, `${one.name}.onnx`) }],
      bind: one.inputs.map((input, at) => ({ input, columns: [`input_${at}`] })),
      keep: 'none',
      destination: { path: output },
    });
    const wanted = Array.from({ length: one.outputs }, (_, at) => `output_${at}`).join(', ');
    const [found, expected] = [
      byRow(await tables.columns(`SELECT * FROM '${output}'`)),
      byRow(await tables.columns(`SELECT ${wanted} FROM '${table}'`)),
    ];
    expect(found.map((row) => row.length)).toEqual(expected.map((row) => row.length));
    const wrong = expected.flatMap((row, at) => row.filter((cell, value) => !agrees(found[at]?.[value], cell, one)));
    expect(wrong, `of ${String(found)}`).toEqual([]);
  });
});
