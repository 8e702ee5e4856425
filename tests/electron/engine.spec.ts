/** The engine is a process of its own: what its end does to the window, and the window's end to it. */
import type { ElectronApplication, Page } from '@playwright/test';
import { askEngine } from './ask-engine.ts';
import { expect, test } from './desktop-app.ts';

test('the engine answers from a process of its own', async ({ desktop: { page, application } }) => {
  const { processId } = await askEngine(page);
  expect(processId).toBe(await engineProcess(application));
  expect(processId).not.toBe(application.process().pid);
});

test('a killed engine is named and replaced, and the window stays', async ({ desktop: { page, application } }) => {
  const { processId } = await askEngine(page);
  await recordEnds(page);
  process.kill(processId, 'SIGKILL');
  await expect
    .poll(() => ends(page))
    .toEqual([{ reason: 'The engine was killed (SIGKILL), which happens where memory runs out.', restarting: true }]);
  const next = await askEngine(page);
  expect(next.processId).not.toBe(processId);
  expect(next.restartedAfter).toBe('The engine was killed (SIGKILL), which happens where memory runs out.');
  expect(await engineProcess(application)).toBe(next.processId);
});

test('an engine that ends again and again is not started a sixth time by itself', async ({ desktop: { page } }) => {
  await recordEnds(page);
  for (let end = 1; end <= 6; end++) {
    const { processId } = await askEngine(page);
    process.kill(processId, 'SIGSEGV');
    await expect.poll(async () => (await ends(page)).length).toBe(end);
  }
  const last = (await ends(page)).at(-1);
  expect(last).toEqual({ reason: 'The engine crashed (SIGSEGV).', restarting: false });
  expect((await askEngine(page)).restartedAfter).toBe('The engine crashed (SIGSEGV).');
});

test('a page that loads anew gets a port to the same engine', async ({ desktop: { page } }) => {
  const { processId } = await askEngine(page);
  await page.reload();
  await page.waitForFunction(() => window.rowcast !== undefined);
  expect((await askEngine(page)).processId).toBe(processId);
});

test('the engine ends with the app', async ({ desktop: { page, application } }) => {
  const { processId } = await askEngine(page);
  await application.close();
  expect(() => process.kill(processId, 0)).toThrow('ESRCH');
});

interface End {
  reason: string;
  restarting: boolean;
}

async function recordEnds(page: Page): Promise<void> {
  await page.evaluate(() => {
    const recorded: End[] = [];
    Object.assign(window, { recorded });
    window.rowcast?.onEngineEnd((end) => recorded.push(end));
  });
}

function ends(page: Page): Promise<End[]> {
  return page.evaluate(() => (window as unknown as { recorded: End[] }).recorded);
}

function engineProcess(application: ElectronApplication): Promise<number | undefined> {
  return application.evaluate(({ app }) => app.getAppMetrics().find(({ name }) => name === 'Rowcast engine')?.pid);
}
