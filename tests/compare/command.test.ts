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
const mlp = inRepository('models/late-mlp.onnx');
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
  expect(ended.stderr).toContain('1 of 2 limits not kept: "spearman > 0.9" by late-v2 (0.8279).');
  const aloud = await rowcast(folder, 'compare', flights, ...models, ...limits, '--overwrite', '-o', 'out');
  expect(aloud.stderr).toBe(ended.stderr);
  // The table of limits stands there, and the sentence is told once.
  expect(aloud.stdout).toMatch(/^spearman > 0\.9 .* 0\.8279 +not kept$/m);
  expect(aloud.stdout).not.toContain('Not passed');
  expect(reportIn(join(folder, 'out')).verdict).toMatchObject({
    passed: false,
    limits: [{ holds: false }, { holds: true }],
  });
}, 60_000);

test('compares scores that stand in a table with a model, and with each other', async () => {
  const folder = freshFolder();
  await rowcast(folder, 'score', flights, '--model', `old=${v1}`, '--prefix', 'old_', '-o', 'old.csv');
  const judged = ['--label', 'late', '--quiet', '--overwrite', '-o'];
  const mixed = ['--champion-column', 'old_probabilities_1', '--challenger', `new=${v2}`];
  expect(await rowcast(folder, 'compare', 'old.csv', ...mixed, ...judged, 'mixed')).toMatchObject({
    exit: 0,
    stderr: '',
  });
  const columns = ['--champion-column', 'old_probabilities_1', '--challenger-column', 'new_probabilities_1'];
  await rowcast(folder, 'score', 'old.csv', '--model', v2, '--prefix', 'new_', '-o', 'both.parquet');
  expect(await rowcast(folder, 'compare', 'both.parquet', ...columns, ...judged, 'columns')).toMatchObject({
    exit: 0,
    stderr: '',
  });
  expect(await rowcast(folder, 'compare', flights, ...models, ...judged, 'models')).toMatchObject({
    exit: 0,
    stderr: '',
  });
  const [a, b, c] = ['mixed', 'columns', 'models'].map((name) => reportIn(join(folder, name)));
  expect(a?.models.map(({ name, receipt }) => [name, receipt?.name])).toEqual([
    ['old_probabilities_1', undefined],
    ['new', 'new'],
  ]);
  expect(b?.rows).toEqual(c?.rows);
  // The same scores but for the last digits that a float's shortest text leaves to a double.
  expect(a?.tests[0]?.difference).toBeCloseTo(c?.tests[0]?.difference ?? 0, 9);
  expect(b?.tests[0]?.difference).toBeCloseTo(c?.tests[0]?.difference ?? 0, 9);
}, 90_000);

