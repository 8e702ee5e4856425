/** What was missing or did not fit, for each input of one model, of all rows that it scored. */
import type { ModelReceipt } from '../../../contract/index.ts';
import { amount, countText, percentText } from '../../ui/quantities.ts';
import { lossyArguments, type Argument } from './lossy-arguments.ts';
import classes from './result.module.css';

export function LossTable({ model, rows }: { model: ModelReceipt; rows: number }) {
  const lossy = lossyArguments(model);
  if (lossy.length === 0) return <p className={classes.dim}>{model.name}: every value was there and fitted.</p>;
  const hasOthers = lossy.some(({ failed, rounded, overflowed }) => failed + rounded + overflowed > 0);
  return (
    <table className={classes.losses}>
      <thead>
        <tr>
          <th scope="col">{model.name}</th>
          <th scope="col">missing</th>
          {hasOthers && <th scope="col">did not fit</th>}
        </tr>
      </thead>
      <tbody>
        {lossy.map((argument) => (
          <tr key={`${argument.input}[${argument.index}]`}>
            <th scope="row" className={classes.feature} title={argument.feature}>
              {argument.feature}
            </th>
            <td title={`of ${amount(rows, 'row')}`}>
              {countText(argument.missing)} ({percentText(argument.missing / Math.max(rows, 1))})
            </td>
            {hasOthers && (
              <td title={misfits(argument)}>{countText(argument.failed + argument.rounded + argument.overflowed)}</td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function misfits({ failed, rounded, overflowed }: Argument): string {
  return `${countText(failed)} did not convert, ${countText(rounded)} were rounded, ${countText(overflowed)} became infinite`;
}
