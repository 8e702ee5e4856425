/** The rows on which the pair differs most, with their cells; each opens in the grid. */
import { UnstyledButton } from '@mantine/core';
import type { Disagreement } from '../../../contract/index.ts';
import { useClient } from '../../transport/client.ts';
import { countText } from '../../ui/quantities.ts';
import classes from './compare.module.css';
import type { Found } from './compare-store.ts';
import { rangeCondition } from './conditions.ts';
import { decimalText, signedText } from './figure-text.ts';
import { NumberTable } from './number-table.tsx';
import { showRows } from './show-rows.ts';
import { usePair } from './use-found-pair.ts';

/** The features whose contributions to both scores differ most, and by how much. */
function driversText({ drivers }: Disagreement): string {
  const told = drivers?.features.slice(0, 3) ?? [];
  return told.map(({ feature, difference }) => `${feature} ${signedText(difference)}`).join(', ');
}

export function DisagreementTable({ found }: { found: Found }) {
  const client = useClient();
  const pair = usePair(found);
  const rows = pair?.agreement.disagreements ?? [];
  const [first] = rows;
  if (pair === null || first === undefined) return null;
  const columns = Object.keys(first.values);
  const isDriven = rows.some(({ drivers }) => drivers !== null);
  const open = ({ row, champion, challenger }: typeof first) => {
    if (found.live === null) return;
    const ranges = new Map([
      [0, { from: champion, to: champion }],
      [pair.model, { from: challenger, to: challenger }],
    ]);
    const title = `Row ${countText(row)}, and any that has the same two scores`;
    void showRows(client, found, rangeCondition(found.live.sql, ranges), title);
  };
  return (
    <figure className={classes.card}>
      <figcaption>
        They differ most on row {countText(first.row)}: {pair.champion} {decimalText(first.champion)}, {pair.challenger}{' '}
        {decimalText(first.challenger)}
      </figcaption>
      <NumberTable
        label="Largest disagreements"
        heads={['row', pair.champion, pair.challenger, 'difference', ...(isDriven ? ['driven by'] : []), ...columns]}
        rows={rows.map((each) => ({
          key: String(each.row),
          cells: [
            <UnstyledButton
              key="row"
              className={classes.link}
              aria-label={`Row ${countText(each.row)}: show it`}
              onClick={() => open(each)}
            >
              {countText(each.row)}
            </UnstyledButton>,
            decimalText(each.champion),
            decimalText(each.challenger),
            signedText(each.difference),
            ...(isDriven ? [driversText(each)] : []),
            ...columns.map((column) => each.values[column] ?? '–'),
          ],
        }))}
      />
    </figure>
  );
}
