/** What was missing or did not fit, for each input of one model, of all rows that it scored. */
import type { MissingPolicy, ModelReceipt } from '../../../contract/index.ts';
import { amount, countText, percentText } from '../../ui/quantities.ts';
import { roundingText } from '../binding/loss-text.ts';
import { lossyArguments } from './lossy-arguments.ts';
import classes from './result.module.css';

const kinds = [
  { kind: 'failed', label: 'not read', what: 'Text that is no value of the right kind; treated as missing.' },
  { kind: 'overflowed', label: 'too large', what: 'Numbers too large for the input; they became infinite.' },
  { kind: 'rounded', label: 'slightly rounded', what: 'Numbers with more digits than the model’s input holds.' },
] as const;

export function LossTable({ model, rows }: { model: ModelReceipt; rows: number }) {
  const lossy = lossyArguments(model);
  if (lossy.length === 0) return <p className={classes.dim}>{model.name}: every value was there and fitted.</p>;
  const shown = kinds.filter(({ kind }) => lossy.some((argument) => argument[kind] > 0));
  const isSaid = lossy.some(({ missing, failed, missingBecame }) => missing + failed > 0 && missingBecame !== null);
  const elements = lossy.flatMap(({ rounded, element }) => (rounded > 0 ? [element] : []));
  return (
    <>
      <table className={classes.losses}>
        <thead>
          <tr>
            <th scope="col">{model.name}</th>
            <th scope="col" title={`NULL or NaN, of ${amount(rows, 'row')}`}>
              missing
            </th>
            {isSaid && (
              <th scope="col" title="What the model was given in place of a missing value">
                as
              </th>
            )}
            {shown.map(({ kind, label, what }) => (
              <th key={kind} scope="col" title={what}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lossy.map((argument) => (
            <tr key={`${argument.input}[${argument.index}]`}>
              <th scope="row" className={classes.feature} title={argument.feature}>
                {argument.feature}
              </th>
              <td>{shareText(argument.missing, rows)}</td>
              {isSaid && <td>{argument.missing + argument.failed > 0 ? becameText(argument.missingBecame) : ''}</td>}
              {shown.map(({ kind }) => (
                <td key={kind}>{countText(argument[kind])}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {[...new Set(elements)].map((element) => (
        <p key={element} className={classes.note}>
          {roundingText(element)}
        </p>
      ))}
    </>
  );
}

const becameWords = { nan: 'NaN', error: '', null: 'no prediction', mean: 'mean in training' } as const;

function becameText(missing: MissingPolicy | null): string {
  if (missing === null) return '';
  return missing.policy === 'value' ? missing.value : becameWords[missing.policy];
}

function shareText(count: number, rows: number): string {
  return count === 0 ? '0' : `${countText(count)} (${percentText(count / Math.max(rows, 1))})`;
}
