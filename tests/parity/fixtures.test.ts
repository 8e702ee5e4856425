/** Every fixture model that scores gives what the formula in its README says, and what ONNX Runtime itself gives. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { JobInput } from '../../contract/index.ts';
import { freshFolder } from '../engine/fresh-folder.ts';
import { fixtureModel } from '../engine/repository.ts';
import { useEngine } from '../engine/scoring.ts';
import { useTables } from '../engine/use-tables.ts';
import { firstDifference, runDirectly, type Feed } from './oracle.ts';

const engine = useEngine();
const tables = useTables();

/** More rows than one vector of DuckDB; halves, so that float sums are exact and formulas can be compared bit for bit. */
const table = `
  SELECT (i % 257 - 128)::FLOAT / 2 AS a, (i % 101)::FLOAT / 2 AS b, (i % 7 - 3)::FLOAT AS c,
         (i % 11)::FLOAT AS d, (i % 13)::FLOAT AS e,
         (i * 1e-3 + 1e-9)::DOUBLE AS wide, (i % 19)::DOUBLE / 4 AS wide2, i::DOUBLE AS wide3,
         (9007199254740993 + i)::BIGINT AS large, (i - 1500)::INTEGER AS whole, i % 3 = 0 AS truth,
         CASE i % 5 WHEN 0 THEN '' WHEN 1 THEN 'plain' WHEN 2 THEN 'žluť 🐎' WHEN 3 THEN 'two' || chr(10) || 'lines'
         ELSE 'longer than the twelve bytes that DuckDB keeps inline ' || i END AS word,
         a AS "home.dest", b AS "2nd class"
  FROM range(3000) t(i)`;

interface Fixture {
  model: string;
  job: Partial<JobInput>;
  /** SQL of each output column over the table. */
  outputs: Record<string, string>;
  feeds: Record<string, string[]>;
  flat?: boolean;
  /** Tensors of ZipMaps, in front of the outputs that are maps. */
  zipMapTensors?: string[];
}

const weighted = '(a + 10 * b + 100 * c)::FLOAT';
const ofBlock = (model: string, outputs: Record<string, string>): Fixture => ({
  model,
  job: { features: ['a', 'b', 'c'] },
  outputs,
  feeds: { x: ['a', 'b', 'c'] },
});

const mixedFeeds = { f: ['a'], d: ['wide'], l: ['whole::BIGINT'], i: ['whole'], b: ['truth'], s: ['word'] };
const mixedJob: Partial<JobInput> = {
  bind: [
    { input: 'f', columns: ['a'] },
    { input: 'd', columns: ['wide'] },
    { input: 'l', columns: ['whole'] },
    { input: 'i', columns: ['whole'] },
    { input: 'b', columns: ['truth'] },
    { input: 's', columns: ['word'] },
  ],
};
const mixedOutputs = {
  f2: '(a * 2)::FLOAT',
  d2: 'wide * 2',
  l2: 'whole::BIGINT * 2',
  i2: 'whole * 2',
  b2: 'NOT truth',
  s2: 'word',
};

const fixtures: Fixture[] = [
  ofBlock('float-matrix', { y: weighted }),
  ofBlock('weights-listed-as-input', { y: weighted }),
  ofBlock('external-data', { y: weighted }),
  {
    ...ofBlock('feature-names-with-commas', { y: weighted }),
    job: { bind: [{ input: 'x', columns: ['a', 'b', 'c'] }] },
  },
  ofBlock('feature-names-too-few', { y: weighted }),
  ofBlock('width-not-declared', { y: '(a + b + c)::FLOAT' }),
  {
    model: 'width-not-declared',
    job: { bind: [{ input: 'x', columns: ['a', 'b', 'c', 'd', 'e'] }] },
    outputs: { y: '(a + b + c + d + e)::FLOAT' },
    feeds: { x: ['a', 'b', 'c', 'd', 'e'] },
  },
  {
    model: 'double-matrix',
    job: { features: ['wide', 'wide2', 'wide3'] },
    outputs: { y_0: '(wide + wide2) + wide3', y_1: '(wide - wide2) - wide3' },
    feeds: { x: ['wide', 'wide2', 'wide3'] },
  },
  {
    model: 'int64-matrix',
    job: { features: ['large', 'whole', 'large'] },
    outputs: { y_0: 'large + 1', y_1: 'whole::BIGINT + 1', y_2: 'large + 1' },
    feeds: { x: ['large', 'whole::BIGINT', 'large'] },
  },
  {
    model: 'int32-matrix',
    job: { features: ['whole', 'c', 'whole'] },
    outputs: { y: 'whole + c::INTEGER + whole' },
    feeds: { x: ['whole', 'c::INTEGER', 'whole'] },
  },
  { model: 'mixed-columns', job: mixedJob, outputs: mixedOutputs, feeds: mixedFeeds },
  { model: 'mixed-vectors', job: mixedJob, outputs: mixedOutputs, feeds: mixedFeeds, flat: true },
  {
    model: 'mixed-wide-outputs',
    job: mixedJob,
    outputs: Object.fromEntries(
      [
        ['f2', 'a'],
        ['d2', 'wide'],
        ['l2', 'whole::BIGINT'],
        ['i2', 'whole'],
        ['b2', 'truth'],
        ['s2', 'word'],
      ].flatMap(([name = '', sql = '']) => [
        [`${name}_0`, sql],
        [`${name}_1`, sql],
      ]),
    ),
    feeds: mixedFeeds,
  },
  {
    model: 'two-blocks',
    job: {
      bind: [
        { input: 'left', columns: ['a', 'b'] },
        { input: 'right', columns: ['c', 'd', 'e'] },
      ],
    },
    outputs: { y: '(a + b + c + d + e)::FLOAT' },
    feeds: { left: ['a', 'b'], right: ['c', 'd', 'e'] },
  },
  {
    model: 'rewritten-names',
    job: {},
    outputs: { y: '(a - b)::FLOAT' },
    feeds: { home_dest: ['"home.dest"'], _2nd_class: ['"2nd class"'] },
  },
];

