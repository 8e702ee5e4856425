/** Holds figures that were found against those that another library computed. */
import { expect } from 'vitest';

/** Each number that was expected is there, to 1e-9 of its size. */
export function expectFigures(found: unknown, expected: unknown, path: string): void {
  if (typeof expected === 'number') {
    expect(found, path).toBeTypeOf('number');
    const gap = Math.abs((found as number) - expected);
    expect(gap / Math.max(1e-3, Math.abs(expected)), `${path}: ${String(found)} for ${expected}`).toBeLessThan(1e-9);
    return;
  }
  if (typeof expected !== 'object' || expected === null) {
    expect(found, path).toBe(expected);
    return;
  }
  for (const [key, value] of Object.entries(expected)) {
    expectFigures((found as Record<string, unknown>)[key], value, `${path}.${key}`);
  }
}
