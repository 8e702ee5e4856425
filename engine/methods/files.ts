/** Folders and files to choose from. */
import { listFolder } from '../access/list-folder.ts';
import { statsOf } from '../source/files.ts';
import { contract } from './context.ts';

export const files = {
  list: contract.files.list.handler(({ input, context: { access } }) => listFolder(access, input.folder)),
  exists: contract.files.exists.handler(({ input }) => statsOf(input.path) !== undefined),
};
