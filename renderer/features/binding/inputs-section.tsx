/** The inputs of the job in short: what is fed, and every line that needs a look. */
import { Button } from '@mantine/core';
import { PanelSection } from '../../ui/panel-section.tsx';
import { amount } from '../../ui/quantities.ts';
import { useMayLoadModels } from '../models/use-assessment.ts';
import { ConfirmAll } from './confirm-all.tsx';
import classes from './binding.module.css';
import { FeedSelect } from './feed-select.tsx';
import { LossWarning } from './loss-warning.tsx';
import { showAllInputs } from './shown-input.ts';
import { isFed } from './line-state.ts';
import { useBinding, useBoundModels, type BoundModel } from './use-binding.ts';
import { useFirstLosses } from './use-losses.ts';

const mostShown = 6;

export function InputsSection() {
  const bound = useBoundModels();
  const { data: binding, error } = useBinding();
  const hasLines = bound.some(({ lines }) => lines.length > 0);
  // Why nothing can be said of them stands at the end of the panel.
  if (bound.length === 0 || error !== null || (!hasLines && (binding?.fault ?? null) !== null)) return null;
  const all = (
    <Button size="compact-xs" variant="subtle" onClick={showAllInputs}>
      Show all
    </Button>
  );
  return (
    <PanelSection title="Inputs" aside={all}>
      {bound.map((model) => (
        <ModelInputs key={model.picked.path} model={model} />
      ))}
    </PanelSection>
  );
}

function ModelInputs({ model }: { model: BoundModel }) {
  const { picked, lines } = model;
  const mayLoad = useMayLoadModels();
  const open = lines.filter(({ state }) => state !== 'ready');
  const losses = useFirstLosses(lines.some(isFed));
  return (
    <div className={classes.modelInputs}>
      <p className={classes.summary}>
        {summary(picked.name, lines.length, open.length, mayLoad)}
        {picked.origin !== 'new' && <span className={classes.origin}> from {originText[picked.origin]}</span>}
      </p>
      {open.slice(0, mostShown).map((line) => (
        <div key={`${line.input}[${line.index}]`} className={classes.shortLine}>
          <span className={classes.feature} title={line.feature ?? undefined}>
            {line.feature ?? `${line.input}[${line.index}]`}
          </span>
          <FeedSelect model={model} line={line} />
        </div>
      ))}
      {open.length > mostShown && (
        <p className={classes.summary}>and {amount(open.length - mostShown, 'more', 'more')}</p>
      )}
      {losses !== null && <LossWarning model={model} losses={losses} />}
      <ConfirmAll model={model} />
    </div>
  );
}

const originText = {
  'last time': 'last time',
  'job file': 'the job file',
  'read before': 'before it was read this way',
} as const;

function summary(name: string, all: number, open: number, mayLoad: boolean): string {
  if (all === 0)
    return mayLoad ? `Looking at what ${name} needs …` : `${name} was not looked at since the engine ended.`;
  if (open === 0) return `${name}: ${all === 1 ? 'its input is' : `all ${amount(all, 'input')} are`} fed.`;
  return `${name}: ${open} of ${amount(all, 'input')} ${open === 1 ? 'needs' : 'need'} a look.`;
}
