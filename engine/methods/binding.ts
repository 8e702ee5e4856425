/** What feeds the models, and what would be lost on the way. */
import { contract } from './context.ts';
import { notYet } from './not-yet.ts';

export const binding = {
  propose: contract.binding.propose.handler(notYet),
  count: contract.binding.count.handler(notYet),
  saved: contract.binding.saved.handler(notYet),
  save: contract.binding.save.handler(notYet),
};
