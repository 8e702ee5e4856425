/** Folders and files to choose from. */
import { contract } from './context.ts';
import { notYet } from './not-yet.ts';

export const files = {
  list: contract.files.list.handler(notYet),
  exists: contract.files.exists.handler(notYet),
};
