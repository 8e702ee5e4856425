/** Open tables, as a grid shows them. */
import { profileTable } from '../profile/profile.ts';
import { watchFiles } from '../source/watch.ts';
import { prepareView } from '../table/prepare.ts';
import { positionOf } from '../table/position.ts';
import { readPage } from '../table/page.ts';
import { contract } from './context.ts';

export const table = {
  open: contract.table.open.handler(async ({ input, context: { tables, home, explorations }, signal }) => {
    const opened = await tables.open(input.source, signal);
    // What is looked at for the time being is gone before it could be opened again.
    if (!input.source.paths.some((path) => explorations.holds(path))) home?.useSource(input.source);
    return opened;
  }),
  prepare: contract.table.prepare.handler(async function* ({ input, context: { tables }, signal }) {
    yield* prepareView(tables.get(input.table), input.view, signal);
  }),
  page: contract.table.page.handler(({ input, context: { tables }, signal }) => {
    const opened = tables.get(input.table);
    return opened.track(readPage(opened, input, signal));
  }),
  find: contract.table.find.handler(({ input, context: { tables }, signal }) => {
    const opened = tables.get(input.table);
    return opened.track(positionOf(opened, input, opened.until(signal)));
  }),
  condition: contract.table.condition.handler(({ input, context: { tables } }) =>
    tables.get(input.table).condition(input.view),
  ),
  profile: contract.table.profile.handler(async function* ({ input, context: { tables }, signal }) {
    yield* profileTable(tables.get(input.table), input, signal);
  }),
  watch: contract.table.watch.handler(async function* ({ input, context: { tables }, signal }) {
    const opened = tables.get(input.table);
    const paths = opened.source.files.map(({ path }) => path);
    yield* watchFiles(paths, opened.until(signal));
  }),
  close: contract.table.close.handler(({ input, context: { tables } }) => tables.close(input.table)),
};
