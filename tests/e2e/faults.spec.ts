/** Whatever of the manifest can go wrong in a window stands there in the same words as on the command line. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { jobFromWords } from '../../cli/commands/score.ts';
import { RowcastError, type ErrorCode, type Job } from '../../contract/index.ts';
import { readManifest } from '../support/manifest.ts';
import { makeFiles } from '../support/recipes.ts';
import { expect, test } from './app.ts';
import { cellsOf, openPath } from './grid.ts';

interface Failing {
  name: string;
  words: string[];
  files: Parameters<typeof makeFiles>[2];
  code: ErrorCode;
  message: string;
}

/**
 * What a window prevents instead of failing: inputs that nothing feeds, or not as many columns as they take, are asked for one by one;
 * a file that is there is asked about; the format is chosen from a list.
 */
const prevented = new Set<ErrorCode>([
  'FEATURE_UNBOUND',
  'FEATURE_NAMES_NEEDED',
  'BINDING_AMBIGUOUS',
  'ARGUMENT_COUNT',
  'COLUMN_NOT_FOUND',
  'INVALID_ARGUMENT',
  'DESTINATION_EXISTS',
  'DESTINATION_FORMAT_UNKNOWN',
]);

/** Cases of `score` whose fault is not about the words of a command line. */
const failing = readManifest().flatMap(({ name, arguments: [command, ...words], files, expect: expected }): Failing[] =>
  command === 'score' && 'code' in expected && !prevented.has(expected.code) && !words.includes('--receipt')
    ? [{ name, words, files, code: expected.code, message: expected.message }]
    : [],
);

test('each fault of the manifest is shown, with a button to copy it', async ({ app }) => {
  test.setTimeout(1_200_000);
  await app.start();
  await cellsOf(app.page, 1).first().waitFor();
  const notShown: string[] = [];
  let shown = 0;
  for (const [at, one] of failing.entries()) {
    const folder = app.path(`case-${at}`);
    mkdirSync(folder);
    await makeFiles(app.tables, folder, one.files);
    const job = jobIn(folder, one.words);
    // To a path without an ending of a table the window adds one, so that it names another file.
    if (job === undefined || !/\.(csv|tsv|parquet|ndjson|arrow)(\.gz)?$/.test(job.destination.path)) continue;
    writeFileSync(join(folder, 'job.yaml'), JSON.stringify(job));
    await openPath(app.page, join(folder, 'job.yaml'));
    const seen = await faultsShown(app.page, folder, one.message);
    if (seen.includes(one.message)) shown += 1;
    else notShown.push(`${one.name}\n  expected ${one.message}\n  shown    ${seen.join('\n           ') || 'nothing'}`);
  }
  expect(notShown.join('\n')).toBe('');
  expect(shown).toBeGreaterThan(50);
});

/** Undefined where the words mean no job, so that the fault is the command line's own. */
function jobIn(folder: string, words: readonly string[]): Job | undefined {
  const before = process.cwd();
  process.chdir(folder);
  try {
    return jobFromWords(words);
  } catch (error) {
    if (error instanceof RowcastError) return undefined;
    throw error;
  } finally {
    process.chdir(before);
  }
}

/** What the window says: at once, behind "Show", or when the job is run. Paths as they were written. */
async function faultsShown(page: Page, folder: string, message: string): Promise<string[]> {
  const replace = page.getByRole('button', { name: 'Replace', exact: true });
  const until = async (timeoutMs: number) => {
    const last = performance.now() + timeoutMs;
    let seen = await said(page, folder);
    while (!seen.includes(message) && performance.now() < last) {
      await page.waitForTimeout(50);
      if (await replace.isVisible()) await replace.click();
      seen = await said(page, folder);
    }
    return seen;
  };
  let seen = await until(1000);
  const show = page.getByRole('button', { name: 'Show', exact: true }).first();
  if (!seen.includes(message) && (await show.isVisible())) {
    await show.click();
    seen = await until(2000);
    if (!seen.includes(message)) await page.keyboard.press('Escape');
  }
  if (seen.includes(message)) return seen;
  await page.keyboard.press('ControlOrMeta+Enter');
  return until(5000);
}

/** The paragraphs of the window that a fault may stand in. */
async function said(page: Page, folder: string): Promise<string[]> {
  const texts = await page.locator('[role="alert"] p, section p').allTextContents();
  return texts.map((text) => text.replaceAll(`${folder}/`, '').replaceAll(folder, '.'));
}
