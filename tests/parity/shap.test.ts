/** Contributions are those that LightGBM, XGBoost and CatBoost give themselves, and the `shap` package for forests. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { freshFolder } from '../engine/fresh-folder.ts';
import { inRepository } from '../engine/repository.ts';
import { useEngine } from '../engine/scoring.ts';
import { useTables } from '../engine/use-tables.ts';

const engine = useEngine();
const tables = useTables();

const folder = 'tests/parity/shap';
const features = ['dep_delay', 'distance', 'hour', 'temp', 'wind_speed', 'visib'];
const named = (name: string) => inRepository(`${folder}/${name}`);
/** The forests and CatBoost were trained with -1 for a missing value. */
const models = [
  { name: 'lightgbm-binary', missing: 'nan', explains: 'score' },
  { name: 'lightgbm-classes', missing: 'nan', explains: 'predicted class' },
  { name: 'xgboost-regressor', missing: 'nan', explains: 'score' },
  { name: 'forest-regressor', missing: '-1', explains: 'score' },
  { name: 'forest-classes', missing: '-1', explains: 'predicted class' },
  { name: 'catboost-regressor', missing: '-1', explains: 'score' },
] as const;

/** Leaf values are floats in ONNX files, which is seven digits. */
const tolerance = 2e-6;

function jobOf({ name, missing }: (typeof models)[number], scored: string) {
  return {
    source: { paths: [named('flights.csv')] },
    models: [{ path: named(`${name}.onnx`) }],
    features,
    missing: missing === 'nan' ? [] : [{ missing: { policy: 'value' as const, value: missing } }],
    destination: { path: scored },
  };
}

describe.each(models)('$name', (model) => {
  it('agrees with its framework on what each feature contributes', async () => {
    const scored = join(freshFolder(), 'scored.parquet');
    const receipt = await engine.score({ ...jobOf(model, scored), explain: 'all' });
    expect(receipt.models[0]?.explain).toEqual({
      asked: 'all',
      explains: model.explains,
      covers: 'scored rows',
      rows: 400,
    });
    const expected = named(`${model.name}.csv`);
    const columns = [...features.map((feature) => `contribution_${feature}`), 'base_value'];
    const worst = columns.map(
      (column) => `max(abs(s."${column}" - e."${column}") / greatest(1, abs(e."${column}"))) AS "${column}"`,
    );
    const [found] = await tables.rows(
      `SELECT count(*)::INT AS row_count, ${worst.join(', ')}
       FROM (SELECT * FROM '${scored}' LIMIT 60) s POSITIONAL JOIN '${expected}' e`,
    );
    expect(found?.['row_count']).toBe(60);
    for (const column of columns) expect(found?.[column], column).toBeLessThan(tolerance);
  });

  it('gives the strongest of them as reasons', async () => {
    const both = join(freshFolder(), 'all.parquet');
    const reasons = join(freshFolder(), 'reasons.parquet');
    await engine.score({ ...jobOf(model, both), explain: 'all' });
    await engine.score({ ...jobOf(model, reasons), explain: 3 });
    const all = await tables.rows(`SELECT * FROM '${both}'`);
    const found = await tables.rows(`SELECT * FROM '${reasons}'`);
    const rules = all.map((row) => {
      const contributions = features.map((feature) => ({ feature, by: Number(row[`contribution_${feature}`]) }));
      const ranked = contributions
        .filter(({ by }) => by !== 0)
        .toSorted((a, b) => Math.abs(b.by) - Math.abs(a.by))
        .slice(0, 3);
      return Array.from({ length: 3 }, (_, index) => [ranked[index]?.feature ?? null, ranked[index]?.by ?? null]);
    });
    expect(
      found.map((row) => [1, 2, 3].map((k) => [row[`reason_${k}_feature`], row[`reason_${k}_contribution`]])),
    ).toEqual(rules);
  });
});
