/** What is kept in the user's data folder: history, library and settings. */
import { contract } from './context.ts';
import { notYet } from './not-yet.ts';

export const history = {
  list: contract.history.list.handler(notYet),
  get: contract.history.get.handler(notYet),
  remove: contract.history.remove.handler(notYet),
};

export const library = {
  models: contract.library.models.handler(notYet),
  sources: contract.library.sources.handler(notYet),
  forgetModel: contract.library.forgetModel.handler(notYet),
  forgetSource: contract.library.forgetSource.handler(notYet),
};

export const settings = {
  get: contract.settings.get.handler(notYet),
  set: contract.settings.set.handler(notYet),
};