test.each([
  [['--champion', v1], `Of models to compare there is "${v1}" alone: expected a champion and at least one challenger.`],
  [['--challenger', v1], 'No champion is given.'],
  [
    ['--champion', v1, '--champion-column', 'late', '--challenger', v2],
    'Both --champion and --champion-column are given.',
  ],
  [
    ['--champion', v1, '--challenger-column', 'carrier'],
    '--challenger-column names column "carrier", which is of type text (VARCHAR): expected a column of numbers.',
  ],
  [
    ['--champion-column', 'distance', '--challenger-column', 'distance'],
    'Two of what is compared go by the name "distance": expected a name for each.',
  ],
  [
    ['--champion-column', 'distance', '--challenger-column', 'dep_delay', '--fairness', 'carrier'],
    '--fairness names column "carrier", and nothing says which rows the models select.',
  ],
  [
    [...models, '--cost', 'fp=1,fn=20'],
    '--cost says what wrong decisions cost, and nothing says which decisions are wrong: expected --label.',
  ],
  [
    [...models, '--label', 'late', '--segment', 'carrier', '--segment', 'Late'],
    '--segment names column "Late", which is the outcome: groups of one outcome cannot tell how good a model is.',
  ],
  [
    [...models, '--label', 'late', '--fairness', 'late'],
    '--fairness names column "late", which is the outcome: groups of one outcome cannot tell how good a model is.',
  ],
  [
    [...models, '--label', 'late', '--find-segments', '--weight', 'seats'],
    '--find-segments is given together with --weight, and segments are not found among rows that are weighted.',
  ],
  [
    [...models, '--top', '10', '--threshold', '0.5'],
    'Both a threshold and a top percent are given: expected one of them.',
  ],
  [
    [...models, '--label', 'carrier'],
    'No label in column "carrier" is "1": it holds "UA", "EV", "B6", "DL", "AA" and 11 more.',
  ],
  [
    ['--champion', `one=${mlp}`, '--challenger', `two=${mlp}`, '--label', 'carrier'],
    'Label "carrier" is of type text (VARCHAR), and the models do not say which of its values they give the probability of.',
  ],
  [
    [...models, '--label', 'carrier', '--positive', 'XX'],
    'No label in column "carrier" is "XX": it holds "UA", "EV", "B6", "DL", "AA" and 11 more.',
  ],
  [[...models, '--label', 'weekday'], 'Label "weekday" holds 2: expected 1 and 0, or true and false.'],
  [
    [...models, '--score', 'late-v2=probabilities_2'],
    'The score of model "late-v2" is said to be "probabilities_2", which it does not give.',
  ],
])(
  'refuses %j',
  async (words, message) => {
    const folder = freshFolder();
    const ended = await rowcast(folder, 'compare', flights, ...words, '-o', 'out');
    expect(ended).toMatchObject({ exit: 2, stdout: '' });
    expect(ended.stderr).toContain(`rowcast: ${message} [INVALID_ARGUMENT]`);
    expect(readdirSync(folder)).toEqual([]);
  },
  60_000,
);

test('replaces nothing unasked', async () => {
  const folder = freshFolder();
  writeFileSync(join(folder, 'report.json'), 'mine');
  const ended = await rowcast(folder, 'compare', flights, ...models, '-o', '.');
  expect(ended.exit).toBe(2);
  expect(ended.stderr).toBe(
    'rowcast: The output "report.json" is there already and was left as it is. [DESTINATION_EXISTS]\n  Pass --overwrite to replace it, or name another folder.\n',
  );
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
  ['agreement >= 99', 'The limit "agreement >= 99" holds for none or for all: "agreement" is never beyond 1.'],
  ['psi <= 1e999', 'The limit "psi <= 1e999" holds for none or for all: "psi" is never beyond what a number can be.'],
  ['psi = 3', 'The limit "psi = 3" is not understood: expected a figure, one of < <= > >=, and a number.'],
])('refuses the limit %s', (text, message) => {
  expect(() => readLimit(text)).toThrow(message);
});

test('takes a segment that is named twice once', async () => {
  const folder = freshFolder();
  const segments = ['--segment', 'origin', '--segment', 'Origin'];
  const asked = ['compare', flights, ...models, '--label', 'late', '-o', 'out', ...segments, '--fairness', 'origin'];
  expect(await rowcast(folder, ...asked, '--fairness', 'origin')).toMatchObject({ exit: 0, stderr: '' });
  const report = reportIn(join(folder, 'out'));
  expect(report.segments.map(({ column }) => column)).toEqual(['origin']);
  expect(report.fairness.map(({ column }) => column)).toEqual(['origin']);
});

test('takes the outcome as the file spells it, and says that nothing counts', async () => {
  const folder = freshFolder();
  const [header = '', ...lines] = readFileSync(inRepository('models/data/flights.csv'), 'utf8').split('\n', 2001);
  const answers = lines.map((line, at) => `${line},${at % 3 === 0 ? 'Yes' : 'No'},0`);
  writeFileSync(join(folder, 't.csv'), [`${header},bought,nothing`, ...answers, ''].join('\n'));
  const asked = ['compare', 't.csv', ...models, '--label', 'bought', '--positive', 'Yes', '-o', 'out'];
  expect(await rowcast(folder, ...asked)).toMatchObject({ exit: 0, stderr: '' });
  const report = reportIn(join(folder, 'out'));
  expect(report).toMatchObject({ label: { positive: 'Yes' }, rows: { judged: 2000, positive: 667 } });
  const ended = await rowcast(folder, ...asked, '--weight', 'nothing', '--overwrite');
  expect(ended.stdout).toContain(
    '• There was nothing to compare: no row has a score of each model and a weight above 0.\n',
  );
});

