/** The grid as a person sees it: which rows stand on the screen, and how to get to others. */
import type { Locator, Page } from '@playwright/test';

export function grid(page: Page): Locator {
  return page.getByRole('grid');
}

/** Cells of a row, counted from 1 as the gutter does, that have arrived. */
export function cellsOf(page: Page, row: number): Locator {
  return page.locator(`[role="gridcell"][data-row="${row - 1}"]:not([data-state="loading"])`);
}

export async function goToRow(page: Page, row: number): Promise<void> {
  await page.keyboard.press('ControlOrMeta+g');
  await page.getByRole('textbox', { name: 'Go to row' }).fill(String(row));
  await page.keyboard.press('Enter');
}

/** Opens a file as its path, in the file browser. */
export async function openPath(page: Page, path: string, key = 'ControlOrMeta+o'): Promise<void> {
  await page.keyboard.press(key);
  const field = page.getByRole('textbox', { name: 'Path or pattern' });
  await field.fill(path);
  await field.press('Enter');
}
