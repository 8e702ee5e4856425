/** What is known from a model's file alone to go wrong with scores, before anything is scored. */
import type { ModelCard } from '../../contract/index.ts';

/** A sentence for each; none for a model without. */
export function knownRisks(card: ModelCard): string[] {
  return [
    losesWaysOfMissing(card) &&
      'Its trees were learned by scikit-learn, and the file does not say where missing values go: they all go the way of large numbers. An imputer in front of the trees, when training, settles it.',
    roundsThresholds(card) &&
      'Its thresholds may have been rounded to 32 bits by the converter: a value equal to one may take the other branch. See "What exporters need" in docs/models.md.',
    ...card.categories.flatMap((one) => fittedOnNone(card, one)),
    card.operators.some(({ op }) => op === 'DynamicQuantizeLinear') &&
      'It is quantised while it runs, which makes rows of a batch depend on each other: they are scored one by one.',
    card.inputs.some(({ shape }) => typeof shape?.[0] === 'number' && shape[0] === 1) &&
      'It takes one row at a time, which is slow. Export it with a variable first dimension.',
  ].filter((risk) => typeof risk === 'string');
}

/** skl2onnx writes no way for missing values into forests. */
export function losesWaysOfMissing({ producer, treesRouteMissing, operators }: ModelCard): boolean {
  const imputes = operators.some(({ op }) => op === 'Imputer');
  return producer.name === 'skl2onnx' && treesRouteMissing === false && !imputes;
}

/** What an encoder that was fitted on None has among its categories. */
const nones = new Set(['None', 'nan', '<NA>']);

/** The category that stands for a missing value, where an encoder was fitted on some. */
export function noneAmong(categories: ModelCard['categories'][number] | undefined): string | undefined {
  const found = categories?.values.find((value) => nones.has(String(value)));
  return found === undefined ? undefined : String(found);
}

function fittedOnNone({ features }: ModelCard, one: ModelCard['categories'][number]): string[] {
  const none = noneAmong(one);
  if (none === undefined) return [];
  const name = (features?.names.length === 1 ? undefined : features?.names[one.index]) ?? one.input;
  return [
    `"${name}" was fitted with missing values as a category, "${none}": --missing '${name}:${none}' makes missing values that category.`,
  ];
}

function roundsThresholds({ producer, treesRouteMissing }: ModelCard): boolean {
  return treesRouteMissing !== null && producer.name === 'OnnxMLTools';
}
