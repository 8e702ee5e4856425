/** By what else everything is told, and how rows count. */
import { MultiSelect, Select } from '@mantine/core';
import { PanelSection } from '../../ui/panel-section.tsx';
import { useJob } from '../score/job-store.ts';
import { numberColumns } from './candidates.ts';
import classes from './compare.module.css';
import { choose, useCompare } from './compare-store.ts';

export function MoreChoice() {
  const columns = useJob((job) => job.columns);
  const { segments, weight, value } = useCompare((state) => state.choices);
  const numbers = numberColumns(columns);
  return (
    <PanelSection title="More">
      <MultiSelect
        size="xs"
        label="Segments: everything once more by the values of"
        placeholder={segments.length === 0 ? 'no column' : ''}
        searchable
        data={columns.map(({ name }) => name)}
        value={[...segments]}
        onChange={(names) => choose({ segments: names })}
      />
      <div className={classes.two}>
        <Select
          label="Rows count by"
          placeholder="each the same"
          searchable
          clearable
          clearButtonProps={{ 'aria-label': 'Each row the same' }}
          data={numbers}
          value={weight}
          onChange={(name) => choose({ weight: name })}
        />
        <Select
          label="Add up for selected rows"
          placeholder="nothing, or an amount"
          searchable
          clearable
          clearButtonProps={{ 'aria-label': 'No amount' }}
          data={numbers}
          value={value}
          onChange={(name) => choose({ value: name })}
        />
      </div>
    </PanelSection>
  );
}