const chance = '(1 / (1 + exp(-(a - b / 2 + 2 * c - 0.2))))';
const classifiers: Fixture[] = [
  {
    ...ofBlock('zipmap-int64-keys', {
      label: `CASE WHEN ${chance} > 0.5 THEN 7 ELSE 3 END::BIGINT`,
      chance_3: `1 - ${chance}`,
      chance_7: chance,
    }),
    zipMapTensors: ['scores'],
  },
  {
    ...ofBlock('zipmap-string-keys', {
      label: `CASE WHEN ${chance} > 0.5 THEN 'yes' ELSE 'no' END`,
      chance_no: `1 - ${chance}`,
      chance_yes: chance,
    }),
    zipMapTensors: ['scores'],
  },
  ofBlock('classes-behind-a-product', {
    label: `CASE WHEN ${chance} > 0.5 THEN 'yes' ELSE 'no' END`,
    chance_no: `1 - ${chance}`,
    chance_yes: chance,
  }),
  ofBlock('declares-one-returns-rows', {
    label: `CASE WHEN ${chance} > 0.5 THEN 7 ELSE 3 END::BIGINT`,
    scores_3: `1 - ${chance}`,
    scores_7: chance,
  }),
];

async function scoreFixture(fixture: Fixture): Promise<{ source: string; scored: string; columns: string[] }> {
  const folder = freshFolder();
  const source = join(folder, 'source.parquet');
  const scored = join(folder, 'scored.parquet');
  await tables.write(table, source);
  const receipt = await engine.score({
    source: { paths: [source] },
    models: [{ path: fixtureModel(fixture.model) }],
    keep: 'none',
    destination: { path: scored },
    ...fixture.job,
  });
  return { source, scored, columns: receipt.output.columns };
}

describe('formulas', () => {
  it.each(fixtures)('$model gives $outputs', async (fixture) => {
    const { source, scored, columns } = await scoreFixture(fixture);
    expect(columns).toEqual(Object.keys(fixture.outputs));
    const cells = Object.entries(fixture.outputs).map(([name, sql]) => `${sql} AS "${name}"`);
    const expected = await tables.columns(`SELECT ${cells.join(', ')} FROM '${source}'`);
    const found = await tables.columns(`SELECT * FROM '${scored}'`);
    for (const name of columns) expect(firstDifference(found[name] ?? [], expected[name] ?? [])).toBeUndefined();
  });

  it.each(classifiers)('$model gives the chance of each class, to six digits', async (fixture) => {
    const { source, scored, columns } = await scoreFixture(fixture);
    expect(columns).toEqual(Object.keys(fixture.outputs));
    const wrong = Object.entries(fixture.outputs).map(([name, sql]) =>
      name === 'label' ? `s.label IS DISTINCT FROM ${sql}` : `abs(s."${name}" - (${sql})) > 1e-6`,
    );
    expect(
      await tables.cell(
        `SELECT count(*) FROM '${scored}' s POSITIONAL JOIN '${source}' t WHERE coalesce(${wrong.join(' OR ')}, true)`,
      ),
    ).toBe(0n);
  });
});

describe('ONNX Runtime called directly', () => {
  it.each([...fixtures, ...classifiers])('$model has the same bits', async (fixture) => {
    const { source, scored } = await scoreFixture(fixture);
    const feeds: Feed[] = [];
    for (const [input, sql] of Object.entries(fixture.feeds)) {
      const cells = await tables.columns(
        `SELECT ${sql.map((cell, at) => `${cell} AS c${at}`).join(', ')} FROM '${source}'`,
      );
      feeds.push({ input, columns: Object.values(cells), rank: fixture.flat === true ? 1 : 2 });
    }
    const direct = await runDirectly(fixtureModel(fixture.model), feeds, fixture.zipMapTensors);
    const expected = Object.values(direct).flat();
    const found = Object.values(await tables.columns(`SELECT * FROM '${scored}'`));
    expect(found).toHaveLength(expected.length);
    expected.forEach((cells, column) => expect(firstDifference(found[column] ?? [], cells)).toBeUndefined());
  });
});
