/** The window in the desktop shell: what a click in the system's menu, a dialog, a drop and a finished run do. */
import { copyFileSync, existsSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { ElectronApplication } from '@playwright/test';
import { inRepository } from '../engine/repository.ts';
import { expect, launchDesktop, test } from './desktop-app.ts';

const table = 'zebra,quagga\n1,2\n3,4\n';

test('the menu opens the dialog, and the dialog opens the table', async ({ desktop }) => {
  const { page, application, folder } = desktop;
  const file = join(folder, 'stripes.csv');
  writeFileSync(file, table);
  await application.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] });
  }, file);
  const click = () =>
    application.evaluate(({ Menu }) => {
      const item = Menu.getApplicationMenu()?.getMenuItemById('file.open');
      item?.click();
      return item !== null && item !== undefined;
    });
  await expect.poll(click).toBe(true);
  await expect(page.getByText('quagga').first()).toBeVisible();
});

test('a file of the command line is opened', async ({ place: { folder, home } }) => {
  writeFileSync(join(folder, 'stripes.csv'), table);
  const started = await launchDesktop(folder, home, ['stripes.csv']);
  await expect(started.page.getByText('quagga').first()).toBeVisible();
  await started.application.close();
});

test('a run shows its progress on the desktop, ends with a notice and shows its file in its folder', async ({
  place: { folder, home },
}) => {
  for (const sample of ['data/flights.parquet', 'late-v1.onnx']) {
    copyFileSync(inRepository(`models/${sample}`), join(folder, basename(sample)));
  }
  const started = await launchDesktop(folder, home, ['flights.parquet', 'late-v1.onnx']);
  await recordDesktop(started.application);
  await started.page.getByRole('button', { name: /^Score 27,268 rows/ }).click();
  const scored = join(folder, 'flights-scored.parquet');
  await expect.poll(() => existsSync(scored), { timeout: 30_000 }).toBe(true);
  await expect.poll(async () => (await recorded(started.application)).at(-1)).toBe('notice');
  const told = await recorded(started.application);
  expect(told[0]).toBe('progress 2');
  expect(told.at(-2)).toBe('progress -1');
  await started.page.getByRole('button', { name: 'Show in folder' }).click();
  await expect.poll(async () => (await recorded(started.application)).at(-1)).toBe(`folder ${scored}`);
  await started.application.close();
});

/** Notes what the task bar, the notices and the file manager of the desktop are told from now on. */
function recordDesktop(application: ElectronApplication): Promise<void> {
  return application.evaluate(({ BrowserWindow, Notification, shell }) => {
    const told: string[] = [];
    Object.assign(globalThis, { told });
    const [window] = BrowserWindow.getAllWindows();
    Object.assign(window!, { setProgressBar: (share: number) => told.push(`progress ${share}`) });
    Notification.prototype.show = () => void told.push('notice');
    shell.showItemInFolder = (path) => void told.push(`folder ${path}`);
  });
}

function recorded(application: ElectronApplication): Promise<string[]> {
  return application.evaluate(() => (globalThis as unknown as { told: string[] }).told);
}
