/** McNemar's test at each cut, from the sums that tell what both models select there. */
import type { Cuts, CutTests, RowSums } from '../../contract/index.ts';
import { mcNemar } from './paired-tests.ts';
import type { Subject } from './subject.ts';

type Told = Pick<Subject, 'task' | 'label' | 'weight'>;

/** Empty where rows do not count alike or no outcome is known: the test is one of counts. */
export function cutTests(cuts: Cuts, all: readonly RowSums[], { task, label, weight }: Told): CutTests[] {
  if (task !== 'binary' || label === undefined || weight !== undefined) return [];
  return all.flatMap((total, at) => {
    const pair = cuts.pairs[at];
    const found = pair === undefined ? [] : cuts.at.flatMap((_, cut) => testAt(pair, total, cut) ?? []);
    if (found.length === 0) return [];
    const values = (key: keyof CutTests) => found.map((test) => test[key]);
    return { pValue: values('pValue'), low: values('low'), high: values('high') };
  });
}

function testAt({ champion, challenger, both }: Cuts['pairs'][number], all: RowSums, cut: number) {
  const of = (key: 'judged' | 'outcome') => {
    const [own, other, shared] = [champion[key][cut] ?? 0, challenger[key][cut] ?? 0, both[key][cut] ?? 0];
    return { own, other, ownAlone: own - shared, otherAlone: other - shared };
  };
  const [judged, outcome] = [of('judged'), of('outcome')];
  const right = (selected: 'own' | 'other') => all.judged - judged[selected] - all.outcome + 2 * outcome[selected];
  const alone = outcome.ownAlone + judged.otherAlone - outcome.otherAlone;
  const otherAlone = outcome.otherAlone + judged.ownAlone - outcome.ownAlone;
  return mcNemar([alone, otherAlone, right('own'), right('other')], all.judged);
}
