/** What becomes of a row that a model cannot be fed. */
import { Select } from '@mantine/core';
import { OnBadRow } from '../../../contract/index.ts';
import { useJob } from './job-store.ts';

const words: Readonly<Record<OnBadRow, { label: string; what: string }>> = {
  fail: { label: 'Ends the run', what: 'Nothing is written, and the first such row is named.' },
  null: { label: 'Has no predictions', what: 'It stands in the output with empty predictions.' },
  quarantine: {
    label: 'Goes to a file of its own',
    what: 'It is left out of the output, and stands with its number and the reason in a file beside it.',
  },
};

export function BadRowChoice() {
  const onBadRow = useJob((job) => job.onBadRow);
  return (
    <Select
      label="A row that cannot be scored"
      allowDeselect={false}
      data={OnBadRow.options.map((value) => ({ value, label: words[value].label }))}
      value={onBadRow}
      description={words[onBadRow].what}
      inputWrapperOrder={['label', 'input', 'description']}
      onChange={(chosen) => useJob.setState({ onBadRow: OnBadRow.parse(chosen) })}
    />
  );
}
