/** Which features make two models of trees give rows different scores: of the rows that change hands, and of those that differ most. */
import type { CompareReport, Driver } from '../../../contract/index.ts';
import { countText } from '../../ui/quantities.ts';
import { cutOfReport } from './asked-cut.ts';
import classes from './compare.module.css';
import type { Found } from './compare-store.ts';
import { cutText } from './cut-sentence.ts';
import { signedText } from './figure-text.ts';
import { MeasureAgain } from './measure-again.tsx';
import { NumberTable } from './number-table.tsx';
import { usePair } from './use-found-pair.ts';

type Drivers = NonNullable<CompareReport['agreement'][number]['drivers']>;

export function DriverTable({ found }: { found: Found }) {
  const pair = usePair(found);
  const drivers = pair?.agreement.drivers ?? null;
  if (pair === null || drivers === null) return null;
  const { champion, challenger, agreement } = pair;
  const unit = drivers.unit === 'log-odds' ? 'log-odds' : 'units of the score';
  const rows = [
    ...setLine(`selected by ${challenger} alone, on average`, drivers.swappedIn),
    ...setLine(`selected by ${champion} alone, on average`, drivers.swappedOut),
    ...agreement.disagreements.flatMap(({ row, drivers: own }) =>
      own === null ? [] : [line(`row ${countText(row)}`, 1, own.challenger - own.champion, own.features)],
    ),
  ];
  const cut = cutOfReport(found);
  return (
    <figure className={classes.card}>
      <figcaption>
        What drives the difference: how much more each feature moves the score of {challenger} than that of {champion},
        in {unit}
        {cut !== null && `; who is selected ${cutText(cut)}`}
      </figcaption>
      <NumberTable
        label="What drives the difference"
        endsInText
        heads={['rows', 'looked at', 'all features', 'driven by']}
        rows={rows}
      />
      <MeasureAgain found={found} what="Rows that change hands" />
    </figure>
  );
}

function setLine(name: string, set: Drivers['swappedIn']) {
  if (set === null) return [];
  const all = set.features.reduce((sum, { difference }) => sum + difference, set.base + set.rest);
  return [line(name, set.rows, all, set.features)];
}

function line(name: string, rows: number, all: number, features: readonly (Driver & { value?: string | null })[]) {
  const told = features.map(({ feature, value, difference }, at) => (
    <span key={feature} className={classes.driver}>
      {feature}
      {valueText(value)} {signedText(difference)}
      {at < features.length - 1 && ', '}
    </span>
  ));
  return { key: name, cells: [name, countText(rows), signedText(all), told] };
}

/** Of a set of rows there is no one value. */
function valueText(value: string | null | undefined): string {
  if (value === undefined) return '';
  return value === null ? ' (missing)' : ` = ${value}`;
}
