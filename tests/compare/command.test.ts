/** `rowcast compare` as a user runs it: what it writes, prints, refuses and ends with. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CompareReport } from '../../contract/index.ts';
import { readLimit } from '../../engine/compare/limits.ts';
import { freshFolder } from '../engine/fresh-folder.ts';
import { inRepository } from '../engine/repository.ts';
import { rowcast } from '../support/rowcast-command.ts';

const flights = inRepository('models/data/flights.parquet');
const [v1, v2] = [inRepository('models/late-v1.onnx'), inRepository('models/late-v2.onnx')];
const models = ['--champion', v1, '--challenger', v2];

function reportIn(folder: string): CompareReport {
  return CompareReport.parse(JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')));
}

test('writes a report and the scored table, and nothing else', async () => {
  const folder = freshFolder();
  const ended = await rowcast(folder, 'compare', flights, ...models, '--label', 'late', '-o', 'out');
  expect(ended).toMatchObject({ exit: 0, stderr: '' });
  expect(readdirSync(join(folder, 'out')).toSorted()).toEqual(['report.html', 'report.json', 'scored.parquet']);
  const report = reportIn(join(folder, 'out'));
  expect(report.rows).toEqual({ read: 27_268, compared: 27_268, judged: 26_971, positive: 4_680 });
  expect(report.models.map(({ name, role, score }) => [name, role, score])).toEqual([
    ['late-v1', 'champion', 'late-v1_probabilities_1'],
    ['late-v2', 'challenger', 'late-v2_probabilities_1'],
  ]);
  expect(report.scored.columns.at(-1)).toBe('late-v2_minus_late-v1');
  expect(ended.stdout).toContain('late-v2 ranks better: AUC 0.8873 for late-v2, 0.8801 for late-v1');
}, 60_000);

test('without labels tells agreement alone', async () => {
  const folder = freshFolder();
  const ended = await rowcast(folder, 'compare', flights, ...models, '--top', '10', '--json', '-o', 'out');
  const report = CompareReport.parse(JSON.parse(ended.stdout));
  expect(report).toEqual(reportIn(join(folder, 'out')));
  expect(report).toMatchObject({ label: null, quality: [], tests: [] });
  const swap = report.agreement[0]?.decisions?.swap;
  expect((swap?.swappedIn.weight ?? 0) + (swap?.kept.weight ?? 0)).toBe(Math.ceil(27_268 / 10));
}, 60_000);

test('ends with 1 where a limit is not kept, and still writes the report', async () => {
  const folder = freshFolder();
  const limits = ['--limit', 'spearman > 0.9', '--limit', 'swap_rate < 5%'];
  const ended = await rowcast(folder, 'compare', flights, ...models, ...limits, '--quiet', '-o', 'out');
  expect(ended.exit).toBe(1);
  expect(ended.stdout).toBe('');
  expect(ended.stderr).toContain('1 of 2 limits is not kept: "spearman > 0.9" by late-v2 (0.827');
  expect(reportIn(join(folder, 'out')).verdict).toMatchObject({
    passed: false,
    limits: [{ holds: false }, { holds: true }],
  });
}, 60_000);

test('replaces nothing unasked', async () => {
  const folder = freshFolder();
  writeFileSync(join(folder, 'report.json'), 'mine');
  const ended = await rowcast(folder, 'compare', flights, ...models, '-o', '.');
  expect(ended.exit).toBe(2);
  expect(ended.stderr).toContain('[DESTINATION_EXISTS]');
  expect(readdirSync(folder)).toEqual(['report.json']);
  expect(readFileSync(join(folder, 'report.json'), 'utf8')).toBe('mine');
}, 60_000);

test.each([
  ['auc_drop<=0.002', { figure: 'auc_drop', compare: '<=', bound: 0.002 }],
  [' swap_rate < 5% ', { figure: 'swap_rate', compare: '<', bound: 0.05 }],
  ['psi >= 1e-3', { figure: 'psi', compare: '>=', bound: 0.001 }],
])('reads the limit %s', (text, limit) => {
  expect(readLimit(text)).toMatchObject(limit);
});

test.each([
  ['auc_dorp < 1', 'The limit "auc_dorp < 1" is on "auc_dorp", which is no figure of a comparison.'],
  ['psi = 3', 'The limit "psi = 3" is not understood: expected a figure, one of < <= > >=, and a number.'],
])('refuses the limit %s', (text, message) => {
  expect(() => readLimit(text)).toThrow(message);
});
