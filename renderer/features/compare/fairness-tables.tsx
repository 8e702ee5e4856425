/** How alike the groups of a column are treated: which share of each a model selects, and of those that came true or did not. */
import type { CompareReport } from '../../../contract/index.ts';
import { countText } from '../../ui/quantities.ts';
import { cutOfReport } from './asked-cut.ts';
import classes from './compare.module.css';
import type { Found } from './compare-store.ts';
import { cutText } from './cut-sentence.ts';
import { decimalText, shareText } from './figure-text.ts';
import { MeasureAgain } from './measure-again.tsx';
import { NumberTable } from './number-table.tsx';
import { usePair, type FoundPair } from './use-found-pair.ts';

type Fairness = CompareReport['fairness'][number];

export function FairnessTables({ found }: { found: Found }) {
  const pair = usePair(found);
  const { fairness, label } = found.report;
  const cut = cutOfReport(found);
  if (pair === null || fairness.length === 0) return null;
  return (
    <section className={`${classes.cards} ${classes.broad}`} aria-label="Fairness">
      {fairness.map((one) => (
        <FairnessTable
          key={one.column}
          fairness={one}
          pair={pair}
          isJudged={label !== null}
          where={cut === null ? '' : `, ${cutText(cut)}`}
        />
      ))}
      <MeasureAgain found={found} what="Shares of groups" />
    </section>
  );
}

interface FairnessTableProps {
  fairness: Fairness;
  pair: FoundPair;
  /** Whether it is known what came true. */
  isJudged: boolean;
  /** The cut that is told of. */
  where: string;
}

function FairnessTable({ fairness: { column, groups, ratios }, pair, isJudged, where }: FairnessTableProps) {
  const shown = [0, pair.model];
  const rates = isJudged ? (['selection', 'truePositive', 'falsePositive'] as const) : (['selection'] as const);
  const names = { selection: 'selects', truePositive: 'of what came true', falsePositive: 'of the rest' };
  const ratio = (model: number) => decimalText(ratios[model]?.selection);
  const told = `${ratio(pair.model)} times as often by ${pair.challenger} and ${ratio(0)} by ${pair.champion}`;
  return (
    <figure className={classes.card}>
      <figcaption>
        By {column}, the group selected least is selected {told} as the one selected most{where}
      </figcaption>
      <NumberTable
        label={`How alike groups of ${column} are selected`}
        heads={[
          column,
          'rows',
          ...shown.flatMap((model) =>
            rates.map((rate, at) => (at === 0 ? `${ratios[model]?.model ?? ''} ${names[rate]}` : names[rate])),
          ),
        ]}
        rows={[
          ...groups.map(({ name, rows, models }) => ({
            key: `group ${name}`,
            cells: [
              name,
              countText(rows),
              ...shown.flatMap((model) => rates.map((rate) => shareText(models[model]?.[rate]))),
            ],
          })),
          {
            key: 'ratio',
            cells: [
              <span key="name" title="Smallest share over the largest, of groups of at least 30 rows">
                least ÷ most
              </span>,
              '',
              ...shown.flatMap((model) => rates.map((rate) => decimalText(ratios[model]?.[rate]))),
            ],
          },
        ]}
      />
    </figure>
  );
}
