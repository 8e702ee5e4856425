/** The mean that a feature had in training, where the model's metadata tells it. */
import { RowcastError, type ModelCard } from '../../contract/index.ts';
import type { Missing } from './rules.ts';
import type { Slot } from './slots.ts';

/** JSON: an object from feature to mean, or a list in the order of the features. */
const key = 'feature_means';

/** The policy with the mean in it as a value; any other as it is. Throws where the file does not tell the mean. */
export function withMean(missing: Missing, slot: Slot, { name, card }: { name: string; card: ModelCard }): Missing {
  if (missing.policy.policy !== 'mean') return missing;
  const mean = meanOf(slot, card);
  if (mean !== undefined) return { ...missing, policy: { policy: 'value', value: String(mean) } };
  throw new RowcastError(
    'BAD_MISSING_VALUE',
    `Model "${name}" does not tell the mean of "${slot.feature ?? slot.input}" in training: expected it in the metadata of its file, under "${key}".`,
    'Write the means into the model when it is exported, or give a value: --missing INPUT:0.',
    { windowHint: 'Give a value instead.' },
  );
}

function meanOf(slot: Slot, { metadata, features }: ModelCard): number | undefined {
  const said = parsed(metadata[key]);
  const at = features?.names.indexOf(slot.feature ?? '') ?? -1;
  const found: unknown = Array.isArray(said) ? said[at === -1 ? slot.index : at] : said?.[slot.feature ?? slot.input];
  return typeof found === 'number' && Number.isFinite(found) && slot.length === undefined ? found : undefined;
}

function parsed(text: string | undefined): unknown[] | Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return typeof value === 'object' && value !== null ? (value as unknown[] | Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
