/** A tensor's type and shape in a word: `float [rows × 6]`. */
import type { ModelInput } from '../../../contract/index.ts';

export function tensorText({ kind, element, shape }: Pick<ModelInput, 'kind' | 'element' | 'shape'>): string {
  const of = element ?? 'unknown type';
  if (kind !== 'tensor') return `${kind} of ${of}`;
  return shape === null ? of : `${of} [${shape.map(axisText).join(' × ')}]`;
}

/** The first axis holds the rows; an open one of others may have any size. */
function axisText(size: number | string | null, axis: number): string {
  if (typeof size === 'number') return String(size);
  return axis === 0 ? 'rows' : (size ?? 'any');
}
