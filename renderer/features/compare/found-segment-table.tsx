/** Segments by one or two columns that were found, in which the challenger is surely worse or differs more. */
import type { FoundSegments } from '../../../contract/index.ts';
import { countText } from '../../ui/quantities.ts';
import classes from './compare.module.css';
import type { Found } from './compare-store.ts';
import { pValueText, signedText } from './figure-text.ts';
import { NumberTable } from './number-table.tsx';
import { usePair } from './use-found-pair.ts';

const figures: Readonly<Record<FoundSegments['figure'], string>> = {
  brier: 'has worse probabilities (Brier score)',
  'wrong decisions': 'decides worse',
  'absolute error': 'is further off',
  disagreement: 'differs more',
};

export function FoundSegmentTable({ found }: { found: Found }) {
  const pair = usePair(found);
  const one = found.report.foundSegments.find(({ challenger }) => challenger === pair?.challenger);
  if (pair === null || one === undefined || one.segments.length === 0) return null;
  return (
    <figure className={classes.card}>
      <figcaption>
        {pair.challenger} surely {figures[one.figure]} in {countText(one.count)} of {countText(one.tested)} segments
        that were looked at
      </figcaption>
      <NumberTable
        label="Segments that were found"
        heads={['segment', 'rows', 'mean difference', '95 % interval', 'elsewhere', 'p (Holm)']}
        rows={one.segments.map((segment) => {
          const name = segment.where.map(({ column, name: value }) => `${column} ${value}`).join(' and ');
          return {
            key: name,
            cells: [
              name,
              countText(segment.rows),
              signedText(segment.difference),
              `${signedText(segment.low)} to ${signedText(segment.high)}`,
              signedText(segment.elsewhere),
              pValueText(segment.pValue),
            ],
          };
        })}
      />
    </figure>
  );
}
