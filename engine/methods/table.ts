/** Open tables, as a grid shows them. */
import { contract } from './context.ts';
import { notYet } from './not-yet.ts';

export const table = {
  open: contract.table.open.handler(notYet),
  prepare: contract.table.prepare.handler(notYet),
  page: contract.table.page.handler(notYet),
  profile: contract.table.profile.handler(notYet),
  watch: contract.table.watch.handler(notYet),
  close: contract.table.close.handler(notYet),
};
