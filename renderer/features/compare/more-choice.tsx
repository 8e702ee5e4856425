/** By what else everything is told, and how rows count. */
import { Checkbox, MultiSelect, Select } from '@mantine/core';
import { PanelSection } from '../../ui/panel-section.tsx';
import { useJob } from '../score/job-store.ts';
import { numberColumns } from './candidates.ts';
import classes from './compare.module.css';
import { choose, useCompare } from './compare-store.ts';

export function MoreChoice() {
  const columns = useJob((job) => job.columns);
  const { segments, findSegments, fairness, weight, value } = useCompare((state) => state.choices);
  const numbers = numberColumns(columns);
  return (
    <PanelSection title="More">
      <ColumnsChoice
        label="Segments: everything once more by the values of"
        chosen={segments}
        onChange={(names) => choose({ segments: names })}
      />
      <Checkbox
        size="xs"
        label="Find segments in which a challenger is worse"
        description={
          weight === null ? 'By one column or two, of all that the table has.' : 'Not where rows count by a column.'
        }
        disabled={weight !== null}
        checked={findSegments && weight === null}
        onChange={({ currentTarget }) => choose({ findSegments: currentTarget.checked })}
      />
      <ColumnsChoice
        label="Fairness: how alike groups are selected, by"
        chosen={fairness}
        onChange={(names) => choose({ fairness: names })}
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

interface ColumnsChosen {
  label: string;
  chosen: readonly string[];
  onChange: (names: string[]) => void;
}

function ColumnsChoice({ label, chosen, onChange }: ColumnsChosen) {
  const columns = useJob((job) => job.columns);
  return (
    <MultiSelect
      size="xs"
      label={label}
      placeholder={chosen.length === 0 ? 'no column' : ''}
      searchable
      data={columns.map(({ name }) => name)}
      value={[...chosen]}
      onChange={onChange}
    />
  );
}
