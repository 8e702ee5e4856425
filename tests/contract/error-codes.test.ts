/** The contract knows every error the extension can throw. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ErrorCode, nativeCodes } from '../../contract/index.ts';

test('every code of the native kernel is a code of the contract', () => {
  const source = readFileSync(new URL('../../native/kernel/src/fault.rs', import.meta.url), 'utf8');
  const codes = [...source.matchAll(/^ {4}\w+ = "([A-Z_]+)",$/gm)].map((match) => match[1]);
  expect(codes.length).toBeGreaterThan(30);
  expect(new Set<unknown>(codes)).toEqual(new Set(nativeCodes));
  expect(ErrorCode.options).toEqual(expect.arrayContaining(codes));
});
