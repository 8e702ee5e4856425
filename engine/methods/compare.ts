/** Comparing models. */
import { compareModels } from '../compare/run.ts';
import { contract } from './context.ts';

export const compare = {
  run: contract.compare.run.handler(async function* ({ input, context: { database, settings }, signal }) {
    yield* compareModels(database, settings.complete(input), signal);
  }),
};
