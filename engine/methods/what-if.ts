/** One row, tried with other values. */
import { contract } from './context.ts';
import { notYet } from './not-yet.ts';

export const whatIf = {
  row: contract.whatIf.row.handler(notYet),
  curve: contract.whatIf.curve.handler(notYet),
};
