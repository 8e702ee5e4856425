/** The same by the values of each segment column: where the challenger is surely worse, and how far the two agree. */
import type { CompareReport, PairedTest, SegmentPart } from '../../../contract/index.ts';
import { amount, countText } from '../../ui/quantities.ts';
import { cutOfReport } from './asked-cut.ts';
import classes from './compare.module.css';
import type { Found } from './compare-store.ts';
import { cutText } from './cut-sentence.ts';
import { decimalText, shareText, signedText } from './figure-text.ts';
import { MeasureAgain } from './measure-again.tsx';
import { NumberTable } from './number-table.tsx';
import { usePair, type FoundPair } from './use-found-pair.ts';

export function SegmentTables({ found }: { found: Found }) {
  const pair = usePair(found);
  const { segments } = found.report;
  const cut = cutOfReport(found);
  const where = cut === null ? '' : ` ${cutText(cut)}`;
  if (pair === null || segments.length === 0) return null;
  return (
    <section className={`${classes.cards} ${classes.broad}`} aria-label="Segments">
      {segments.map((segment) => (
        <SegmentTable key={segment.column} segment={segment} pair={pair} where={where} />
      ))}
      <MeasureAgain found={found} what="Decisions by segment" />
    </section>
  );
}

interface SegmentTableProps {
  segment: CompareReport['segments'][number];
  pair: FoundPair;
  /** The cut that decisions are told of. */
  where: string;
}

function SegmentTable({ segment: { column, parts }, pair, where }: SegmentTableProps) {
  const isJudged = parts.some(({ quality }) => quality.length > 0);
  const isBinary = parts.some(({ quality }) => quality.some(({ task }) => task === 'binary'));
  const worse = parts.filter((part) => isWorse(part, pair)).length;
  const quality = isJudged ? [`${isBinary ? 'AUC' : 'mean error'} ${pair.champion}`, pair.challenger] : [];
  const sureness = isBinary ? ['difference, 95 % interval'] : [];
  return (
    <figure className={classes.card}>
      <figcaption>
        By {column}: {amount(parts.length, 'segment')}
        {isBinary && `, in ${worse} of which ${pair.challenger} ranks surely worse, each looked at alone`}
      </figcaption>
      <NumberTable
        label={`Figures by ${column}`}
        heads={[column, 'rows', ...quality, ...sureness, 'mean difference', `decide the same${where}`]}
        rows={parts.map((part) => {
          const agreement = part.agreement[pair.model - 1];
          return {
            key: part.name,
            isWorse: isWorse(part, pair),
            cells: [
              part.name,
              countText(part.rows),
              ...(isJudged ? [decimalText(worth(part, pair.champion)), decimalText(worth(part, pair.challenger))] : []),
              ...(isBinary ? [intervalText(testOf(part, pair))] : []),
              decimalText(agreement?.meanDifference),
              shareText(agreement?.decisions?.agreement),
            ],
          };
        })}
      />
    </figure>
  );
}

/** AUC, or the mean absolute error of numbers. */
function worth({ quality }: SegmentPart, name: string): number | null {
  const found = quality.find(({ model }) => model === name);
  if (found === undefined) return null;
  return found.task === 'binary' ? found.auc : found.mae;
}

function testOf({ tests }: SegmentPart, { challenger }: FoundPair): PairedTest | undefined {
  return tests.find((test) => test.challenger === challenger && test.figure === 'auc');
}

function isWorse(part: SegmentPart, pair: FoundPair): boolean {
  return testOf(part, pair)?.better === 'champion';
}

function intervalText(test: PairedTest | undefined): string {
  if (test === undefined) return '–';
  return `${signedText(test.difference)} (${signedText(test.low)} to ${signedText(test.high)})`;
}
