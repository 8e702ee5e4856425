/** What the comparison comes to, in one sentence, and what else was found. */
import { figureVerbs, type CompareReport, type PairedTest } from '../../../contract/index.ts';
import { cutSentence, cutText } from './cut-sentence.ts';
import type { AtCut, FoundPair } from './use-found-pair.ts';

type Told = Pick<CompareReport, 'findings' | 'cutFindings' | 'tests' | 'verdict' | 'task' | 'label'>;

interface Headline {
  headline: string;
  /** Those that no cut changes: what follows the cut is told beside it. */
  others: string[];
}

/** Who is surely better at what, of one pair; the first finding of all where there are no outcomes to tell by, or limits were set. */
export function headlineOf(report: Told, pair: FoundPair | null, at: AtCut | null): Headline {
  const lasting = report.findings.filter((finding) => !report.cutFindings.includes(finding));
  const tests = testsAt(report, pair?.challenger ?? '', at?.test ?? null);
  const swap = pair === null || at === null ? null : cutSentence(pair, at, report);
  const headline =
    report.verdict !== null || pair === null || tests.length === 0
      ? ((report.verdict === null ? swap : null) ?? lasting[0] ?? 'There was nothing to compare.')
      : betterAt(tests, pair, at);
  return { headline, others: lasting.filter((finding) => finding !== headline) };
}

/** Of one challenger, with the test of decisions at the cut in the place of the report's. */
export function testsAt(
  { tests }: Pick<CompareReport, 'tests'>,
  challenger: string,
  atCut: PairedTest | null,
): PairedTest[] {
  const own = tests.filter((test) => test.challenger === challenger);
  if (atCut === null) return own;
  const others = own.filter(({ figure }) => figure !== 'accuracy');
  const after = others.findIndex(({ figure }) => figure !== 'auc');
  return others.toSpliced(after === -1 ? others.length : after, 0, atCut);
}

function betterAt(tests: readonly PairedTest[], { champion, challenger }: FoundPair, at: AtCut | null): string {
  const where = at === null ? '' : ` ${cutText(at)}`;
  const sides = (['challenger', 'champion'] as const).flatMap((side) => {
    const verbs = tests
      .filter(({ better }) => better === side)
      .map(({ figure }) => `${figureVerbs[figure]}${figure === 'accuracy' ? where : ''}`);
    const found = [...new Set(verbs)];
    return found.length === 0 ? [] : [`${side === 'champion' ? champion : challenger} ${listed(found)}`];
  });
  if (sides.length === 0) return `No sure difference between ${challenger} and ${champion}.`;
  return `${sides.join('; ')}.`;
}

function listed(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join() : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}
