/** What a person does to score a table and to see how it went. */
import type { Locator, Page } from '@playwright/test';
import { expect } from './app.ts';

export function outputField(page: Page): Locator {
  return page.getByRole('textbox', { name: 'File to write' });
}

/** Presses the one key for it, and waits until the result is there. */
export async function score(page: Page): Promise<void> {
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(page.getByRole('heading', { name: / rows? scored in / })).toBeVisible({ timeout: 60_000 });
}
