/** What is known from a model's file to go wrong with missing values is said after the run. */
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { JobInput } from '../../contract/index.ts';
import { freshFolder } from '../engine/fresh-folder.ts';
import { useEngine } from '../engine/scoring.ts';
import { jobOf, modelPath, subjects } from './manifest.ts';

const engine = useEngine();

async function warningsOf(name: string, more: Partial<JobInput> = {}): Promise<string[]> {
  const subject = subjects.find((one) => one.name === name);
  if (subject === undefined) throw new Error(`no model ${name}`);
  const receipt = await engine.score({ ...jobOf(subject, join(freshFolder(), 'out.parquet')), ...more });
  return receipt.warnings;
}

it('warns of a forest that has lost the ways of missing values', async () => {
  expect(await warningsOf('skl-forest-on-missing')).toEqual([
    'Model "skl-forest-on-missing" holds scikit-learn trees, and its file does not say where missing values go: 582 of them went the way of large numbers, which may not be the way that was learned. An imputer in front of the trees, when training, settles it.',
  ]);
});

it('warns of missing values that an encoder has as a category of its own', async () => {
  const missing = [{ input: 'manufacturer', missing: { policy: 'value' as const, value: 'unknown' } }];
  expect(await warningsOf('skl-one-hot-none', { missing })).toEqual([
    '"manufacturer" of model "skl-one-hot-none" was fitted with missing values as a category, "None", and 74 missing values were scored as something else. --missing \'manufacturer:None\' makes them that category.',
  ]);
});

it.each(['skl-one-hot-none', 'skl-hist-boosting', 'skl-pipeline', 'skl-forest', 'lgbm-classifier', 'xgb-classifier'])(
  'warns of nothing that %s does right',
  async (name) => {
    expect(await warningsOf(name)).toEqual([]);
  },
);

it.each([
  ['skl-forest-on-missing', /scikit-learn, and the file does not say where missing values go/],
  [
    'skl-one-hot-none',
    /"manufacturer" was fitted with missing values as a category, "None": --missing 'manufacturer:None'/,
  ],
  ['lgbm-regressor', /thresholds may have been rounded to 32 bits/],
  ['quantised-while-running', /scored one by one/],
  ['torch-old-batch-1', /one row at a time/],
])('tells the risks of %s from the file alone', async (name, risk) => {
  const { risks } = await engine.methods.model.inspect({ path: modelPath(name) });
  expect(risks).toEqual([expect.stringMatching(risk)]);
});

it.each(['skl-logistic', 'skl-hist-boosting', 'skl-pipeline', 'torch-old', 'cat-classifier'])(
  'knows of no risk in %s',
  async (name) => {
    expect((await engine.methods.model.inspect({ path: modelPath(name) })).risks).toEqual([]);
  },
);
