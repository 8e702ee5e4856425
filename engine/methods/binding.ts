/** What feeds the models, and what would be lost on the way. */
import { countLosses } from '../binding/count.ts';
import { proposeBinding } from '../binding/propose.ts';
import { bindingId } from '../library/binding-id.ts';
import { contract } from './context.ts';

export const binding = {
  propose: contract.binding.propose.handler(({ input, context: { database } }) => proposeBinding(database, input)),
  count: contract.binding.count.handler(async function* ({ input, context: { database }, signal }) {
    yield* countLosses(database, input, signal);
  }),
  saved: contract.binding.saved.handler(async ({ input, context: { database, home } }) =>
    home === null ? null : home.library.savedBinding(await bindingId(database, input)),
  ),
  save: contract.binding.save.handler(async ({ input, context: { database, home } }) => {
    await home?.library.saveBinding(await bindingId(database, input), input.binding);
  }),
};
