/** How the window was left: its place, its size and its theme, kept in one small file. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { Theme } from '../../contract/index.ts';

const Bounds = z.object({ x: z.int(), y: z.int(), width: z.int().min(400), height: z.int().min(300) });
export type Bounds = z.infer<typeof Bounds>;

const WindowState = z.object({
  /** Null where the window never was closed. */
  bounds: Bounds.nullable().catch(null),
  maximized: z.boolean().catch(false),
  theme: Theme.catch('system'),
});
export type WindowState = z.infer<typeof WindowState>;

/** A file that is missing or damaged reads as a first start. */
export function readWindowState(file: string): WindowState {
  let kept: unknown;
  try {
    kept = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    kept = {};
  }
  return WindowState.catch({ bounds: null, maximized: false, theme: 'system' }).parse(kept);
}

/** A window that cannot be remembered is no reason to fail, so a full or read-only disk is passed over. */
export function writeWindowState(file: string, state: WindowState): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.part`, JSON.stringify(state));
    renameSync(`${file}.part`, file);
  } catch {
    return;
  }
}

const visiblePixels = 100;

/** The bounds if enough of them lies on a screen that is still there; undefined otherwise. */
export function onScreen(bounds: Bounds | null, screens: readonly Bounds[]): Bounds | undefined {
  if (bounds === null) return undefined;
  const visible = screens.some((screen) => {
    const width = Math.min(bounds.x + bounds.width, screen.x + screen.width) - Math.max(bounds.x, screen.x);
    const height = Math.min(bounds.y + bounds.height, screen.y + screen.height) - Math.max(bounds.y, screen.y);
    return width >= visiblePixels && height >= visiblePixels;
  });
  return visible ? bounds : undefined;
}
