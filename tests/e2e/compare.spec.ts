/** Which of two models to use: compared, followed along the threshold, looked at row by row, and taken along. */
import { copyFileSync, readdirSync, readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { inRepository } from '../engine/repository.ts';
import { expect, test, type App } from './app.ts';
import { loadAxe, looksWell } from './looks-well.ts';

/** Of the rows that a cell says it stands for. */
function countOf(label: string | null): number {
  return Number(/^[\d,]+/.exec(label ?? '')?.[0].replaceAll(',', ''));
}

async function startWithModels(app: App): Promise<void> {
  copyFileSync(inRepository('models/data/flights.parquet'), app.path('flights.parquet'));
  for (const name of ['late-v1.onnx', 'late-v2.onnx']) copyFileSync(inRepository(`models/${name}`), app.path(name));
  await app.start('flights.parquet', 'late-v1.onnx', 'late-v2.onnx');
  await expect(app.page.getByText('late-v2: all 17 inputs are fed.')).toBeVisible();
  await app.page.keyboard.press('ControlOrMeta+Shift+e');
  await pick(app.page, 'Column with the outcome', 'late');
}

async function pick(page: Page, list: string | RegExp, option: string): Promise<void> {
  await page.getByRole('combobox', { name: list }).fill(option);
  await page.getByRole('option', { name: option, exact: true }).click();
}

async function compare(page: Page): Promise<void> {
  await page.keyboard.press('ControlOrMeta+Shift+Enter');
  await expect(page.getByRole('heading', { level: 2, name: /^late-v2 ranks better/ })).toBeVisible({ timeout: 60_000 });
}

/** The window's own file browser begins in the test's folder. */
async function saveIn(app: App, ask: () => Promise<void>): Promise<void> {
  if (app.shell.name === 'desktop') return app.shell.choose([app.folder], ask);
  await ask();
  await app.page.getByRole('button', { name: 'Choose this folder' }).click();
}

async function openComparison(page: Page): Promise<void> {
  await expect(page.getByText('27,268 rows').first()).toBeVisible();
  // The action comes with the second script, after the first rows.
  await expect(async () => {
    await page.keyboard.press('ControlOrMeta+Shift+e');
    await expect(page.getByRole('region', { name: 'Compare' })).toBeVisible({ timeout: 1000 });
  }).toPass();
}

test('tells which model is better, follows the threshold and shows the rows behind a figure', async ({ app }) => {
  test.setTimeout(120_000);
  await startWithModels(app);
  const { page } = app;
  await compare(page);
  const count = 'count(*)::INT';
  await expect(page.getByText(/late-v2 alone selects 280 rows \(37\.6 % came true\)/)).toBeVisible();

  // Both are trees: what makes them differ is told too.
  await expect(page.getByRole('rowheader', { name: 'selected by late-v2 alone, on average' })).toBeVisible();

  // By the keyboard: each press is one cut.
  const slider = page.getByRole('slider', { name: 'Score from which on rows are selected' });
  await slider.focus();
  const pictures = page.getByRole('region', { name: 'Pictures' }).getByRole('img');
  await expect(pictures).toHaveCount(5);
  await pictures.evaluateAll((drawn) => drawn.forEach((picture) => picture.setAttribute('data-drawn-before', '')));
  await page.keyboard.press('ArrowRight');
  await expect(slider).toHaveAttribute('aria-valuetext', '0.501');
  // Marks move; what takes long to draw stays.
  await expect(page.locator('[data-drawn-before]')).toHaveCount(5);
  const score = page.getByRole('textbox', { name: 'Score', exact: true });
  await score.fill('-1');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/^Scores go from 0\.\d+ to [\d.]+: −1 would select every row\.$/)).toBeVisible();
  await expect(score).toHaveValue('-1');
  await expect(slider).toHaveAttribute('aria-valuetext', '0.501');
  await score.fill('0,3');
  await page.keyboard.press('Enter');
  await expect(slider).toHaveAttribute('aria-valuetext', '0.3');
  await expect(score).toHaveValue('0.3');
  await expect(page.getByText(/^At 0\.3, late-v2 decides \d/)).toBeVisible();

  const cell = page.getByRole('button', { name: /selected by late-v1 alone/ });
  const told = countOf((await cell.getAttribute('aria-label')) ?? (await cell.textContent()));
  await cell.click();
  await expect(page.getByText(`${told.toLocaleString('en')} of 27,268 rows`)).toBeVisible();
  await app.shell.choose([app.path('rows.parquet')], () => page.getByRole('button', { name: 'Export rows …' }).click());
  await expect(page.getByText(`${told.toLocaleString('en')} rows written to rows.parquet.`)).toBeVisible();
  const rows = `FROM '${app.path('rows.parquet')}'`;
  expect(await app.tables.cell(`SELECT ${count} ${rows}`)).toBe(told);
  const here = `"late-v1_probabilities_1" >= 0.3 AND "late-v2_probabilities_1" < 0.3`;
  expect(await app.tables.cell(`SELECT ${count} ${rows} WHERE ${here}`)).toBe(told);

  await page.getByRole('button', { name: 'Back to the comparison' }).click();
  await saveIn(app, () => page.getByRole('button', { name: 'Save report …' }).click());
  const saved = app.path('flights-comparison');
  await expect(page.getByText('The report, its figures and the scored table are in')).toBeVisible();
  expect(readdirSync(saved).toSorted()).toEqual(['report.html', 'report.json', 'scored.parquet']);
  const html = readFileSync(`${saved}/report.html`, 'utf8');
  expect(html).toContain('late-v2 ranks better');
  expect(html).toContain('From a score of 0.3 on, late-v2 and late-v1 decide the same');
  expect(html).not.toContain('From a score of 0.5');
});

