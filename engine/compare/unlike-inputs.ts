/** What feeds a challenger otherwise than the champion, which may be all that tells their scores apart. */
import type { BoundArgument, MissingPolicy, ModelReceipt, Plan } from '../../contract/index.ts';
import { count } from './written-numbers.ts';

interface Fed extends BoundArgument {
  /** Values that were missing. */
  gaps: number;
}

interface FedModel {
  name: string;
  arguments: readonly Fed[];
}

/** One sentence for each way in which they differ; nothing of models that are fed alike. */
export function unlikeInputs(planned: Plan['models'], scored: readonly ModelReceipt[]): string[] {
  const [champion, ...challengers] = planned.map(({ name, binding }, at): FedModel => {
    const counted = scored[at]?.binding ?? [];
    return { name, arguments: binding.map((bound, index) => ({ ...bound, gaps: counted[index]?.missing ?? 0 })) };
  });
  if (champion === undefined) return [];
  return challengers.flatMap((challenger) => [
    ...unlikeFills(champion, challenger),
    ...unlikeExpressions(champion, challenger),
  ]);
}

/** Only where a value is missing: elsewhere it changes nothing. */
function unlikeFills(champion: FedModel, challenger: FedModel): string[] {
  const columnsByFill = new Map<string, string[]>();
  for (const { own, other } of inCommon(champion, challenger, ({ sql }) => sql)) {
    const gaps = Math.max(own.gaps, other.gaps);
    const [before, after] = [fillText(own.missing), fillText(other.missing)];
    if (gaps === 0 || before === after) continue;
    const fill = `${challenger.name} takes missing values as ${after}, and ${champion.name} as ${before}`;
    const told = columnsByFill.get(fill) ?? [];
    if (told.push(`${own.column ?? own.feature} (${count(gaps)} missing)`) === 1) columnsByFill.set(fill, told);
  }
  return [...columnsByFill].map(
    ([fill, columns]) => `${fill}, in ${columns.join(', ')}. Some of what differs may come of that.`,
  );
}

function unlikeExpressions(champion: FedModel, challenger: FedModel): string[] {
  return inCommon(champion, challenger, ({ feature }) => feature)
    .filter(({ own, other }) => own.sql !== other.sql)
    .map(
      ({ own, other }) =>
        `${challenger.name} is fed ${other.column ?? other.sql} as ${own.feature}, and ${champion.name} ${own.column ?? own.sql}. Some of what differs may come of that.`,
    );
}

/** Arguments of the two that are the same by a key, each once. */
function inCommon(champion: FedModel, challenger: FedModel, key: (fed: Fed) => string) {
  const owns = new Map(champion.arguments.map((own) => [key(own), own]));
  const found = new Map(challenger.arguments.map((other) => [key(other), other]));
  return [...found].flatMap(([at, other]) => {
    const own = owns.get(at);
    return own === undefined ? [] : [{ own, other }];
  });
}

const fills: Readonly<Record<Exclude<MissingPolicy['policy'], 'value'>, string>> = {
  nan: 'NaN',
  error: 'an error',
  null: 'a row without a score',
  mean: 'the mean in training',
};

function fillText(missing: MissingPolicy): string {
  if (missing.policy !== 'value') return fills[missing.policy];
  return /^-?[\d.]+$/.test(missing.value) ? missing.value : `"${missing.value}"`;
}
