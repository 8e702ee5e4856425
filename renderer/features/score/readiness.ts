/** What stands between the user and predictions, in the order in which it can be put right. */
import type { Fault } from '../../../contract/index.ts';
import type { LineState } from '../binding/line-state.ts';
import { nameProblem } from '../models/model-name.ts';
import { amount } from '../../ui/quantities.ts';

/** Where a problem is put right. */
export type Remedy = 'open a table' | 'pick a model' | 'inputs' | 'confirm' | 'go on' | 'take out' | 'none';

export interface Problem {
  text: string;
  /** The engine's own words, where it found the problem. */
  fault: Fault | null;
  remedy: Remedy;
  /** Path of the model it is about, where it is about one that cannot be scored. */
  model?: string;
}

/** `unknown` while it is being looked at. */
export interface ModelCheck {
  name: string;
  path: string;
  refusal: Fault | null | 'unknown';
  counts: Record<LineState, number>;
}

export interface Checks {
  hasTable: boolean;
  /** Whether models are loaded: not after the engine ended, until the user goes on. */
  mayLoad: boolean;
  models: readonly ModelCheck[];
  /** What is wrong with the job as a whole; `unknown` while inputs are being looked at. */
  binding: Fault | null | 'unknown';
  /** Why the job cannot be planned: the condition, the columns or the output. */
  plan: Fault | null;
}

export interface Readiness {
  problems: Problem[];
  /** Whether something is still being looked at. */
  isChecking: boolean;
}

/** A model that ends the engine would do so again and again. */
export const whyModelsWait = 'Models wait since the engine ended: loading one may have been why.';

export function readinessOf({ hasTable, mayLoad, models, binding, plan }: Checks): Readiness {
  if (!hasTable) return { problems: [say('Open the table that is to be scored.', 'open a table')], isChecking: false };
  if (models.length === 0) return { problems: [say('Pick a model.', 'pick a model')], isChecking: false };
  const isChecking = binding === 'unknown' || models.some(({ refusal }) => refusal === 'unknown');
  if (isChecking && !mayLoad) return { problems: [say(whyModelsWait, 'go on')], isChecking: false };
  const problems = models.flatMap((model) => problemsOf(model, models));
  if (problems.length > 0) return { problems, isChecking };
  if (binding !== null && binding !== 'unknown') return { problems: [found(binding, 'inputs')], isChecking };
  return { problems: plan === null ? [] : [found(plan, 'none')], isChecking };
}

function problemsOf({ name, path, refusal, counts }: ModelCheck, models: readonly ModelCheck[]): Problem[] {
  if (refusal !== null && refusal !== 'unknown') return [{ ...found(refusal, 'take out'), model: path }];
  const others = models.filter((model) => model.path !== path).map((model) => model.name);
  const naming = nameProblem(name, others);
  const problems = naming === null ? [] : [say(naming, 'none')];
  if (counts.unbound > 0)
    problems.push(say(`${name} needs a column for ${amount(counts.unbound, 'input')}.`, 'inputs'));
  if (counts.faulty > 0)
    problems.push(say(`${name} cannot take what feeds ${amount(counts.faulty, 'input')}.`, 'inputs'));
  if (counts.unsure > 0) {
    const are = counts.unsure === 1 ? 'input was' : 'inputs were';
    problems.push(say(`${counts.unsure} ${are} matched loosely for ${name}: confirm what feeds them.`, 'confirm'));
  }
  return problems;
}

function say(text: string, remedy: Remedy): Problem {
  return { text, fault: null, remedy };
}

function found(fault: Fault, remedy: Remedy): Problem {
  return { text: fault.message, fault, remedy };
}
