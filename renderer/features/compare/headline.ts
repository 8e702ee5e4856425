/** What the comparison comes to, in one sentence. */
import { figureVerbs, type CompareReport } from '../../../contract/index.ts';

type Told = Pick<CompareReport, 'findings' | 'tests' | 'verdict'>;

/** Who is surely better at what, of one pair; the first finding of all where there are no outcomes to tell by, or limits were set. */
export function headlineOf({ findings, tests, verdict }: Told, challenger: string): string {
  const own = tests.filter((test) => test.challenger === challenger);
  const [first] = own;
  if (verdict !== null || first === undefined) return findings[0] ?? 'There was nothing to compare.';
  const sides = (['challenger', 'champion'] as const).flatMap((side) => {
    const found = [...new Set(own.filter(({ better }) => better === side).map(({ figure }) => figureVerbs[figure]))];
    return found.length === 0 ? [] : [`${first[side]} ${listed(found)}`];
  });
  if (sides.length === 0) return `No sure difference between ${challenger} and ${first.champion}.`;
  return `${sides.join('; ')}.`;
}

function listed(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join() : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}
