/** The engine's scores are ONNX Runtime's own, to the last bit. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { freshFolder } from '../engine/fresh-folder.ts';
import { useEngine } from '../engine/scoring.ts';
import { useTables } from '../engine/use-tables.ts';
import { benchTable } from './bench-table.ts';
import { firstDifference, runDirectly, type Feed } from './oracle.ts';
import { benchModels, flightsParquet, sampleModels } from './sample-models.ts';

const engine = useEngine();
const tables = useTables();

/** The tensor that late-pipeline's ZipMap makes its maps of. */
const zipMapTensors: Record<string, string[]> = { 'late-pipeline': ['probabilities'] };

/** What the model is fed, read from the table without Rowcast and cast as the tensor's type demands. */
async function feedsOf(model: string, source: string): Promise<Feed[]> {
  const card = await engine.methods.model.inspect({ path: model });
  const sqlTypes: Record<string, string> = { float: 'FLOAT', int64: 'BIGINT', string: 'VARCHAR' };
  const feeds: Feed[] = [];
  for (const input of card.inputs) {
    const features = input.shape?.[1] === 1 ? [input.name] : (card.features?.names ?? []);
    const type = sqlTypes[input.element ?? ''] ?? '';
    const standIn = type === 'FLOAT' ? "'nan'::FLOAT" : `''::${type}`;
    const cells = features.map((name) =>
      type === 'BIGINT' ? `"${name}"::BIGINT AS "${name}"` : `coalesce("${name}"::${type}, ${standIn}) AS "${name}"`,
    );
    const columns = await tables.columns(`SELECT ${cells.join(', ')} FROM '${source}'`);
    feeds.push({ input: input.name, columns: Object.values(columns) });
  }
  return feeds;
}

describe('the sample models', () => {
  it.each(sampleModels)('$name', async ({ name, path, missing }) => {
    const scored = join(freshFolder(), 'scored.parquet');
    const receipt = await engine.score({
      source: { paths: [flightsParquet] },
      models: [{ path }],
      missing,
      keep: 'none',
      destination: { path: scored },
    });
    const direct = await runDirectly(path, await feedsOf(path, flightsParquet), zipMapTensors[name]);
    await expectSame(scored, receipt.output.columns, Object.values(direct).flat());
  });
});

describe('the models of the speed measurements', () => {
  // 2,048 × 3 + 7 rows: the last vector of DuckDB has a remainder that no multiple of 64 hides.
  it.each(benchModels)('%s', async (path) => {
    const folder = freshFolder();
    const source = await benchTable(tables, folder, 2_048 * 3 + 7);
    const scored = join(folder, 'scored.parquet');
    const receipt = await engine.score({
      source: { paths: [source] },
      models: [{ path }],
      keep: 'none',
      destination: { path: scored },
    });
    const direct = await runDirectly(path, await feedsOf(path, source));
    await expectSame(scored, receipt.output.columns, Object.values(direct).flat());
  });
});

async function expectSame(scored: string, names: readonly string[], expected: readonly unknown[][]): Promise<void> {
  const found = Object.values(await tables.columns(`SELECT * FROM '${scored}'`));
  expect(found).toHaveLength(expected.length);
  const differences = expected.map((cells, column) => {
    const difference = firstDifference(found[column] ?? [], cells);
    return difference === undefined ? [] : [`${names[column]}, ${difference}`];
  });
  expect(differences.flat()).toEqual([]);
}
