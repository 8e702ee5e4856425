/** Tells the columns that explain predictions from the predictions themselves. */
import type { ModelReceipt } from '../../../contract/index.ts';

/** Of a model that was asked for reasons; the names stand after whatever is put before every prediction's. */
const names = /(?:^|_)reason_\d+_(?:feature|value|contribution)$|contribution_|base_value$/;

export function isReasonOf({ explain }: Pick<ModelReceipt, 'explain'>, column: string): boolean {
  return explain !== null && names.test(column);
}
