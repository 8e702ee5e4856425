/** Reads a job that was written elsewhere as decisions about each of its models: what its rules mean is what they led to. */
import type { BindingLine, Job, ModelCard } from '../../../contract/index.ts';
import { undecided, withFeed, withMissing, type Decisions } from './decisions.ts';
import { placeOf, slotOf } from './slots.ts';

/** `lines` are those that the engine proposed for the job; of one model. */
export function decisionsOfJob(
  job: Pick<Job, 'bind' | 'missing'>,
  card: ModelCard,
  lines: readonly BindingLine[],
): Decisions {
  let decisions = undecided;
  for (const line of lines) {
    const slot = slotOf(card, line);
    if (line.matched === 'rule' || line.matched === 'features' || line.matched === 'position') {
      if (line.column !== null) decisions = withFeed(decisions, slot, { column: line.column });
      else if (line.sql !== null) decisions = withFeed(decisions, slot, { sql: line.sql });
    }
    if (isMissingSaid(job, line)) decisions = withMissing(decisions, slot, line.missing);
  }
  return decisions;
}

/** A default that is said is more than a default: text that does not convert counts as missing then. */
function isMissingSaid({ missing }: Pick<Job, 'missing'>, line: BindingLine): boolean {
  const names = [line.feature, line.input, placeOf(line)].filter((name) => name !== null);
  const addresses = new Set(names.flatMap((name) => [name, `${line.model}.${name}`]));
  return missing.some((rule) =>
    rule.input === undefined ? rule.missing.policy === line.missing.policy : addresses.has(rule.input),
  );
}
