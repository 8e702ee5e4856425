/** The engine is a process of its own: what its end does to the window, and the window's end to it. */
import { join } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import type { EngineEnd } from '../../contract/index.ts';
import { askEngine } from './ask-engine.ts';
import { expect, launchDesktop, test } from './desktop-app.ts';

test('the engine answers from a process of its own', async ({ desktop: { page, application } }) => {
  const { processId } = await askEngine(page);
  expect(processId).toBe(await engineProcess(application));
  expect(processId).not.toBe(application.process().pid);
});

test('a killed engine is named and replaced, and the window stays', async ({ desktop: { page, application } }) => {
  const { processId } = await askEngine(page);
  await recordEnds(page);
  process.kill(processId, 'SIGKILL');
  await expect.poll(() => ends(page)).toEqual([{ reason: 'signal SIGKILL', restarting: true, fault: null }]);
  const next = await askEngine(page);
  expect(next.processId).not.toBe(processId);
  expect(next.restartedAfter).toBe('signal SIGKILL');
  expect(await engineProcess(application)).toBe(next.processId);
});

test('an engine that ends again and again is not started for ever', async ({ desktop: { page } }) => {
  test.slow();
  await recordEnds(page);
  // Ends count within a minute, of which a busy machine may need more than one.
  const most = 20;
  for (let end = 1; end <= most && (await ends(page)).at(-1)?.restarting !== false; end++) {
    const { processId } = await askEngine(page);
    process.kill(processId, 'SIGSEGV');
    await expect.poll(async () => (await ends(page)).length).toBe(end);
  }
  const all = await ends(page);
  expect(all.length).toBeGreaterThanOrEqual(6);
  expect(all.at(-1)).toEqual({ reason: 'signal SIGSEGV', restarting: false, fault: null });
  expect((await askEngine(page)).restartedAfter).toBe('signal SIGSEGV');
});

test('an engine that cannot start says why, and is not tried again by itself', async ({ place: { folder, home } }) => {
  const started = await launchDesktop(folder, home, [], { ROWCAST_EXTENSION: join(folder, 'missing') });
  await recordEnds(started.page);
  await started.page.evaluate(() => window.rowcast?.startEngine());
  const told = async () => (await ends(started.page)).map(({ fault, restarting }) => [fault?.code, restarting]);
  await expect.poll(told).toContainEqual(['EXTENSION_UNAVAILABLE', false]);
  await started.application.close();
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

async function recordEnds(page: Page): Promise<void> {
  await page.evaluate(() => {
    const recorded: EngineEnd[] = [];
    Object.assign(window, { recorded });
    window.rowcast?.onEngineEnd((end) => recorded.push(end));
  });
}

function ends(page: Page): Promise<EngineEnd[]> {
  return page.evaluate(() => (window as unknown as { recorded: EngineEnd[] }).recorded);
}

function engineProcess(application: ElectronApplication): Promise<number | undefined> {
  return application.evaluate(({ app }) => app.getAppMetrics().find(({ name }) => name === 'Rowcast engine')?.pid);
}
