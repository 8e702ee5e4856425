/** Whether each prediction comes with its reasons, and how many. */
import { Select } from '@mantine/core';
import { useJob } from './job-store.ts';

const none = 'none';
const offered = [1, 3, 5];

export function ExplainChoice() {
  const explain = useJob((job) => job.explain);
  // A job file may ask for another number.
  const counts = typeof explain === 'number' && !offered.includes(explain) ? [...offered, explain] : offered;
  return (
    <Select
      label="Explain each prediction"
      allowDeselect={false}
      data={[
        { value: none, label: 'No' },
        ...counts.map((count) => ({ value: String(count), label: textOf(count) })),
        { value: 'all', label: 'What every feature contributes' },
      ]}
      value={String(explain ?? none)}
      description={
        explain === null
          ? null
          : 'For tree models that read the columns themselves. The table is read once more before.'
      }
      inputWrapperOrder={['label', 'input', 'description']}
      onChange={(chosen) => useJob.setState({ explain: explainOf(chosen) })}
    />
  );
}

function textOf(count: number): string {
  return count === 1 ? 'The strongest reason' : `The ${count} strongest reasons`;
}

function explainOf(chosen: string | null) {
  if (chosen === null || chosen === none) return null;
  return chosen === 'all' ? chosen : Number(chosen);
}
