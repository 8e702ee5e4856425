/** Which inputs had values that were missing or did not fit, of what a receipt counted. */
import type { ModelReceipt } from '../../../contract/index.ts';

export type Argument = ModelReceipt['binding'][number];

/** The most affected first. */
export function lossyArguments({ binding }: Pick<ModelReceipt, 'binding'>): Argument[] {
  return binding.filter((argument) => lost(argument) > 0).toSorted((a, b) => lost(b) - lost(a));
}

function lost({ missing, failed, rounded, overflowed }: Argument): number {
  return missing + failed + rounded + overflowed;
}