test('every cell and bar opens its rows, by keys too', async ({ app }) => {
  test.setTimeout(120_000);
  await startWithModels(app);
  const { page } = app;
  await compare(page);
  for (const name of [
    /selected by late-v2 that came true/,
    /not selected by late-v1 that did not/,
    /in tenth 10 by late-v1 and tenth 9/,
  ]) {
    const cell = page.getByRole('button', { name }).first();
    const told = countOf((await cell.getAttribute('aria-label')) ?? (await cell.textContent()));
    await cell.focus();
    await page.keyboard.press('Enter');
    await expect(page.getByText(`${told.toLocaleString('en')} of 27,268 rows`)).toBeVisible();
    await page.getByRole('button', { name: 'Back to the comparison' }).click();
  }
  await page.getByText('As a table').first().click();
  await page
    .getByRole('button', { name: /with a score of late-v2 from/ })
    .nth(20)
    .click();
  await expect(page.getByText(/^\d+ of 27,268 rows$/)).toBeVisible();
  await page.getByRole('button', { name: 'Back to flights.parquet' }).click();
  await expect(page.getByText('27,268 rows', { exact: true })).toBeVisible();
});

test('axe finds nothing serious on the page, light or dark', async ({ app }) => {
  test.setTimeout(180_000);
  await startWithModels(app);
  const { page } = app;
  await loadAxe(page);
  await looksWell(page, 'the choices');
  await compare(page);
  await page.getByRole('img').first().waitFor();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await looksWell(page, `${colorScheme}: what was found`);
  }
  await page.getByRole('button', { name: 'Compare otherwise …' }).click();
  await looksWell(page, 'dark: the choices');
});

test('holds a model against scores that stand in the table, and says why it cannot', async ({ app }) => {
  const score = `least(greatest(coalesce(dep_delay, 0), 0) / 60.0, 1) AS old_score`;
  await app.tables.run(
    `COPY (SELECT *, ${score} FROM '${inRepository('models/data/flights.parquet')}') TO '${app.path('scored-before.parquet')}'`,
  );
  copyFileSync(inRepository('models/late-v2.onnx'), app.path('late-v2.onnx'));
  await app.start('scored-before.parquet', 'late-v2.onnx');
  const { page } = app;
  await expect(page.getByText('late-v2: all 17 inputs are fed.')).toBeVisible();
  await page.keyboard.press('ControlOrMeta+Shift+e');
  await expect(page.getByText('Pick a second model, or a column of scores, to hold it against.')).toBeVisible();
  await pick(page, /^Champion/, 'old_score');
  await pick(page, 'Column with the outcome', 'distance');
  await page.keyboard.press('ControlOrMeta+Shift+Enter');
  await expect(page.getByRole('alert')).toContainText('Label "distance" holds');
  await pick(page, 'Column with the outcome', 'late');
  await page.keyboard.press('ControlOrMeta+Shift+Enter');
  await expect(page.getByRole('heading', { level: 2, name: /late-v2 .* better/ })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('columnheader', { name: 'old_score' }).first()).toBeVisible();
});

