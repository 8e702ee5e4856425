/** What the user decided about the inputs of one model, and how a decision is changed. Rules say slots without the model's name. */
import type { BindingRule, MissingPolicy, MissingRule } from '../../../contract/index.ts';
import { placeOf, type NamelessBlock, type Place, type Slot } from './slots.ts';

export interface Decisions {
  bind: BindingRule[];
  missing: MissingRule[];
  /** Places whose match a person looked at and found right. */
  confirmed: string[];
}

export const undecided: Decisions = { bind: [], missing: [], confirmed: [] };

/** Whether anything is said, beyond matches that were found right. */
export function isSaid({ bind, missing }: Decisions): boolean {
  return bind.length > 0 || missing.length > 0;
}

/** As far as it holds for a table of these columns, whose matches are to be looked at again. */
export function withoutOtherColumns({ bind, missing }: Decisions, columns: ReadonlySet<string>): Decisions {
  const isThere = (rule: BindingRule) => 'sql' in rule || rule.columns.every((column) => columns.has(column));
  return { bind: bind.filter(isThere), missing, confirmed: [] };
}

export type Feed = { column: string } | { sql: string };

/** Feeds one slot; null takes back what was said about it. */
export function withFeed(decisions: Decisions, slot: Slot, feed: Feed | null): Decisions {
  const confirmed = decisions.confirmed.filter((place) => place !== placeOf(slot));
  if (slot.block === null) {
    const others = decisions.bind.filter(({ input }) => input !== slot.address && input !== placeOf(slot));
    return { ...decisions, bind: feed === null ? others : [...others, ruleOf(slot.address, feed)], confirmed };
  }
  const feeds = feedsOfBlock(decisions, slot.block);
  while (feeds.length <= slot.index) feeds.push(null);
  feeds[slot.index] = feed;
  return { ...withBlock(decisions, slot.block, feeds), confirmed };
}

/** What was said to feed each slot of a block without names, null where nothing was. */
export function feedsOfBlock({ bind }: Decisions, block: NamelessBlock): (Feed | null)[] {
  const whole = bind.find(({ input }) => input === block.input);
  if (whole !== undefined)
    return 'columns' in whole ? whole.columns.map((column) => ({ column })) : [{ sql: whole.sql }];
  const feeds: (Feed | null)[] = Array.from({ length: block.width ?? 0 }, () => null);
  for (const rule of bind) {
    const index = indexIn(block, rule.input);
    if (index !== null) feeds[index] = feedOf(rule);
  }
  return Array.from(feeds, (feed) => feed ?? null);
}

/** Feeds a whole block; columns in every place make one rule of it. */
export function withBlock(decisions: Decisions, block: NamelessBlock, feeds: readonly (Feed | null)[]): Decisions {
  const others = decisions.bind.filter(({ input }) => input !== block.input && indexIn(block, input) === null);
  const columns = feeds.flatMap((feed) => (feed !== null && 'column' in feed ? [feed.column] : []));
  const isWhole = columns.length > 0 && columns.length === feeds.length;
  const rules = isWhole
    ? [{ input: block.input, columns }]
    : feeds.flatMap((feed, index) => (feed === null ? [] : [ruleOf(placeOf({ input: block.input, index }), feed)]));
  return { ...decisions, bind: [...others, ...rules] };
}

/** What a missing value becomes in one slot; null goes back to what holds for the input. */
export function withMissing(decisions: Decisions, slot: Slot, missing: MissingPolicy | null): Decisions {
  const others = decisions.missing.filter(({ input }) => input !== slot.address && input !== placeOf(slot));
  return { ...decisions, missing: missing === null ? others : [...others, { input: slot.address, missing }] };
}

/** What is said about missing values that holds for a slot, the most particular first; null where nothing is. */
export function saidMissing({ missing }: Decisions, slot: Slot): MissingPolicy | null {
  const names = [slot.address, placeOf(slot), slot.input, undefined];
  const rules = names.flatMap((name) => missing.filter(({ input }) => input === name));
  return rules[0]?.missing ?? null;
}

/** The same for every slot of the inputs, whatever was said before. */
export function withMissingForAll(decisions: Decisions, inputs: readonly string[], missing: MissingPolicy): Decisions {
  return { ...decisions, missing: inputs.map((input) => ({ input, missing })) };
}

export function withConfirmed(decisions: Decisions, places: readonly Place[]): Decisions {
  return { ...decisions, confirmed: [...new Set([...decisions.confirmed, ...places.map(placeOf)])] };
}

/** The decisions as rules of a job in which other models may have features of the same name. */
export function rulesFor(
  decisions: Pick<Decisions, 'bind' | 'missing'>,
  model: string,
  alone: boolean,
): Pick<Decisions, 'bind' | 'missing'> {
  if (alone) return { bind: decisions.bind, missing: decisions.missing };
  const address = (input: string | undefined) => `${model}.${input ?? ''}`;
  return {
    bind: decisions.bind.map((rule) => ({ ...rule, input: address(rule.input) })),
    missing: decisions.missing.map((rule) => ({ ...rule, input: address(rule.input) })),
  };
}

function ruleOf(input: string, feed: Feed): BindingRule {
  return 'column' in feed ? { input, columns: [feed.column] } : { input, sql: feed.sql };
}

function feedOf(rule: BindingRule): Feed {
  return 'sql' in rule ? { sql: rule.sql } : { column: rule.columns[0] ?? '' };
}

function indexIn({ input, width }: NamelessBlock, address: string): number | null {
  if (!address.startsWith(`${input}[`) || !address.endsWith(']')) return null;
  const index = Number(address.slice(input.length + 1, -1));
  return Number.isInteger(index) && index >= 0 && (width === null || index < width) ? index : null;
}
