/** First looks at a table. */
import { describeSource } from '../source/describe.ts';
import { previewSource } from '../source/preview.ts';
import { contract } from './context.ts';

export const source = {
  preview: contract.source.preview.handler(async ({ input, context: { database } }) =>
    previewSource(database, await describeSource(database, input.source), input.rowLimit),
  ),
};
