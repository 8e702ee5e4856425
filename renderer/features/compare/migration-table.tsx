/** Where the champion's tenths of the rows go by the challenger's scores: every cell opens its rows. */
import { UnstyledButton } from '@mantine/core';
import type { CSSProperties } from 'react';
import { useClient } from '../../transport/client.ts';
import { countText } from '../../ui/quantities.ts';
import classes from './compare.module.css';
import type { Found } from './compare-store.ts';
import { rangeCondition } from './conditions.ts';
import { shareText } from './figure-text.ts';
import { showRows } from './show-rows.ts';
import { usePair, type FoundPair } from './use-found-pair.ts';

const tenths = Array.from({ length: 10 }, (_, at) => at);

export function MigrationTable({ found }: { found: Found }) {
  const pair = usePair(found);
  const migration = pair?.agreement.migration ?? [];
  if (pair === null || migration.length === 0) return null;
  const all = migration.flat().reduce((sum, weight) => sum + weight, 0);
  const far = migration.flatMap((line, row) => line.filter((_, column) => Math.abs(row - column) > 1));
  const near = all - far.reduce((sum, weight) => sum + weight, 0);
  return (
    <figure className={classes.card}>
      <figcaption>{shareText(near / all)} of the rows stay within a tenth of where they were</figcaption>
      <div className={classes.wide} tabIndex={0} role="group" aria-label="Rows by tenth of both scores">
        <table className={classes.heat}>
          <thead>
            <tr>
              <td />
              <th scope="colgroup" colSpan={10}>
                tenth by {pair.challenger}, the lowest scores first
              </th>
            </tr>
            <tr>
              <th scope="col">by {pair.champion}</th>
              {tenths.map((column) => (
                <th scope="col" key={column}>
                  {column + 1}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {tenths.map((row) => (
              <tr key={row}>
                <th scope="row">{row + 1}</th>
                {tenths.map((column) => (
                  <MigrationCell key={column} found={found} pair={pair} row={row} column={column} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </figure>
  );
}

function MigrationCell({ found, pair, row, column }: { found: Found; pair: FoundPair; row: number; column: number }) {
  const client = useClient();
  const { live } = found;
  const { migration } = pair.agreement;
  const weight = migration[row]?.[column] ?? 0;
  const what = `in tenth ${row + 1} by ${pair.champion} and tenth ${column + 1} by ${pair.challenger}`;
  const ranges = [live?.tenths[0]?.[row], live?.tenths[pair.model]?.[column]];
  const open = () => {
    const [own, other] = ranges;
    if (live === null || !own || !other) return;
    const where = rangeCondition(
      live.sql,
      new Map([
        [0, own],
        [pair.model, other],
      ]),
    );
    void showRows(client, found, where, `Rows ${what}`);
  };
  const heat = Math.round((weight / Math.max(...migration.flat())) * 60);
  return (
    <td style={{ '--heat': `${heat}%` } as CSSProperties}>
      <UnstyledButton
        className={classes.heatCell}
        disabled={weight === 0}
        title={`Show the rows ${what}`}
        aria-label={`${countText(weight)} ${what}: show the rows`}
        onClick={open}
      >
        {weight === 0 ? '·' : countText(weight)}
      </UnstyledButton>
    </td>
  );
}
