/** Which predictions of a model are wanted, and what they are called. */
import { RowcastError, type ModelCard, type PredictionRule } from '../../contract/index.ts';
import { nearest } from '../binding/nearest.ts';

interface Predicting {
  name: string;
  /** Columns that the model gives, each with the output that it comes from. */
  columns: readonly { name: string; output: string; type: string }[];
}

export interface Prediction {
  /** The column as the model gives it. */
  field: string;
  type: string;
  /** The name that the user gave it. */
  as: string | undefined;
}

/** The outputs that rules about a model need, so that it may have others that no column can hold; undefined for all. */
export function wantedOutputs(
  rules: readonly PredictionRule[],
  model: { name: string; card: Pick<ModelCard, 'outputs'> },
): string[] | undefined {
  const names = rules.flatMap((rule) => namesIn(rule, model.name));
  const all = model.card.outputs.map((output) => output.name);
  const wanted = all.filter((output) => names.some((name) => name === output || name.startsWith(`${output}_`)));
  return wanted.length === 0 ? undefined : wanted;
}

/** The predictions of one model in the order of the rules; all of them without rules. */
export function predictionsOf(rules: readonly PredictionRule[], model: Predicting): Prediction[] {
  if (rules.length === 0) {
    return model.columns.map(({ name, type }) => ({ field: name, type, as: undefined }));
  }
  const chosen = rules.flatMap((rule) => {
    const columns = columnsOf(rule, model);
    return columns.map(({ name, output, type }) => ({
      field: name,
      type,
      as: rule.as === undefined || columns.length === 1 ? rule.as : `${rule.as}${name.slice(output.length)}`,
    }));
  });
  if (chosen.length > 0) return chosen;
  throw new RowcastError(
    'COLUMN_NOT_FOUND',
    `--predictions names nothing of model "${model.name}".`,
    `It gives ${model.columns.map((column) => column.name).join(', ')}. Name one of them, or leave the model out.`,
  );
}

/** Fails on the first rule that no model has a prediction for. */
export function checkPredictions(rules: readonly PredictionRule[], models: readonly Predicting[]): void {
  const unknown = rules.find((rule) => models.every((model) => columnsOf(rule, model).length === 0));
  if (unknown === undefined) return;
  const names = models.flatMap((model) => model.columns.map((column) => column.name));
  const close = nearest(unknown.output, names);
  throw new RowcastError(
    'COLUMN_NOT_FOUND',
    `--predictions names "${unknown.output}", which no model gives.`,
    close === undefined ? `There are: ${[...new Set(names)].join(', ')}.` : `The nearest is "${close}".`,
  );
}

function columnsOf(rule: PredictionRule, model: Predicting): Predicting['columns'] {
  const names = namesIn(rule, model.name);
  const exact = model.columns.filter((column) => names.includes(column.name));
  return exact.length > 0 ? exact : model.columns.filter((column) => names.includes(column.output));
}

/** What a rule may mean of a model: the name as it stands, or what is behind the model's name. */
function namesIn({ output }: PredictionRule, model: string): string[] {
  return output.startsWith(`${model}.`) ? [output, output.slice(model.length + 1)] : [output];
}
