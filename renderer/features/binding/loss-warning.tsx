/** Inputs that are fed, but whose values fail to convert or are unknown to the model: how many, and where that is mended. */
import { Button } from '@mantine/core';
import { showTab } from '../../shell/layout-store.ts';
import { useOpenTable } from '../../state/open-table.ts';
import { amount } from '../../ui/quantities.ts';
import { isDelimitedText } from '../sources/file-kinds.ts';
import { useReopen } from '../sources/use-reopen.ts';
import classes from './binding.module.css';
import { countedText, hasDecimalComma, lossParts, meantAsMissing } from './loss-text.ts';
import { showInput } from './shown-input.ts';
import { placeOf } from './slots.ts';
import type { BoundModel } from './use-binding.ts';
import { lossKey, type Losses } from './use-losses.ts';

const mostShown = 3;

export function LossWarning({ model: { picked, lines }, losses }: { model: BoundModel; losses: Losses }) {
  const grave = lines.flatMap((line) => {
    const loss = losses.byLine.get(lossKey(line));
    const parts = loss === undefined ? [] : lossParts(loss, line.element).filter(({ isGrave }) => isGrave);
    return parts.length === 0 ? [] : [{ name: line.feature ?? placeOf(line), parts, loss }];
  });
  if (grave.length === 0) return null;
  const more = grave.length - mostShown;
  return (
    <div className={classes.lossWarning} role="group" aria-label={`Values that ${picked.name} cannot use`}>
      {grave.slice(0, mostShown).map(({ name, parts }) => (
        <button key={name} type="button" className={classes.lossLink} onClick={() => showInput(picked.path, name)}>
          <span className={classes.feature}>{name}</span>
          {parts.map(({ text, example }) => (example === undefined ? text : `${text}: “${example}”`)).join(', ')}
        </button>
      ))}
      <small className={classes.origin}>
        {more > 0 && `and ${amount(more, 'more input')}, `}
        {countedText(losses)}
      </small>
      {grave.some(({ loss }) => loss !== undefined && hasDecimalComma(loss)) && <CommaButton />}
      <MissingTextButton texts={grave.flatMap(({ loss }) => (loss === undefined ? [] : meantAsMissing(loss)))} />
    </div>
  );
}

/** Where words such as `n/a` stand among numbers. */
function MissingTextButton({ texts }: { texts: readonly string[] }) {
  const request = useOpenTable((state) => state.request);
  const { reopen } = useReopen();
  const [text] = texts;
  if (text === undefined || request === null || !isDelimitedText(request)) return null;
  const read = () => reopen(({ csv }) => ({ csv: { ...csv, nullTexts: [...(csv.nullTexts ?? []), text] } }));
  return (
    <Button size="compact-xs" variant="light" title="In every column of this file" onClick={read}>
      Read “{text}” as missing
    </Button>
  );
}

/** Where text is read with a decimal point, and its numbers have commas. */
function CommaButton() {
  const request = useOpenTable((state) => state.request);
  const separator = useOpenTable((state) => state.table?.source.csv?.decimalSeparator);
  if (request === null || !isDelimitedText(request) || separator === ',') return null;
  return (
    <Button size="compact-xs" variant="light" onClick={() => showTab('file')}>
      Decimal comma? Say how text is read
    </Button>
  );
}