test('cuts minutes and probabilities at no common threshold, and says which model gives which', async () => {
  const folder = freshFolder();
  const unlike = ['--champion', inRepository('models/arrival-delay.onnx'), '--challenger', v1];
  const ended = await rowcast(folder, 'compare', flights, ...unlike, '--label', 'late', '-o', 'out');
  expect(ended).toMatchObject({
    exit: 0,
    stderr:
      'warning: The scores of "late-v1" lie between 0 and 1 as probabilities do, but those of "arrival-delay" go from -33.97 to 642.2. A threshold of 0.5 would not mean the same to all, so what they select was not compared. Let each select the same share of the rows (top percent), or say a threshold.\n',
  });
  expect(reportIn(join(folder, 'out')).agreement[0]?.decisions).toBeNull();
  const said = await rowcast(folder, 'compare', flights, ...unlike, '--threshold', '0.6', '-o', 'said');
  expect(said).toMatchObject({
    exit: 0,
    stderr:
      'warning: The scores of "late-v1" lie between 0 and 1 as probabilities do, but those of "arrival-delay" go from -33.97 to 642.2. A threshold of 0.6 does not mean the same to all, so what they select is hard to compare. Let each select the same share of the rows (top percent).\n',
  });
  expect(reportIn(join(folder, 'said')).agreement[0]?.decisions?.championThreshold).toBe(0.6);
  const top = await rowcast(folder, 'compare', flights, ...unlike, '--top', '10', '--quiet', '-o', 'top');
  expect(top).toMatchObject({ exit: 0, stderr: '' });
  expect(reportIn(join(folder, 'top')).agreement[0]?.decisions?.swap.kept.rows).toBeGreaterThan(2_000);
}, 60_000);

test('says where models are fed otherwise, where that can change a score', async () => {
  const folder = freshFolder();
  const said = [
    '--missing',
    'late-v1.dep_delay:0',
    '--missing',
    'late-v1.distance:0',
    '--bind',
    'late-v2.hour:=hour + 0',
  ];
  const both = ['--champion', v1, '--challenger', v2, ...said];
  const { stderr } = await rowcast(folder, 'compare', flights, ...both, '-o', 'out');
  const fills =
    'late-v2 takes missing values as NaN, and late-v1 as 0, in dep_delay (233 missing). Some of what differs may come of that.';
  expect(stderr).toContain(`warning: ${fills}\n`);
  expect(readFileSync(join(folder, 'out', 'report.html'), 'utf8')).toContain(`<p class="warning">${fills}</p>`);
  expect(stderr).toContain('warning: late-v2 is fed (("hour" + 0)) as hour, and late-v1 hour. Some of what');
  expect(stderr).not.toContain('distance');
}, 60_000);

