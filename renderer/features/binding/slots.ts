/** Names the places of a model that columns feed, as rules in a job say them. */
import type { BindingLine, ModelCard, ModelInput } from '../../../contract/index.ts';

export type Place = Pick<BindingLine, 'input' | 'index'>;

/** A block of features that the model does not name: they are told apart by their place alone. */
export interface NamelessBlock {
  input: string;
  /** Null where the model leaves the number of features open. */
  width: number | null;
}

/** One slot of a model and how a rule says it. */
export interface Slot extends Place {
  /** What stands as `input` in a rule: the feature's name, or its place where it has none of its own. */
  address: string;
  /** The block it is a part of, where its features have no names. */
  block: NamelessBlock | null;
}

/** `input[3]`: tells a slot from every other of its model. */
export function placeOf({ input, index }: Place): string {
  return `${input}[${index}]`;
}

export function slotOf(card: ModelCard, line: Pick<BindingLine, 'input' | 'index' | 'feature'>): Slot {
  const { input, index } = line;
  const block = namelessBlocks(card).find((candidate) => candidate.input === input) ?? null;
  const address = block !== null || line.feature === null ? placeOf(line) : line.feature;
  return { input, index, address, block };
}

/** The blocks of a model whose features can only be told apart by their place. */
export function namelessBlocks(card: ModelCard): NamelessBlock[] {
  const wide = card.inputs.filter((input) => !isSingle(input));
  const names = wide.length === 1 ? (card.features?.names ?? null) : null;
  return wide
    .map((input) => ({ input: input.name, width: widthOf(input) }))
    .filter(({ width }) => names === null || (width !== null && width !== names.length));
}

/** One value for each row: [N] or [N,1]. */
function isSingle({ shape }: ModelInput): boolean {
  return shape?.length === 1 || (shape?.length === 2 && shape[1] === 1);
}

function widthOf({ shape }: ModelInput): number | null {
  const width = shape?.[1];
  return typeof width === 'number' && width > 0 ? width : null;
}
