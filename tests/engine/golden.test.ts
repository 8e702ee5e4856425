/** Golden rows are scored again where a model runs elsewhere than they were made, and stop a job whose scores would differ. */
import { copyFileSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { JobInput, MissingRule } from '../../contract/index.ts';
import { readMissing } from '../../cli/said/rules.ts';
import { expressionsOf, jobOf, modelPath, subjects, triedRows } from '../matrix/manifest.ts';
import { freshFolder } from './fresh-folder.ts';
import { inRepository } from './repository.ts';
import { faultOf, useEngine } from './scoring.ts';
import { useTables } from './use-tables.ts';

const engine = useEngine();
const tables = useTables();

/** A model of the matrix in a folder of its own, and a job that scores it. */
function scene(name: string) {
  const subject = subjects.find((one) => one.name === name);
  if (subject === undefined) throw new Error(`no model ${name}`);
  const folder = freshFolder();
  const path = join(folder, `${name}.onnx`);
  copyFileSync(modelPath(name), path);
  const { bind, source, missing } = jobOf(subject, join(folder, 'out.parquet'));
  const draft = { source, models: [{ path }], bind, ...(missing === undefined ? {} : { missing }) };
  const job = (more: Partial<JobInput> = {}): JobInput => {
    return { ...draft, ...more, destination: { path: join(folder, 'out.parquet'), overwrite: true } };
  };
  return { folder, path, draft, job, golden: join(folder, `${name}.golden.parquet`), inputs: subject.inputs };
}

/** Rewrites the golden rows with other metadata, and scores that `scores` makes of them. */
async function alter(golden: string, made: (text: string) => string, scores = '*'): Promise<void> {
  const text = await tables.cell(
    `SELECT decode(value) FROM parquet_kv_metadata('${golden}') WHERE decode(key) = 'rowcast_golden'`,
  );
  await tables.run(`CREATE OR REPLACE TABLE golden AS SELECT ${scores} FROM '${golden}'`);
  const metadata = made(String(text)).replaceAll("'", "''");
  await tables.write('FROM golden', golden, `FORMAT parquet, KV_METADATA {rowcast_golden: '${metadata}'}`);
}

const elsewhere = (text: string) => text.replace(/"machine":"[^"]*"/, '"machine":"another machine"');

it.each([
  'skl-logistic',
  'skl-pipeline',
  'skl-hist-boosting',
  'lgbm-classifier',
  'type-int64',
  'type-float16',
  'skl-tf-idf',
  'rank-3-output',
  'list-input',
  'sequence-output',
  'two-blocks',
])('keeps rows of %s that give their scores elsewhere', async (name) => {
  const { draft, job, golden } = scene(name);
  const written = await engine.methods.model.makeGolden({ draft });
  expect(written).toMatchObject({ path: golden, rows: 48 });
  const here = await engine.score(job());
  expect(here.models[0]?.golden).toMatchObject({ scored: false, largestDifference: null });
  await alter(golden, elsewhere);
  const there = await engine.score(job());
  expect(there.models[0]?.golden).toMatchObject({ scored: true, rows: 48, largestDifference: 0 });
  expect(there.models[0]?.golden?.why).toContain('not "another machine"');
});

it('keeps what a model is fed, with what stands in for missing values', async () => {
  const { draft, golden, inputs } = scene('skl-hist-boosting');
  const missing: MissingRule[] = [readMissing('wind_gust:7'), readMissing('seats:null')];
  await engine.methods.model.makeGolden({ draft: { ...draft, missing }, rows: 1000 });
  const columns = Object.values(inputs).flatMap(expressionsOf);
  const fed = columns.map((sql) =>
    sql === '"wind_gust"' ? 'coalesce(wind_gust, 7)' : `coalesce(${sql}, 'nan'::DOUBLE)`,
  );
  const expected = `SELECT ${fed.map((sql, at) => `(${sql})::FLOAT AS c${at}`).join(', ')} FROM '${triedRows}' WHERE seats IS NOT NULL`;
  const names = columns.map((_, at) => `g.c${at}`);
  const found = `SELECT * FROM (SELECT * FROM '${golden}') g(${names.map((name) => name.slice(2)).join(', ')})`;
  const cells = columns.map((_, at) => `c${at}`).join(', ');
  expect(await tables.cell(`SELECT count(*) FROM ((SELECT ${cells} FROM (${found})) EXCEPT ALL (${expected}))`)).toBe(
    0n,
  );
  expect(await tables.cell(`SELECT count(*) FROM '${golden}'`)).toBe(
    await tables.cell(`SELECT count(*) FROM (${expected})`),
  );
});

it('stops a job whose scores would differ, before a row is read', async () => {
  const { draft, job, golden, folder } = scene('skl-logistic');
  await engine.methods.model.makeGolden({ draft });
  await alter(golden, elsewhere, '* REPLACE (probabilities_1 + 0.001::FLOAT AS probabilities_1)');
  const fault = await faultOf(engine.score(job()));
  expect(fault.code).toBe('GOLDEN_ROWS_DIFFER');
  expect(fault.message).toMatch(
    /^Model "skl-logistic" does not give the scores of its golden rows \(".*skl-logistic\.golden\.parquet"\): "probabilities_1" of row \d+ was 0\.\d+ and is 0\.\d+\. Of another place: machine ".*", not "another machine"\.$/,
  );
  expect(existsSync(join(folder, 'out.parquet'))).toBe(false);
  const overruled = await engine.score(job({ golden: 'never' }));
  expect(overruled.models[0]?.golden).toMatchObject({ scored: false, why: 'They were not to be checked.' });
});

it('takes a difference within the tolerance', async () => {
  const { draft, job, golden } = scene('skl-logistic');
  await engine.methods.model.makeGolden({ draft, tolerance: 0.01 });
  await alter(golden, elsewhere, '* REPLACE (probabilities_1 + 0.001::FLOAT AS probabilities_1)');
  const { golden: found } = (await engine.score(job())).models[0] ?? {};
  expect(found?.largestDifference).toBeCloseTo(0.001, 5);
});

it('looks at them on the same machine where that is asked for, or where the model is another', async () => {
  const { draft, job, path } = scene('skl-logistic');
  await engine.methods.model.makeGolden({ draft });
  expect((await engine.score(job({ golden: 'always' }))).models[0]?.golden?.scored).toBe(true);
  copyFileSync(modelPath('skl-mlp'), path);
  const fault = await faultOf(engine.score(job()));
  expect(fault.code).toBe('GOLDEN_ROWS_DIFFER');
  expect(fault.message).toContain('The model is not the file that they were made with.');
});

it('fails where they are to be looked at each time, and none are there', async () => {
  const { job, path } = scene('skl-logistic');
  const fault = await faultOf(engine.score(job({ golden: 'always' })));
  expect(fault).toMatchObject({
    code: 'INVALID_ARGUMENT',
    message: `--golden always is given, and model "skl-logistic" has no golden rows: expected "${path.replace('.onnx', '.golden.parquet')}".`,
  });
});

it('says of a model of other inputs that its golden rows are not for it', async () => {
  const { draft, folder } = scene('skl-logistic');
  await engine.methods.model.makeGolden({ draft });
  copyFileSync(inRepository('models/late-v1.onnx'), join(folder, 'skl-logistic.onnx'));
  const fault = await faultOf(
    engine.score({
      source: { paths: [inRepository('models/data/flights.parquet')] },
      models: draft.models,
      destination: { path: join(folder, 'out.parquet') },
    }),
  );
  expect(fault.code).toBe('GOLDEN_ROWS_DIFFER');
  expect(fault.message).toContain('it cannot be fed their rows (');
  expect(fault.message).toContain('The model is not the file that they were made with.');
});

it('replaces golden rows only where that is said, and leaves nothing behind', async () => {
  const { draft, folder } = scene('skl-logistic');
  await engine.methods.model.makeGolden({ draft });
  expect((await faultOf(engine.methods.model.makeGolden({ draft }))).code).toBe('DESTINATION_EXISTS');
  await engine.methods.model.makeGolden({ draft, overwrite: true, rows: 5 });
  const none = { ...draft, where: 'hour > 99' };
  expect((await faultOf(engine.methods.model.makeGolden({ draft: none, overwrite: true }))).code).toBe('SOURCE_EMPTY');
  expect(readdirSync(folder).toSorted()).toEqual(['skl-logistic.golden.parquet', 'skl-logistic.onnx']);
});

it('refuses a file that holds no golden rows', async () => {
  const { job, golden } = scene('skl-logistic');
  await tables.write('SELECT 1 AS a', golden);
  expect((await faultOf(engine.score(job()))).code).toBe('GOLDEN_ROWS_UNREADABLE');
});
