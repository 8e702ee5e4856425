/** What the pictures of models that give numbers say, and that the report draws them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { liftTitle, residualTitle, type DoubleLift, type Residual } from '../../contract/index.ts';
import { html } from '../../engine/compare/page/markup.ts';
import { freshFolder } from '../engine/fresh-folder.ts';
import { Tables } from '../engine/tables.ts';
import { inRepository } from '../engine/repository.ts';
import { rowcast } from '../support/rowcast-command.ts';

const residual = (meanScore: number, mean: number): Residual => ({
  tenth: 1,
  rows: 1,
  weight: 1,
  meanScore,
  mean,
  low: mean,
  high: mean,
});

test.each([
  [[residual(1, 2), residual(30, -5)], 'm is furthest off where it predicts about 30: 5 too low on average'],
  [[residual(1, 2), residual(30, 0)], 'm is furthest off where it predicts about 1: 2 too high on average'],
  [[residual(1, 0)], 'm is right on average, whatever it predicts'],
])('a model is furthest off where its mean error is largest', (residuals, title) => {
  expect(residualTitle('m', residuals, String)).toBe(title);
});

/** Of tenths in which the mean label is 0. */
function lift(...means: [champion: number, challenger: number][]): DoubleLift {
  const tenths = means.map(([meanChampion, meanChallenger], at) => ({
    tenth: at + 1,
    rows: 1,
    weight: 1,
    from: 0,
    to: 0,
    meanLabel: 0,
    meanChampion,
    meanChallenger,
  }));
  return { by: 'difference', tenths };
}

test.each([
  [lift([1, -2], [3, 2], [3, 1]), 'new is nearer to y than old in 2 of 3 tenths of the rows'],
  [lift([1, -2], [3, 3], [-3, 4]), 'old is nearer to y than new in 2 of 3 tenths of the rows'],
  [lift([1, 2], [2, 1], [5, 5]), 'new and old are each nearer to y in 1 of 3 tenths of the rows'],
])('a model is nearer where its mean is', (found, title) => {
  expect(liftTitle({ champion: 'old', challenger: 'new' }, found, 'y')).toBe(title);
});

test('the report draws them', async () => {
  const folder = freshFolder();
  const tables = new Tables();
  await tables.open();
  await tables.run(
    `COPY (FROM '${inRepository('models/data/flights.parquet')}' POSITIONAL JOIN '${inRepository('models/expected/arrival-delay.parquet')}')
     TO '${join(folder, 'delays.parquet')}'`,
  );
  tables.close();
  const columns = ['--champion-column', 'dep_delay', '--challenger-column', 'predicted_delay'];
  const ended = await rowcast(folder, 'compare', 'delays.parquet', ...columns, '--label', 'arr_delay', '-o', 'out');
  expect(ended).toMatchObject({ exit: 0, stderr: '' });
  const page = readFileSync(join(folder, 'out', 'report.html'), 'utf8');
  for (const title of [
    'dep_delay is furthest off where it predicts about −2: 5.84 too high on average',
    'predicted_delay is furthest off where it predicts about −18.54: 5.25 too low on average',
    'predicted_delay is nearer to arr_delay than dep_delay in 8 of 10 tenths of the rows',
  ])
    expect(page).toContain(html`<figcaption>${title}</figcaption>`.markup);
  expect(page.match(/<figure>/g)).toHaveLength(4);
}, 60_000);
