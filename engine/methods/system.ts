/** The machine and the software the engine runs on. */
import { contract } from './context.ts';
import { notYet } from './not-yet.ts';

export const system = {
  about: contract.system.about.handler(notYet),
};
