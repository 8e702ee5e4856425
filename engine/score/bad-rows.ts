/** Rows that a model cannot be fed: found before they reach it, so that one of them does not end a run. */
import type { Job } from '../../contract/index.ts';
import { conversionOf, never } from '../binding/conversion-sql.ts';
import type { Argument } from '../binding/resolve.ts';
import { literal } from '../sql/text.ts';

export interface BadRows {
  /** What becomes of them: rows without predictions, or lines of another file. */
  policy: Exclude<Job['onBadRow'], 'fail'>;
  /** SQL of why the row cannot be scored; NULL where it can. */
  reason: string;
}

/** Undefined where a bad row ends the run. */
export function badRowsOf(
  { onBadRow: policy }: Pick<Job, 'onBadRow'>,
  models: readonly { arguments: readonly Argument[] }[],
): BadRows | undefined {
  if (policy === 'fail') return undefined;
  const faults = models.flatMap((model) => model.arguments.flatMap(faultsOf));
  const unique = [...new Map(faults.map((fault) => [fault.told, fault])).values()];
  if (unique.length === 0) return { policy, reason: 'CAST(NULL AS VARCHAR)' };
  const any = unique.map((fault) => `coalesce(${fault.when}, false)`).join(' OR ');
  const told = unique.map((fault) => `CASE WHEN ${fault.when} THEN ${fault.told} END`).join(', ');
  return { policy, reason: `CASE WHEN ${any} THEN concat_ws('; ', ${told}) END` };
}

interface RowFault {
  /** SQL condition. */
  when: string;
  /** SQL of the text that tells it. */
  told: string;
}

function unfitList({ label, element, length, argument: { sql } }: Argument, value: string): string {
  return `CASE WHEN len(${sql}) <> ${length} THEN ${literal(`${label} is a list of `)} || len(${sql}) || ${literal(` values, not of ${length}`)}
    ELSE ${literal(`${label} does not fit ${element}: `)} || ${value} END`;
}

function faultsOf(argument: Argument): RowFault[] {
  const { missing, failed, misfit, text } = conversionOf(argument);
  const isError = argument.missing.policy === 'error';
  const value = `CAST(${text} AS VARCHAR)`;
  const is = (what: string) => literal(`${argument.label} ${what}`);
  const faults = [
    { when: isError ? missing : never, told: is('is missing') },
    // Where the user says what a missing value becomes, a text that does not convert becomes that too.
    {
      when: argument.tolerant && !isError ? never : failed,
      told: `${is(`does not convert to ${argument.element}: `)} || ${value}`,
    },
    {
      when: misfit,
      told:
        argument.length === null
          ? `${is(`does not fit ${argument.element}: `)} || ${value}`
          : unfitList(argument, value),
    },
  ];
  return faults.filter((fault) => fault.when !== never);
}
