/** Which of the table's own columns stand in the output, before the predictions. */
import { MultiSelect, SegmentedControl } from '@mantine/core';
import { PanelSection } from '../../ui/panel-section.tsx';
import { useJob } from './job-store.ts';
import classes from './score.module.css';

const choices = [
  { value: 'all', label: 'All' },
  { value: 'some', label: 'Some' },
  { value: 'none', label: 'None' },
];

export function ColumnsSection() {
  const keep = useJob((job) => job.keep);
  const columns = useJob((job) => job.columns);
  const kind = typeof keep === 'string' ? keep : 'some';
  const kept = typeof keep === 'string' ? [] : [...keep];
  const names = columns.map(({ name }) => name);
  const change = (choice: string) => {
    if (choice === 'all' || choice === 'none') useJob.setState({ keep: choice });
    else if (names[0] !== undefined) useJob.setState({ keep: [names[0]] });
  };
  return (
    <PanelSection title="Columns to keep">
      <SegmentedControl aria-label="Columns to keep" data={choices} value={kind} onChange={change} />
      {kind === 'some' && (
        <MultiSelect
          aria-label="Kept columns"
          size="xs"
          searchable
          clearable={false}
          hidePickedOptions
          limit={200}
          data={names}
          value={kept}
          onChange={(chosen) =>
            chosen.length > 0 && useJob.setState({ keep: names.filter((name) => chosen.includes(name)) })
          }
        />
      )}
      {kind === 'none' && <p className={classes.dim}>The output holds predictions only.</p>}
    </PanelSection>
  );
}
