/** The command that a comparison is copied as does the same, with names and values that a shell or the options would read otherwise. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CompareReport, type ComparisonInput } from '../../contract/index.ts';
import { comparisonCommand } from '../../renderer/features/compare/comparison-command.ts';
import { numberSql } from '../../renderer/features/compare/conditions.ts';
import { freshFolder } from '../engine/fresh-folder.ts';
import { inRepository } from '../engine/repository.ts';
import { launcher } from '../support/rowcast-command.ts';

test('is read by the shell and the command line as it was meant', () => {
  const folder = freshFolder();
  const column = `it's "late"=by`;
  const table = readFileSync(inRepository('models/data/flights.csv'), 'utf8').split('\n').slice(0, 400);
  const [header = '', ...lines] = table;
  const named = [header.replace('dep_delay', `"${column.replaceAll('"', '""')}"`), ...lines];
  writeFileSync(join(folder, 'a flight.csv'), named.join('\n'));
  for (const name of ['late-v1.onnx', 'late-v2.onnx']) copyFileSync(inRepository(`models/${name}`), join(folder, name));
  const job: ComparisonInput = {
    source: { paths: ['a flight.csv'], csv: { header: true, nullTexts: ['n/a'] }, types: { flight: 'VARCHAR' } },
    models: [
      { name: 'new one', path: 'late-v2.onnx', trees: 'runtime' },
      { path: 'late-v1.onnx', provider: 'cpu' },
    ],
    bind: ['new one', 'late-v1'].map((model) => ({ input: `${model}.dep_delay`, columns: [column] })),
    missing: [{ input: 'late-v1.dep_delay', missing: { policy: 'value', value: '-3' } }],
    where: `"distance" > 100 AND origin <> 'x y'`,
    label: 'late',
    segments: ['origin'],
    findSegments: true,
    fairness: ['carrier'],
    top: 12.5,
    resources: { threads: 1 },
  };
  const command = comparisonCommand(job, 'out $HOME');
  if (command === null) throw new Error('it is no command');
  const shell = `rowcast() { "${process.execPath}" "${launcher}" "$@"; }\n${command} --json`;
  const report = CompareReport.parse(JSON.parse(execFileSync('sh', ['-c', shell], { cwd: folder, encoding: 'utf8' })));
  expect(report.models.map(({ name }) => name)).toEqual(['new one', 'late-v1']);
  expect(report.models.map(({ receipt }) => [receipt?.provider.asked, receipt?.trees?.asked])).toEqual([
    ['auto', 'runtime'],
    ['cpu', 'auto'],
  ]);
  const fed = report.models.map(({ receipt }) => receipt?.binding.find(({ feature }) => feature === 'dep_delay'));
  expect(fed).toMatchObject([{ column }, { column }]);
  expect(command).toContain(' --missing late-v1.dep_delay:-3 ');
  expect(report.segments.map((segment) => segment.column)).toEqual(['origin']);
  expect(report.foundSegments).toMatchObject([{ challenger: 'late-v1', figure: 'brier' }]);
  expect(report.fairness).toMatchObject([{ column: 'carrier' }]);
  expect(report.agreement[0]?.decisions?.championThreshold).toBeGreaterThan(0);
  expect(report.sql).toContain('origin');
  expect(report.scored.path).toBe(join(folder, 'out $HOME', 'scored.parquet'));
}, 60_000);

test('says what runs the challengers, where two options can', () => {
  const source = { paths: ['t.csv'] };
  const command = (models: ComparisonInput['models'], more: Partial<ComparisonInput> = {}) =>
    comparisonCommand({ source, models, ...more }, 'out');
  expect(command([{ path: 'a.onnx', provider: 'webgpu' }, { path: 'b.onnx' }])).toContain(
    '--provider webgpu --challenger-provider auto',
  );
  expect(command([{ path: 'a.onnx' }, { path: 'b.onnx', trees: 'fast' }], { trees: 'runtime' })).toContain(
    '--trees runtime --challenger-trees fast',
  );
  expect(command([{ path: 'a.onnx' }, { path: 'b.onnx' }], { provider: 'cpu' })).toMatch(
    /--provider cpu --output out$/,
  );
  expect(command([{ path: 'a.onnx' }, { path: 'b.onnx', trees: 'fast' }, { path: 'c.onnx' }])).toBeNull();
  expect(command([{ path: 'b.onnx', trees: 'fast' }], { championColumn: 'old' })).toContain('--challenger-trees fast');
});

test('numbers keep their last bit', () => {
  const texts = [0.5, 0.123, -61.5, 1e21, 0.1 + 0.2, Math.fround(0.1)].map(numberSql);
  expect(texts).toEqual(['0.5', '0.123', '-61.5', '1e+21', '3.0000000000000004e-1', '1.0000000149011612e-1']);
});
