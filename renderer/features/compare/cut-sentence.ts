/** What a cut comes to, in one sentence. */
import type { CompareReport } from '../../../contract/index.ts';
import { amount } from '../../ui/quantities.ts';
import type { CellFigures } from './decision-figures.ts';
import { decimalText, pValueText, scoreText, shareText } from './figure-text.ts';
import type { AtCut, FoundPair } from './use-found-pair.ts';

type Told = Pick<CompareReport, 'task' | 'label'>;

export function cutSentence(
  { champion, challenger }: Pick<FoundPair, 'champion' | 'challenger'>,
  { decisions, by, cut }: Pick<AtCut, 'decisions' | 'by' | 'cut'>,
  told: Told,
): string {
  const { swappedIn, swappedOut } = decisions.swap;
  const where = by === 'top' ? `Each selecting its highest ${cut} %` : `From a score of ${scoreText(cut)} on`;
  const side = (name: string, cell: CellFigures) => {
    const outcome = outcomeText(told, cell.outcomeMean);
    return `${name} alone selects ${amount(cell.rows, 'row')}${outcome === null ? '' : ` (${outcome})`}`;
  };
  return `${where}, ${side(challenger, swappedIn)} and ${side(champion, swappedOut)}; they agree on ${shareText(decisions.agreement)}.`;
}

/** Which of the two is surely right more often at the cut; null where no test can tell. */
export function decisionSentence(
  { test, by, cut }: Pick<AtCut, 'test' | 'by' | 'cut'>,
  { champion, challenger }: Pick<FoundPair, 'champion' | 'challenger'>,
): string | null {
  if (test === null) return null;
  const right = `${challenger} decides ${shareText(test.challengerValue)} of the rows rightly and ${champion} ${shareText(test.championValue)}`;
  const better = test.better === 'champion' ? champion : challenger;
  const sure = test.better === null ? 'no sure difference' : `${better} is surely better`;
  return `${cutText({ by, cut }, 'At')}, ${right}: ${sure} (McNemar’s test, p ${pValueText(test.pValue)}).`;
}

/** `at 0.5`, or `at the highest 10 %`. */
export function cutText({ by, cut }: Pick<AtCut, 'by' | 'cut'>, at: 'at' | 'At' = 'at'): string {
  return by === 'top' ? `${at} the highest ${scoreText(cut)} %` : `${at} ${scoreText(cut)}`;
}

/** How often rows came true, or the mean of what is a number; null where it is not known. */
export function outcomeText({ task, label }: Told, mean: number | null): string | null {
  if (label === null || mean === null) return null;
  return task === 'binary' ? `${shareText(mean)} came true` : `${label.column} ${decimalText(mean)} on average`;
}
