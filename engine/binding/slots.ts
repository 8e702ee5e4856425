/** What a model must be fed: one slot for each column of each of its inputs. */
import { ElementType, RowcastError, type FeatureNames, type ModelCard, type ModelInput } from '../../contract/index.ts';

export interface Slot {
  input: string;
  /** Position within the input's block, from 0. */
  index: number;
  /** The feature's name, or undefined in a block whose columns the model does not name. */
  feature: string | undefined;
  element: ElementType;
  /** How many features a list feeds from this one on; left out where one value feeds this one. */
  length?: number;
}

/** How a rule says a slot that has no name, for example `X[3]`. */
export function addressOf(slot: Pick<Slot, 'input' | 'index'>): string {
  return `${slot.input}[${slot.index}]`;
}

/** One input of a model and its slots; `named` tells whether each slot can be found by name. */
export interface Block {
  input: ModelInput;
  element: ElementType;
  slots: Slot[];
  named: boolean;
  /** Whether it takes one value for each row whatever is said. */
  single: boolean;
}

/** As the extension has it: a damaged file may declare billions. */
const mostFeatures = 65_536;

/**
 * The blocks of a model, in the order of its inputs. `listed` gives columns said for an input, whose number decides
 * where the model leaves its width open.
 */
export function blocksOf(card: ModelCard, modelName: string, listed: (input: string) => number | undefined): Block[] {
  const wide = card.inputs.filter((input) => !isSingle(input));
  return card.inputs.map((input) => {
    const element = elementOf(input, modelName);
    if (isSingle(input)) return singleBlock(input, element, card);
    const names = wide.length === 1 ? fitting(card.features, input) : undefined;
    const width = widthOf(input) ?? listed(input.name) ?? names?.length ?? 0;
    if (width > mostFeatures) throw tooWide(input, width, modelName);
    const slots = Array.from({ length: width }, (_, index) => ({
      input: input.name,
      index,
      feature: names?.[index],
      element,
    }));
    return { input, element, slots, named: names !== undefined, single: false };
  });
}

function tooWide(input: ModelInput, width: number, modelName: string): RowcastError {
  return new RowcastError(
    'INPUT_SHAPE',
    `Input "${input.name}" of model "${modelName}" takes ${width} features; expected at most ${mostFeatures}.`,
    'Check whether the model file is damaged.',
  );
}

function singleBlock(input: ModelInput, element: ElementType, card: ModelCard): Block {
  const only = card.inputs.length === 1 && card.features?.names.length === 1 ? card.features.names[0] : undefined;
  const slot = { input: input.name, index: 0, feature: only ?? input.name, element };
  return { input, element, slots: [slot], named: true, single: true };
}

/** A tensor of one value for each row, [N] or [N,1], or of one for all rows, []. */
function isSingle(input: ModelInput): boolean {
  return (input.shape !== null && input.shape.length <= 1) || (input.shape?.length === 2 && input.shape[1] === 1);
}

/** Columns of an [N,F] input, or undefined where F is left open. */
function widthOf(input: ModelInput): number | undefined {
  const width = input.shape?.[1];
  return typeof width === 'number' && width > 0 ? width : undefined;
}

/** The model's names for a block, if they are as many as the block is wide. */
function fitting(features: FeatureNames | null, input: ModelInput): string[] | undefined {
  if (features === null) return undefined;
  const width = widthOf(input);
  return width === undefined || width === features.names.length ? features.names : undefined;
}

function elementOf(input: ModelInput, modelName: string): ElementType {
  const element = ElementType.safeParse(input.element);
  if (input.kind === 'tensor' && element.success) return element.data;
  throw new RowcastError(
    input.kind === 'tensor' ? 'UNSUPPORTED_ELEMENT' : 'INPUT_NOT_TENSOR',
    `Input "${input.name}" of model "${modelName}" is a ${input.kind} of ${input.element ?? 'an unknown type'}: expected a tensor of numbers, booleans or strings.`,
    'Export the model with tensor inputs.',
  );
}
