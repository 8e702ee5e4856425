/** What a person meets who starts Rowcast for the first time: one press from predictions. */
import { readdirSync } from 'node:fs';
import { inRepository } from '../engine/repository.ts';
import { expect, test } from './app.ts';
import { cellsOf, grid } from './grid.ts';
import { outputField, score } from './scoring.ts';

test('shows the sample, ready to be scored by one press', async ({ app }) => {
  await app.start();
  await expect(cellsOf(app.page, 1).first()).toBeVisible();
  await expect(grid(app.page)).toHaveAttribute('aria-rowcount', '27269');
  for (const model of ['late-v1', 'late-v2'])
    await expect(app.page.getByRole('textbox', { name: `Name of model ${model}.onnx` })).toBeVisible();

  const scored = app.path('scored.parquet');
  await outputField(app.page).fill(scored);
  await score(app.page);
  await expect(app.page.getByRole('heading', { name: /^27,268 rows scored in/ })).toBeVisible();
  expect(readdirSync(app.folder)).toEqual(['scored.parquet']);
  const [differing] = await app.tables.rows(
    `SELECT count(*) AS n FROM (SELECT row_number() OVER () AS r, * FROM '${scored}') s
     JOIN (SELECT row_number() OVER () AS r, * FROM '${inRepository('models/expected/late-v1.parquet')}') e USING (r)
     WHERE abs(s."late-v1_probabilities_1" - e.probabilities_1) > 1e-5`,
  );
  expect(Number(differing?.['n'])).toBe(0);
});