test('is written as a job file with its limits, which `rowcast run` carries out from anywhere', async () => {
  const folder = freshFolder();
  const said = [
    '--label',
    'late',
    '--top',
    '10',
    '--cost',
    'fp=1,fn=5',
    '--limit',
    'spearman > 0.9',
    '--limit',
    'psi < 1',
  ];
  const first = await rowcast(
    folder,
    'compare',
    flights,
    ...models,
    ...said,
    '--save-job',
    'job.yaml',
    '--quiet',
    '-o',
    'out',
  );
  expect(first.exit).toBe(1);
  const yaml = readFileSync(join(folder, 'job.yaml'), 'utf8');
  expect(yaml).toContain('limits:\n  - spearman > 0.9\n  - psi < 1\nfolder: out\n');
  const again = await rowcast(join(folder, '..'), 'run', join(folder, 'job.yaml'), '--overwrite');
  expect(again.exit).toBe(1);
  expect(again.stdout).toContain('late-v2 ranks better');
  expect(again.stderr).toContain('1 of 2 limits not kept: "spearman > 0.9" by late-v2');
  writeFileSync(
    join(folder, 'kept.yaml'),
    yaml.replace('  - spearman > 0.9\n', '').replace('folder: out', 'folder: kept'),
  );
  expect(await rowcast(folder, 'run', 'kept.yaml', '--quiet')).toMatchObject({ exit: 0, stdout: '', stderr: '' });
  const report = reportIn(join(folder, 'kept'));
  expect(report.verdict).toMatchObject({ passed: true, limits: [{ limit: 'psi < 1', holds: true }] });
  expect(report.quality).toEqual(reportIn(join(folder, 'out')).quality);
}, 90_000);

test.each([
  ['limits: psi < 1', 'Job file "job.yaml", line 3: "limits" is "psi < 1": expected a list.'],
  ['limits: [psy < 1]', 'The limit "psy < 1" is on "psy", which is no figure of a comparison.'],
  ['challenger: b.onnx', 'Job file "job.yaml", line 3: "challenger" is no key of a job file: expected '],
])(
  'refuses a job file with %s',
  async (line, message) => {
    const folder = freshFolder();
    writeFileSync(
      join(folder, 'job.yaml'),
      `source: { paths: [${flights}] }\nmodels: [{ path: ${v1} }, { path: ${v2} }]\n${line}\nfolder: out\n`,
    );
    const ended = await rowcast(folder, 'run', 'job.yaml');
    expect(ended).toMatchObject({ exit: 2, stdout: '' });
    expect(ended.stderr).toContain(message);
    expect(readdirSync(folder)).toEqual(['job.yaml']);
  },
  60_000,
);

test('knows no dry run of a comparison', async () => {
  const folder = freshFolder();
  writeFileSync(join(folder, 'job.yaml'), `source: { paths: [${flights}] }\nfolder: out\n`);
  const ended = await rowcast(folder, 'run', 'job.yaml', '--dry-run');
  expect(ended.stderr).toContain('The job file is a comparison, which knows no --dry-run. [INVALID_ARGUMENT]');
}, 60_000);

test('compares one model with itself, run in two ways', async () => {
  const folder = freshFolder();
  const twice = ['--champion', v2, '--challenger', v2, '--trees', 'fast', '--challenger-trees', 'runtime'];
  const ended = await rowcast(
    folder,
    'compare',
    flights,
    ...twice,
    '--limit',
    'largest_difference <= 0',
    '--quiet',
    '-o',
    'out',
  );
  expect(ended).toMatchObject({ exit: 0, stderr: '' });
  const saved = await rowcast(folder, 'compare', flights, ...twice, '--save-job', 'job.yaml', '--quiet', '-o', 'again');
  expect(saved.exit).toBe(0);
  expect(readFileSync(join(folder, 'job.yaml'), 'utf8').match(/^ +trees: runtime$/gm)).toHaveLength(1);
  const wrong = await rowcast(folder, 'compare', flights, ...twice.slice(0, -1), 'quick', '-o', 'wrong');
  expect(wrong.stderr).toContain(
    '--challenger-trees is given "quick": expected one of auto, fast, runtime. [INVALID_ARGUMENT]',
  );
  const report = reportIn(join(folder, 'out'));
  expect(report.models.map(({ name, receipt }) => [name, receipt?.trees?.asked, receipt?.trees?.ran])).toEqual([
    ['champion', 'fast', 'fast'],
    ['challenger', 'runtime', 'runtime'],
  ]);
  expect(report.agreement[0]).toMatchObject({ largestDifference: 0, decisions: { swapRate: 0 } });
}, 60_000);
