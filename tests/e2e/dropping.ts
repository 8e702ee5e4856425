/** Drops files on the window from outside. */
import type { Page } from '@playwright/test';
import { expect } from './app.ts';

/** As Chromium gets a drop from the system. */
export async function drop(page: Page, files: readonly string[]): Promise<void> {
  const protocol = await page.context().newCDPSession(page);
  const at = { x: 600, y: 400, data: { items: [], files: [...files], dragOperationsMask: 1 } };
  await protocol.send('Input.dispatchDragEvent', { type: 'dragEnter', ...at });
  await protocol.send('Input.dispatchDragEvent', { type: 'dragOver', ...at });
  await expect(page.getByText('Drop a table to open it, or models to score with')).toBeVisible();
  await protocol.send('Input.dispatchDragEvent', { type: 'drop', ...at });
  await protocol.detach();
}
