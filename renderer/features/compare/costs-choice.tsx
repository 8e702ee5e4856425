/** What right and wrong decisions cost or bring. */
import { Button, TextInput } from '@mantine/core';
import { PanelSection } from '../../ui/panel-section.tsx';
import classes from './compare.module.css';
import { choose, useCompare } from './compare-store.ts';
import { costLabels, readCosts, type CostKey } from './costs.ts';

export function CostsChoice() {
  const costs = useCompare((state) => state.choices.costs);
  const isOn = costs !== null;
  const write = (key: CostKey, text: string) => choose({ costs: { ...costs, [key]: text } });
  return (
    <PanelSection
      title="Costs and gains"
      aside={
        <Button size="compact-xs" variant="subtle" onClick={() => choose({ costs: isOn ? null : {} })}>
          {isOn ? 'Leave out' : 'Say what decisions cost'}
        </Button>
      }
    >
      {isOn && (
        <>
          <div className={classes.two}>
            {costLabels.map(([key, label]) => (
              <TextInput
                key={key}
                label={`A row ${label}`}
                placeholder="0"
                inputMode="decimal"
                value={costs[key] ?? ''}
                error={readCosts({ [key]: costs[key] ?? '' }) === null ? 'This is no number.' : null}
                onChange={({ currentTarget }) => write(key, currentTarget.value)}
              />
            ))}
          </div>
          <p className={classes.dim}>In any unit, for one row; a gain is a cost below 0, such as −20.</p>
        </>
      )}
    </PanelSection>
  );
}
