/** Every model of the matrix scores as its framework and as ONNX Runtime do, or is refused in these exact words. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { freshFolder } from '../engine/fresh-folder.ts';
import { faultOf, useEngine } from '../engine/scoring.ts';
import type { Cells } from '../engine/tables.ts';
import { useTables } from '../engine/use-tables.ts';
import { firstDifference } from '../parity/oracle.ts';
import { scoresOf } from './direct.ts';
import { expectedPath, jobOf, refusals, subjects, type Subject } from './manifest.ts';

const engine = useEngine();
const tables = useTables();

const scored = subjects.filter((subject) => !(subject.name in refusals));

async function score(subject: Subject): Promise<{ path: string; columns: string[] }> {
  const path = join(freshFolder(), 'scored.parquet');
  const receipt = await engine.score(jobOf(subject, path));
  return { path, columns: receipt.output.columns };
}

/** How many rows differ from the framework's predictions by more than the tolerance. */
async function rowsThatDiffer({ name, tolerance }: Subject, path: string): Promise<unknown> {
  const types = await tables.types(`'${expectedPath(name)}'`);
  const differs = Object.entries(types).map(([column, type]) => {
    const [wanted, found] = [`e."${column}"`, `s."${column}"`];
    const isNumber = type === 'DOUBLE' || type === 'FLOAT';
    return isNumber
      ? `coalesce(abs(${found} - ${wanted}) > ${tolerance} * greatest(1, abs(${wanted})), true)`
      : `${found} IS DISTINCT FROM ${wanted}`;
  });
  return tables.cell(
    `SELECT count(*) FROM '${path}' s POSITIONAL JOIN '${expectedPath(name)}' e WHERE ${differs.join(' OR ')}`,
  );
}

/** A column of lists as a column for each of their values; any other as it is. */
function valueByValue(cells: Cells): Cells[] {
  const flat = cells.map((cell) => (Array.isArray(cell) ? (cell.flat(9) as unknown[]) : [cell]));
  return (flat[0] ?? []).map((_, at) => flat.map((values) => values[at]));
}

it('has predictions for every model that is not refused, and no refusal without a model', () => {
  expect(scored.filter((subject) => !subject.scored).map((subject) => subject.name)).toEqual([]);
  const names = subjects.map((subject) => subject.name);
  expect(Object.keys(refusals).filter((name) => !names.includes(name))).toEqual([]);
});

describe('scores', () => {
  it.each(scored)('$name: $what', async (subject) => {
    const { path, columns } = await score(subject);
    expect(columns).toEqual(Object.keys(await tables.types(`'${expectedPath(subject.name)}'`)));
    const rows = await rowsThatDiffer(subject, path);
    // Where an exporter is known to lose something, a file that agrees is news as well.
    if (subject.differs === undefined) expect(rows).toBe(0n);
    else expect(rows).not.toBe(0n);

    const direct = await scoresOf(subject, tables);
    if (direct === undefined) return;
    const found = Object.values(await tables.columns(`SELECT * FROM '${path}'`)).flatMap(valueByValue);
    expect(found).toHaveLength(direct.length);
    direct.forEach((cells, at) => expect(firstDifference(found[at] ?? [], cells), `value ${at}`).toBeUndefined());
  });
});

describe('refuses on loading', () => {
  it.each(subjects.filter((subject) => subject.name in refusals))('$name: $what', async (subject) => {
    const fault = await faultOf(engine.plan(jobOf(subject, join(freshFolder(), 'scored.parquet'))));
    expect(fault.toFault()).toEqual(refusals[subject.name]);
  });
});
