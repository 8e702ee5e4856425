/** Whether a screen has anything serious for those who see or hear the window otherwise. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import type { AxeResults } from 'axe-core';
import { expect } from './app.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Once for a page: its own policy lets no script in by a tag. */
export async function loadAxe(page: Page): Promise<void> {
  await page.evaluate(axe);
}

export async function looksWell(page: Page, screen: string): Promise<void> {
  await page.waitForTimeout(200);
  const { violations } = await page.evaluate(() =>
    (window as unknown as { axe: { run(options: object): Promise<AxeResults> } }).axe.run({
      resultTypes: ['violations'],
    }),
  );
  const serious = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, help, nodes }) => `${id}: ${help}, ${nodes.length} times, first ${nodes[0]?.html.slice(0, 160)}`);
  expect(serious, screen).toEqual([]);
}
