/** A kept run in a few words. */
import type { Job, RunRecord, RunState } from '../../../contract/index.ts';
import { amount, secondsText } from '../../ui/quantities.ts';
import { fileName } from '../sources/paths.ts';

export const stateWords: Readonly<Record<RunState, string>> = {
  running: 'Running',
  finished: 'Finished',
  failed: 'Failed',
  cancelled: 'Cancelled',
  interrupted: 'Interrupted',
};

/** `flights.parquet`, `flights.parquet and 2 more`. */
export function sourceWords({ source: { paths } }: Pick<Job, 'source'>): string {
  const [first = '', ...more] = paths;
  return more.length === 0 ? fileName(first) : `${fileName(first)} and ${more.length} more`;
}

export function modelWords({ models }: Pick<Job, 'models'>): string {
  return models.map(({ name, path }) => name ?? fileName(path).replace(/\.onnx$/i, '')).join(', ');
}

/** `27,268 rows in 0.42 s`; nothing for a run that wrote none. */
export function outcomeWords({ receipt }: Pick<RunRecord, 'receipt'>): string {
  return receipt === null ? '' : `${amount(receipt.rows.written, 'row')} in ${secondsText(receipt.seconds)}`;
}