test('leaves nothing when it is cancelled, and says what it needs', async ({ app }) => {
  await startWithModels(app);
  const { page } = app;
  await page.keyboard.press('ControlOrMeta+Shift+Enter');
  await expect(page.getByRole('region', { name: 'Comparing' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByText('The comparison was cancelled. Nothing of it was kept.')).toBeVisible();
  await page.getByRole('checkbox', { name: 'late-v2' }).uncheck();
  await expect(page.getByText('Pick a second model, or a column of scores, to hold it against.')).toBeVisible();
});

test('offers the outcomes that stand in the column, and speaks of the table that was compared', async ({ app }) => {
  test.setTimeout(120_000);
  await app.tables.run(
    `COPY (SELECT * EXCLUDE late, CASE WHEN late THEN 'ja' WHEN NOT late THEN 'nein' END AS late
           FROM '${inRepository('models/data/flights.parquet')}') TO '${app.path('flights.parquet')}'`,
  );
  for (const name of ['late-v1.onnx', 'late-v2.onnx']) copyFileSync(inRepository(`models/${name}`), app.path(name));
  await app.start('flights.parquet', 'late-v1.onnx', 'late-v2.onnx');
  const { page } = app;
  await expect(page.getByText('late-v2: all 17 inputs are fed.')).toBeVisible();
  await page.keyboard.press('ControlOrMeta+Shift+e');
  await pick(page, 'Column with the outcome', 'late');
  const outcome = page.getByRole('combobox', { name: 'Outcome that the score is the probability of' });
  await expect(outcome).toHaveValue(/^ja \([\d,]+ rows\)$/);
  await compare(page);

  // Back from its rows, all the window speaks of the table that was compared, and a second comparison takes nothing away.
  await page.getByRole('button', { name: /selected by late-v1 alone/ }).click();
  await expect(page.getByText(/^[\d,]+ of 27,268 rows$/)).toBeVisible();
  await page.getByRole('button', { name: 'Back to the comparison' }).click();
  await expect(page.getByText('27,268 rows', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Compare otherwise …' }).click();
  await expect(outcome).toHaveValue(/^ja/);
  await compare(page);
  await expect(page.getByText(/moved|changed/)).toHaveCount(0);

  // Another table beside it is said, with the way back.
  copyFileSync(inRepository('models/data/flights.parquet'), app.path('others.parquet'));
  await app.open(app.path('others.parquet'));
  await expect(page.getByText('others.parquet').first()).toBeVisible();
  await page.keyboard.press('ControlOrMeta+Shift+e');
  await expect(page.getByText('The table that is open is others.parquet')).toBeVisible();
  await page.getByRole('button', { name: 'Open flights.parquet' }).click();
  await expect(page.getByText('The table that is open is others.parquet')).toHaveCount(0);
});

test('holds limits and costs against the challenger, at the cut that is looked at', async ({ app }) => {
  test.setTimeout(120_000);
  await startWithModels(app);
  const { page } = app;
  await page.getByRole('button', { name: 'Say what decisions cost' }).click();
  await page.getByRole('textbox', { name: 'A row selected, and did not come true' }).fill('1');
  await page.getByRole('textbox', { name: 'A row not selected, and came true' }).fill('x');
  await expect(page.getByText('This is no number.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Compare', exact: false }).last()).toBeDisabled();
  await page.getByRole('textbox', { name: 'A row not selected, and came true' }).fill('20');
  await page.getByRole('button', { name: 'Add a limit' }).click();
  await page.getByRole('button', { name: 'Add a limit' }).click();
  await page.getByRole('combobox', { name: 'Figure' }).last().selectOption('rows that change hands');
  await page.getByRole('textbox', { name: 'Bound' }).last().fill('2%');
  await page.keyboard.press('ControlOrMeta+Shift+Enter');
  await expect(page.getByText('Passed: every limit is kept', { exact: true })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('rowheader', { name: 'rows that change hands at most 2%, at 0.5' })).toBeVisible();
  await expect(page.getByText(/^Lowest cost: late-v1 [\d,]+ at 0\.\d+, late-v2 [\d,]+ at 0\.\d+$/)).toBeVisible();

  const score = page.getByRole('textbox', { name: 'Score', exact: true });
  await score.fill('0.1');
  await page.keyboard.press('Enter');
  await expect(score).toBeFocused();
  await page.getByRole('button', { name: 'Tell limits at 0.1' }).click();
  await expect(page.getByText('Not passed: 1 of 2 limits not kept', { exact: true })).toBeVisible();
  await expect(
    page.getByRole('row', { name: /^rows that change hands at most 2%, at 0\.1 .* not kept$/ }),
  ).toBeVisible();
  const cost = page.getByRole('row', { name: /^cost / });
  const told = (await cost.textContent())?.replaceAll(',', '');
  const wrong = (column: string) =>
    `CAST(sum(CASE WHEN "${column}_probabilities_1" >= 0.1 AND NOT late THEN 1 WHEN "${column}_probabilities_1" < 0.1 AND late THEN 20 ELSE 0 END) AS INT)`;
  await saveIn(app, () => page.getByRole('button', { name: 'Save report …' }).click());
  const saved = app.path('flights-comparison');
  await expect(page.getByText('The report, its figures and the scored table are in')).toBeVisible();
  const from = `FROM '${saved}/scored.parquet'`;
  const [own, other] = [
    await app.tables.cell(`SELECT ${wrong('late-v1')} ${from}`),
    await app.tables.cell(`SELECT ${wrong('late-v2')} ${from}`),
  ];
  expect(told).toBe(`cost${String(own)}${String(other)}`);
});

test('holds scores of a second file against those of the open one, by key', async ({ app }) => {
  test.setTimeout(120_000);
  const from = `FROM (SELECT row_number() OVER () AS id, late, dep_delay, distance FROM '${inRepository('models/data/flights.parquet')}')`;
  const score = (by: string) => `least(greatest(coalesce(${by}, 0), 0) / 60.0, 1)`;
  await app.tables.run(
    `COPY (SELECT id, late, ${score('dep_delay')} AS score ${from}) TO '${app.path('old.parquet')}'`,
  );
  await app.tables.run(
    `COPY (SELECT id, ${score('dep_delay / 2 + distance / 100')} AS score ${from} WHERE id > 100) TO '${app.path('new.parquet')}'`,
  );
  await app.start('old.parquet');
  const { page } = app;
  await openComparison(page);
  await pick(page, /^Champion/, 'score');
  await pick(page, 'Column with the outcome', 'late');
  await app.shell.choose([app.path('new.parquet')], () => page.getByRole('button', { name: 'Choose a file' }).click());
  await pick(page, 'Key: what tells rows apart in both', 'id');
  await page.keyboard.press('Tab');
  await pick(page, 'Scores in it that are challengers', 'score');
  await page.keyboard.press('ControlOrMeta+Shift+Enter');
  await expect(page.getByText(/^27,168 rows of old\.parquet, new\.parquet/)).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('columnheader', { name: 'new_score' }).first()).toBeVisible();
  await expect(page.getByRole('note').filter({ hasText: '100 rows of 27,268' })).toBeVisible();
});

test('tells of models with several classes, class by class', async ({ app }) => {
  test.setTimeout(120_000);
  copyFileSync(inRepository('models/matrix/rows.parquet'), app.path('rows.parquet'));
  for (const name of ['cat', 'xgb'])
    copyFileSync(inRepository(`models/matrix/models/${name}-multiclass.onnx`), app.path(`${name}.onnx`));
  await app.start('rows.parquet', 'cat.onnx', 'xgb.onnx');
  const { page } = app;
  await expect(page.getByText(/^xgb: all \d+ inputs are fed\.$/)).toBeVisible();
  await page.keyboard.press('ControlOrMeta+Shift+e');
  await pick(page, 'Column with the outcome', 'weekday');
  await pick(page, /^Segments:/, 'origin');
  await page.keyboard.press('Escape');
  await page.keyboard.press('ControlOrMeta+Shift+Enter');
  await expect(page.getByText(/^Rows that are given the right class: cat [\d.]+ %, xgb [\d.]+ %$/)).toBeVisible({
    timeout: 60_000,
  });
  const moved = page.getByRole('group', { name: 'Rows by the class of cat and of xgb' }).getByRole('cell');
  const counts = (await moved.allTextContents()).map((text) => Number(text.replaceAll(',', '')));
  expect(counts).toHaveLength(9);
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(538);
  const parts = page.getByRole('group', { name: 'Figures by origin' }).getByRole('row');
  await expect(parts.nth(1)).toHaveText(/^(EWR|JFK|LGA)\d+[\d.]+ %0\.\d{4}[\d.]+ %0\.\d{4}[\d.]+ %$/);
  await expect(parts).toHaveCount(4);
  await expect(page.getByRole('slider')).toHaveCount(0);
  await saveIn(app, () => page.getByRole('button', { name: 'Save report …' }).click());
  await expect(page.getByText('The report, its figures and the scored table are in')).toBeVisible();
});

test('draws how far numbers are off, and which model is nearer where two differ', async ({ app }) => {
  test.setTimeout(120_000);
  await app.tables.run(
    `COPY (FROM '${inRepository('models/data/flights.parquet')}' POSITIONAL JOIN '${inRepository('models/expected/arrival-delay.parquet')}')
     TO '${app.path('delays.parquet')}'`,
  );
  await app.start('delays.parquet');
  const { page } = app;
  await openComparison(page);
  await pick(page, /^Champion/, 'dep_delay');
  await pick(page, 'Columns of scores as challengers', 'predicted_delay');
  await page.keyboard.press('Tab');
  await pick(page, 'Column with the outcome', 'arr_delay');
  await page.keyboard.press('ControlOrMeta+Shift+Enter');
  const lift = 'predicted_delay is nearer to arr_delay than dep_delay in 8 of 10 tenths of the rows';
  await expect(page.getByRole('img', { name: lift })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('img', { name: /^dep_delay is furthest off where it predicts about −2:/ })).toBeVisible();
  await expect(page.getByRole('img', { name: /^predicted_delay is furthest off .* 5\.25 too low/ })).toBeVisible();
  const figure = page.getByRole('figure').filter({ hasText: lift });
  await figure.getByText('As a table').click();
  await expect(figure.getByRole('row')).toHaveCount(11);
});

test('finds segments and tells how alike groups are selected, chosen by keys', async ({ app }) => {
  test.setTimeout(120_000);
  await startWithModels(app);
  const { page } = app;
  const segments = page.getByRole('checkbox', { name: 'Find segments in which a challenger is worse' });
  await segments.focus();
  await page.keyboard.press('Space');
  await expect(segments).toBeChecked();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('combobox', { name: 'Fairness: how alike groups are selected, by' })).toBeFocused();
  await page.keyboard.type('origin');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await compare(page);
  await expect(
    page.getByText(/^late-v2 surely has worse probabilities .* segments that were looked at$/),
  ).toBeVisible();
  await expect(page.getByRole('group', { name: 'Segments that were found' }).getByRole('row').nth(1)).toBeVisible();
  const groups = page.getByRole('group', { name: 'How alike groups of origin are selected' });
  await expect(groups.getByRole('rowheader')).toHaveText(['EWR', 'LGA', 'JFK', 'least ÷ most']);
  const selected = `CAST(round(100 * avg(("late-v2_probabilities_1" >= 0.5)::INT), 1) AS DECIMAL(4, 1))::VARCHAR || ' %'`;
  await saveIn(app, () => page.getByRole('button', { name: 'Save report …' }).click());
  await expect(page.getByText('The report, its figures and the scored table are in')).toBeVisible();
  const scored = `'${app.path('flights-comparison')}/scored.parquet'`;
  const share = await app.tables.cell(`SELECT ${selected} FROM ${scored} WHERE origin = 'JFK'`);
  await expect(groups.getByRole('row', { name: /^JFK / }).getByRole('cell').nth(4)).toHaveText(String(share));
});
