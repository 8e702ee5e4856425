/** Numbers stand in the window as people read them. */
import { describe, expect, it } from 'vitest';
import { amount, bytesText, numberText, percentText, secondsText } from '../../renderer/ui/quantities.ts';

describe('quantities', () => {
  it.each([
    [amount(1, 'row'), '1 row'],
    [amount(27_268, 'row'), '27,268 rows'],
    [numberText(0.214_32), '0.214'],
    [numberText(15_432.6), '15,433'],
    [percentText(0.214), '21\u00A0%'],
    [percentText(0.002_14), '0.21\u00A0%'],
    [percentText(0), '0\u00A0%'],
    [percentText(0.995), '99.5\u00A0%'],
    [percentText(0.999_75), '99.98\u00A0%'],
    [percentText(1), '100\u00A0%'],
    [bytesText(999), '999 bytes'],
    [bytesText(337_000), '337 kB'],
    [bytesText(1_700_000_000), '1.7 GB'],
    [secondsText(0.417), '0.42 s'],
    [secondsText(59.6), '1 min 0 s'],
    [secondsText(7_440), '2 h 4 min'],
  ])('%s', (text, expected) => expect(text).toBe(expected));
});
