/** What feeds the models, and what would be lost on the way. */
import { proposeBinding } from '../binding/propose.ts';
import { contract } from './context.ts';
import { notYet } from './not-yet.ts';

export const binding = {
  propose: contract.binding.propose.handler(({ input, context: { database } }) => proposeBinding(database, input)),
  count: contract.binding.count.handler(notYet),
  saved: contract.binding.saved.handler(notYet),
  save: contract.binding.save.handler(notYet),
};
