/** The law: the bits of a score depend on its row and its model, and on nothing else. */
import { basename, join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JobInput, MissingRule } from '../../contract/index.ts';
import { lastingFolder } from '../engine/fresh-folder.ts';
import { useEngine } from '../engine/scoring.ts';
import { type Cells } from '../engine/tables.ts';
import { useTables } from '../engine/use-tables.ts';
import { benchTable } from './bench-table.ts';
import { anyCut, writeCut, type Cut } from './cuts.ts';
import { benchModels, flightsParquet, sampleModels } from './sample-models.ts';

const engine = useEngine();
const tables = useTables();
const { folder: lasting, remove } = lastingFolder();
afterAll(remove);

/** Not a multiple of 64: the last vector has a remainder. */
const rowCount = 5_003;

interface Subject {
  name: string;
  models: readonly string[];
  missing: MissingRule[];
  table(): Promise<string>;
}

const subjects: Subject[] = [
  {
    name: 'the sample models',
    models: sampleModels.map((model) => model.path),
    missing: sampleModels.flatMap((model) => model.missing),
    table: async () => {
      const path = join(lasting, 'flights.parquet');
      await tables.write(
        `SELECT file_row_number AS row_id, * EXCLUDE file_row_number
         FROM read_parquet('${flightsParquet}', file_row_number = true) WHERE file_row_number < ${rowCount}`,
        path,
      );
      return path;
    },
  },
  {
    name: 'the models of the speed measurements',
    models: benchModels,
    missing: [],
    table: () => benchTable(tables, lasting, rowCount),
  },
];

/** Scores of one model by column, each cell found by its row's `row_id`. */
type Scores = Map<string, Map<unknown, unknown>[]>;

describe.each(subjects)('$name', (subject) => {
  let source: string;
  let plain: Scores;

  beforeAll(async () => {
    source = await subject.table();
    plain = await scoresOf({ source: { paths: [source] }, resources: { threads: 1 } }, subject.models);
  });

  async function scoresOf(job: Pick<JobInput, 'source' | 'resources' | 'where'>, models: readonly string[]) {
    const path = join(lasting, 'scored.parquet');
    const names = models.map((model) => basename(model, '.onnx'));
    const receipt = await engine.score({
      ...job,
      models: models.map((model) => ({ path: model })),
      missing: subject.missing.filter(() => names.includes('late-pipeline')),
      keep: ['row_id'],
      destination: { path, overwrite: true },
    });
    const columns = await tables.columns(`SELECT * FROM '${path}'`);
    const ids = columns['row_id'] as Cells;
    return new Map(
      receipt.models.map((model) => [
        model.name,
        model.columns.map((name) => new Map((columns[name] as Cells).map((cell, row) => [ids[row], cell]))),
      ]),
    );
  }

  async function differences(cut: Cut): Promise<string[]> {
    const found = await scoresOf(await writeCut(tables, source, lasting, cut), cut.models);
    expect(found.size).toBe(cut.models.length);
    const different: string[] = [];
    for (const [model, columns] of found) {
      columns.forEach((cells, index) => {
        const expected = plain.get(model)?.[index];
        for (const [id, cell] of cells) {
          if (!Object.is(cell, expected?.get(id))) different.push(`${model} column ${index} row ${String(id)}`);
        }
      });
    }
    return different.slice(0, 5);
  }

  const whole: Cut = {
    threads: 1,
    format: 'parquet',
    fileCount: 1,
    rowGroup: 122_880,
    shuffle: 0,
    offset: 0,
    everyNth: 0,
    models: [...subject.models],
  };

  it.each([1, 2, 4])('scores the same bits with %i threads', async (threads) => {
    expect(await differences({ ...whole, rowGroup: 2_048, threads })).toEqual([]);
  });

  it('scores the same bits from CSV', async () => {
    expect(await differences({ ...whole, format: 'csv', threads: 2 })).toEqual([]);
  });

  it.each(subject.models)('scores the same bits with %s alone', async (model) => {
    expect(await differences({ ...whole, models: [model] })).toEqual([]);
  });

  it('scores a single row as it scores it among others', async () => {
    for (const offset of [0, 1, 2_047, rowCount - 1]) {
      const job = await writeCut(tables, source, lasting, { ...whole, offset });
      const found = await scoresOf({ ...job, where: `row_id = ${offset}` }, subject.models);
      for (const [model, columns] of found) {
        columns.forEach((cells, index) => expect(cells.get(offset)).toBe(plain.get(model)?.[index]?.get(offset)));
      }
    }
  });

  it('scores the same bits however the rows are cut', async () => {
    await fc.assert(
      fc.asyncProperty(anyCut(subject.models), async (cut) => {
        expect(await differences(cut)).toEqual([]);
      }),
      { numRuns: 20, seed: 20_131_101, endOnFailure: true },
    );
  });
});
