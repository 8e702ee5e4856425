/** What the user said about bindings and missing values, looked up by model, input and feature. */
import {
  RowcastError,
  type BindingRule,
  type ElementType,
  type Job,
  type MissingPolicy,
  type MissingRule,
} from '../../contract/index.ts';
import { nearest } from './nearest.ts';
import { addressOf, type Block, type Slot } from './slots.ts';

export interface Missing {
  policy: MissingPolicy;
  /** Text that does not convert counts as missing too, because the user said what missing becomes. */
  tolerant: boolean;
}

export class Rules {
  readonly #bind: readonly BindingRule[];
  readonly #missing: readonly MissingRule[];
  readonly #used = new Set<BindingRule | MissingRule>();
  readonly #known = new Set<string>();
  readonly #addresses = new Set<string>();

  constructor(job: Pick<Job, 'bind' | 'missing'>) {
    this.#bind = job.bind;
    this.#missing = job.missing;
  }

  /** The rule for a whole block of features, if its input is named by one. */
  forBlock(model: string, block: Block): BindingRule | undefined {
    return this.#find(this.#bind, model, [block.input.name]);
  }

  /** The rule for one slot, by its feature's name or by its place. */
  forSlot(model: string, slot: Slot): BindingRule | undefined {
    return this.#ofSlot(this.#bind, model, slot);
  }

  /** Columns or expression said for an input, to size a block whose width the model leaves open. */
  listed(model: string, input: string): ({ column: string } | { sql: string })[] | undefined {
    const rule = this.#find(this.#bind, model, [input]);
    if (rule === undefined) return undefined;
    return 'columns' in rule ? rule.columns.map((column) => ({ column })) : [{ sql: rule.sql }];
  }

  /** The most particular policy: the feature's, the input's, the default, then NaN for floats and an error for all else. */
  missingFor(model: string, slot: Slot): Missing {
    const particular = this.#ofSlot(this.#missing, model, slot) ?? this.#find(this.#missing, model, [slot.input]);
    const float = hasNan(slot.element);
    const general = this.#missing.find((rule) => rule.input === undefined);
    if (general !== undefined) this.#used.add(general);
    const said = particular ?? (general?.missing.policy === 'nan' && !float ? undefined : general);
    if (said === undefined) return { policy: { policy: float ? 'nan' : 'error' }, tolerant: false };
    return { policy: said.missing, tolerant: said.missing.policy !== 'error' };
  }

  /** Fails on the first rule that no model had a use for. */
  checkAllUsed(): void {
    if (this.#missing.filter((rule) => rule.input === undefined).length > 1) throw saidTwice('--missing', 'all inputs');
    for (const rule of [...this.#bind, ...this.#missing]) {
      if (rule.input === undefined || this.#used.has(rule)) continue;
      if (this.#addresses.has(rule.input)) throw saidTwice('missing' in rule ? '--missing' : '--bind', rule.input);
      const known = [...this.#known];
      const close = nearest(rule.input, known);
      throw new RowcastError(
        'BINDING_UNKNOWN',
        `"${rule.input}" is said about, but no model has an input or feature of that name.`,
        close === undefined ? `There are: ${known.join(', ')}.` : `The nearest is "${close}".`,
      );
    }
  }

  #ofSlot<R extends BindingRule | MissingRule>(rules: readonly R[], model: string, slot: Slot): R | undefined {
    const byName = slot.feature === undefined ? undefined : this.#find(rules, model, [slot.feature]);
    // Places are not told as names that there are: a block may have thousands.
    return byName ?? this.#look(rules, model, [addressOf(slot)]);
  }

  #find<R extends BindingRule | MissingRule>(
    rules: readonly R[],
    model: string,
    names: readonly string[],
  ): R | undefined {
    names.forEach((name) => this.#known.add(name));
    return this.#look(rules, model, names);
  }

  #look<R extends BindingRule | MissingRule>(
    rules: readonly R[],
    model: string,
    names: readonly string[],
  ): R | undefined {
    const addresses = new Set(names.flatMap((name) => [name, `${model}.${name}`]));
    addresses.forEach((address) => this.#addresses.add(address));
    const rule = rules.find((candidate) => candidate.input !== undefined && addresses.has(candidate.input));
    if (rule !== undefined) this.#used.add(rule);
    return rule;
  }
}

/** Fails where NaN was asked for in particular and the element has none; what is said for all inputs only means those that do. */
export function checkMissing({ policy }: Missing, { element }: Slot, label: string): void {
  if (policy.policy !== 'nan' || hasNan(element)) return;
  throw new RowcastError(
    'BAD_MISSING_VALUE',
    `${label}: a missing value cannot become NaN in a tensor of ${element}.`,
    'Give a value instead, for example --missing INPUT:0, or error.',
    { windowHint: 'Give a value instead, for example 0, or let a missing value stop the run.' },
  );
}

function hasNan(element: ElementType): boolean {
  return element === 'float' || element === 'double' || element === 'float16';
}

function saidTwice(option: string, input: string): RowcastError {
  return new RowcastError(
    'INVALID_ARGUMENT',
    `${option} is given more than once for ${input === 'all inputs' ? input : `"${input}"`}.`,
    'Keep the one that you mean.',
  );
}
