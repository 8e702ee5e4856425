/** docs/matrix.md says what the tests of the matrix hold. */
import { expect, it } from 'vitest';
import { inRepository } from '../engine/repository.ts';
import { matrixDocument } from './table.ts';

it('is the document in docs', async () => {
  await expect(matrixDocument()).toMatchFileSnapshot(inRepository('docs/matrix.md'));
});
