/** Methods of the contract that have no engine behind them yet. */
import { RowcastError } from '../../contract/index.ts';

export function notYet(): never {
  throw new RowcastError('INTERNAL', 'This method is not there yet.', 'Wait for the next version.');
}
