/** What a challenger has to keep to pass. */
import { ActionIcon, Button, NativeSelect, TextInput } from '@mantine/core';
import IconX from '@tabler/icons-react/icons/IconX';
import { PanelSection } from '../../ui/panel-section.tsx';
import classes from './compare.module.css';
import { choose, useCompare } from './compare-store.ts';
import { isWhole, limitFigures, type Limit } from './limit-figures.ts';

const first = 'auc_drop';

export function LimitsChoice() {
  const limits = useCompare((state) => state.choices.limits);
  return (
    <PanelSection
      title="Limits"
      aside={
        <Button size="compact-xs" variant="subtle" onClick={() => choose({ limits: [...limits, newLimit(first)] })}>
          Add a limit
        </Button>
      }
    >
      {limits.map((limit, at) => (
        <LimitLine
          key={at}
          limit={limit}
          onChange={(changed) => choose({ limits: limits.with(at, changed) })}
          onRemove={() => choose({ limits: limits.toSpliced(at, 1) })}
        />
      ))}
    </PanelSection>
  );
}

function newLimit(figure: string): Limit {
  const { compare = '<=', bound = '' } = limitFigures[figure] ?? {};
  return { figure, compare, bound };
}

interface LimitLineProps {
  limit: Limit;
  onChange: (limit: Limit) => void;
  onRemove: () => void;
}

function LimitLine({ limit, onChange, onRemove }: LimitLineProps) {
  return (
    <div className={classes.limit}>
      <NativeSelect
        aria-label="Figure"
        data={Object.entries(limitFigures).map(([value, { label }]) => ({ value, label }))}
        value={limit.figure}
        onChange={({ currentTarget }) => onChange(newLimit(currentTarget.value))}
      />
      <span>{limit.compare === '<=' ? 'at most' : 'at least'}</span>
      <TextInput
        className={classes.short ?? ''}
        aria-label="Bound"
        inputMode="decimal"
        value={limit.bound}
        error={isWhole(limit) ? null : 'Expected a number, or a percentage.'}
        onChange={({ currentTarget }) => onChange({ ...limit, bound: currentTarget.value })}
      />
      <ActionIcon variant="subtle" aria-label="Remove this limit" onClick={onRemove}>
        <IconX size={16} />
      </ActionIcon>
    </div>
  );
}
