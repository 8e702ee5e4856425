/** What feeds the models, and what would be lost on the way. */
import { proposeBinding } from '../binding/propose.ts';
import { bindingId } from '../library/binding-id.ts';
import { contract } from './context.ts';
import { notYet } from './not-yet.ts';

export const binding = {
  propose: contract.binding.propose.handler(({ input, context: { database } }) => proposeBinding(database, input)),
  count: contract.binding.count.handler(notYet),
  saved: contract.binding.saved.handler(async ({ input, context: { database, home } }) =>
    home === null ? null : home.library.savedBinding(await bindingId(database, input)),
  ),
  save: contract.binding.save.handler(async ({ input, context: { database, home } }) => {
    await home?.library.saveBinding(await bindingId(database, input), input.binding);
  }),
};
