/** Features of several models that are fed alike are tried as one. */
import type { TrialResult } from '../../../contract/index.ts';

export interface SharedFeature {
  name: string;
  type: string;
  /** `model.feature` of each model that has it. */
  addresses: string[];
  before: string | null;
  after: string | null;
}

/** In the order in which models have them first; those of the same name, type and value are one. */
export function sharedFeatures({ features }: Pick<TrialResult, 'features'>): SharedFeature[] {
  const shared = new Map<string, SharedFeature>();
  for (const { model, feature, type, before, after } of features) {
    const key = JSON.stringify([feature, type, before]);
    const known = shared.get(key);
    if (known === undefined)
      shared.set(key, { name: feature, type, addresses: [`${model}.${feature}`], before, after });
    else known.addresses.push(`${model}.${feature}`);
  }
  return [...shared.values()];
}
