/** One row, tried with other values. */
import { drawCurve } from '../what-if/draw-curve.ts';
import { tryRow } from '../what-if/try-row.ts';
import { contract } from './context.ts';

export const whatIf = {
  row: contract.whatIf.row.handler(({ input, context: { database }, signal }) => tryRow(database, input, signal)),
  curve: contract.whatIf.curve.handler(({ input, context: { database }, signal }) =>
    drawCurve(database, input, signal),
  ),
};
