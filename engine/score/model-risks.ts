/** Scores that may not be what was learned, known from the model's file and from what it was fed. */
import type { ModelReceipt } from '../../contract/index.ts';
import { losesWaysOfMissing, noneAmong } from '../model/known-risks.ts';
import type { LoadedModel } from '../model/load.ts';

export function risksOf(model: LoadedModel, receipt: ModelReceipt): string[] {
  return [...lostWays(model, receipt), ...noneAsCategory(model, receipt)];
}

/** skl2onnx writes no way for missing values into forests, so that all take that of large numbers. */
function lostWays({ name, card, arguments: fed }: LoadedModel, { binding }: ModelReceipt): string[] {
  if (!losesWaysOfMissing(card)) return [];
  const missing = binding
    .filter((_, at) => fed[at]?.missing.policy === 'nan')
    .reduce((sum, bound) => sum + bound.missing + bound.failed, 0);
  if (missing === 0) return [];
  return [
    `Model "${name}" holds scikit-learn trees, and its file does not say where missing values go: ${missing.toLocaleString('en-US')} of them went the way of large numbers, which may not be the way that was learned. An imputer in front of the trees, when training, settles it.`,
  ];
}

/** No text that stands for a missing value is the None that an encoder was fitted on, unless it is said. */
function noneAsCategory({ name, card, arguments: fed }: LoadedModel, { binding }: ModelReceipt): string[] {
  return binding.flatMap((bound, at) => {
    const policy = fed[at]?.missing;
    const categories = card.categories.find(({ input, index }) => input === bound.input && index === bound.index);
    const none = noneAmong(categories);
    if (bound.missing === 0 || none === undefined) return [];
    if (policy?.policy === 'value' && policy.value === none) return [];
    return [
      `"${bound.feature}" of model "${name}" was fitted with missing values as a category, "${none}", and ${bound.missing.toLocaleString('en-US')} missing values were scored as something else. --missing '${bound.feature}:${none}' makes them that category.`,
    ];
  });
}
