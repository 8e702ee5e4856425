/** Segments that are found: what was planted, once, and nothing where nothing was. */
import { expect, test } from 'vitest';
import type { SourceColumn } from '../../contract/index.ts';
import type { Subject } from '../../engine/compare/subject.ts';
import { measured } from './measured.ts';

const column = (name: string, type: string): SourceColumn => ({ name, type });
const candidates = [
  column('region', 'VARCHAR'),
  column('product', 'VARCHAR'),
  column('age', 'INTEGER'),
  column('noise', 'DOUBLE'),
];

/** Two models that are equally wrong by chance, but for the challenger where `worse` holds. */
const rows = (worse: string) => `SELECT *, least(1, greatest(0, chance + 0.1 * sin(row * 12.9898) )) AS a,
    least(1, greatest(0, chance + 0.1 * sin(row * 78.233) + CASE WHEN ${worse} THEN 0.3 * (1 - 2 * y) ELSE 0 END)) AS b
  FROM (SELECT *, (hash(row) % 1000 / 1000.0 < chance)::INT AS y FROM (
    SELECT row, 0.2 + (hash(row + 5) % 100) / 200.0 AS chance, ['north', 'south', 'east', 'west'][(1 + hash(row + 1) % 4)::INT] AS region,
           ['car', 'home', 'card'][(1 + hash(row + 2) % 3)::INT] AS product, (18 + hash(row + 3) % 60)::INT AS age, hash(row + 4) / 1e18 AS noise
    FROM range(20000) t(row)))`;

async function found(worse: string, subject: Partial<Subject> = {}) {
  const [one] = (await measured(rows(worse), { candidates, ...subject })).foundSegments;
  if (one === undefined) throw new Error('nothing was looked for');
  return one;
}

const wheres = ({ segments }: Awaited<ReturnType<typeof found>>) =>
  segments.map(({ where }) => where.map(({ column: name, name: value }) => `${name} ${value}`).join(' with '));

test('a value of one column is found, and no pair that repeats it', async () => {
  const one = await found("region = 'east'");
  expect(wheres(one)).toEqual(['region east']);
  expect(one).toMatchObject({ figure: 'brier', rows: 20_000, columns: candidates.map(({ name }) => name), count: 1 });
  const [east] = one.segments;
  expect(east?.difference).toBeGreaterThan(0.1);
  expect(Math.abs(east?.elsewhere ?? 1)).toBeLessThan(0.01);
  expect(east?.low).toBeLessThan(east?.difference ?? 0);
}, 60_000);

test('two values together are found where each alone says less', async () => {
  const one = await found("region = 'east' AND product = 'home'");
  const [first] = one.segments;
  expect(wheres(one)).toContain('region east with product home');
  const both = one.segments.find(({ where }) => where.length === 2);
  expect(both?.difference).toBeGreaterThan(2 * (one.segments.find(({ where }) => where.length === 1)?.difference ?? 0));
  expect(first?.pValue).toBeLessThan(1e-6);
  for (const where of wheres(one)) expect(where).toMatch(/region east|product home/);
}, 60_000);

test('a range of numbers is found', async () => {
  expect(wheres(await found('age > 66'))[0]).toMatch(/^age above 6\d$/);
}, 60_000);

test('nothing is found where both models are alike, of labels and without', async () => {
  expect(await found('false')).toMatchObject({ count: 0, segments: [] });
  expect((await found('false')).tested).toBeGreaterThan(50);
  expect(await found('false', { label: undefined })).toMatchObject({ figure: 'disagreement', count: 0 });
}, 60_000);

test('without labels it is found where the scores lie apart', async () => {
  const one = await found("product = 'card'", { label: undefined });
  expect(wheres(one)).toEqual(['product card']);
  expect(one.segments[0]?.elsewhere).toBeLessThan(one.segments[0]?.difference ?? 0);
}, 60_000);

test('errors of numbers and wrong decisions are held against each other too', async () => {
  expect(await found("region = 'west'", { task: 'regression' })).toMatchObject({ figure: 'absolute error', count: 1 });
  const others = `SELECT * REPLACE (10 * a - 4 AS a, 10 * b - 4 AS b) FROM (${rows("region = 'west'")})`;
  const [one] = (await measured(others, { candidates, selection: { threshold: 0 } })).foundSegments;
  expect(one?.figure).toBe('wrong decisions');
  expect(one?.segments[0]?.where).toEqual([{ column: 'region', name: 'west' }]);
}, 60_000);

test('rows that count otherwise, and no columns, are not looked through', async () => {
  expect((await measured(rows('true'), { candidates, weight: '2::DOUBLE' })).foundSegments).toEqual([]);
  expect((await measured(rows('true'))).foundSegments).toEqual([]);
}, 60_000);
