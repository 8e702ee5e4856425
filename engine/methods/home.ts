/** What is kept in the user's data folder: history, library and settings. Where nothing is kept, there is nothing to tell. */
import { filesOfGlob, isGlob, statsOf } from '../source/files.ts';
import { contract } from './context.ts';

export const history = {
  list: contract.history.list.handler(
    async ({ input, context: { home } }) => (await home?.history.list(input.limit)) ?? [],
  ),
  get: contract.history.get.handler(
    async ({ input, context: { home } }) => (await home?.history.get(input.id)) ?? null,
  ),
  remove: contract.history.remove.handler(async ({ input, context: { home } }) => home?.history.remove(input.id)),
  notices: contract.history.notices.handler(({ context: { home } }) => home?.notices() ?? []),
};

export const library = {
  models: contract.library.models.handler(async ({ context: { home } }) => (await home?.library.models()) ?? []),
  sources: contract.library.sources.handler(async ({ context: { database, home } }) => {
    const isThere = async (path: string) =>
      statsOf(path) !== undefined || (isGlob(path) && (await filesOfGlob(database, path)).length > 0);
    return (await home?.library.sources(isThere)) ?? [];
  }),
  reading: contract.library.reading.handler(
    async ({ input, context: { home } }) => (await home?.lastReading(input.paths)) ?? null,
  ),
  forgetModel: contract.library.forgetModel.handler(async ({ input, context: { home } }) =>
    home?.library.forgetModel(input.path),
  ),
  forgetSource: contract.library.forgetSource.handler(async ({ input, context: { home } }) =>
    home?.library.forgetSource(input.paths),
  ),
};

export const settings = {
  get: contract.settings.get.handler(({ context }) => context.settings.read()),
  set: contract.settings.set.handler(({ input, context: { database, settings: keeper } }) =>
    keeper.write(input, database),
  ),
};
