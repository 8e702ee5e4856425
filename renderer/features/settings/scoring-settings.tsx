/** Settings that every new job begins with. */
import { Select } from '@mantine/core';
import { DestinationFormat, type Settings } from '../../../contract/index.ts';
import { formatLabels } from '../score/destination.ts';
import { useProviderChoices } from './provider-choices.ts';
import { Setting } from './setting.tsx';

interface PartProps {
  settings: Settings;
  onChange: (part: Partial<Settings>) => void;
}

export function ProviderSetting({ settings, onChange }: PartProps) {
  const { choices, what } = useProviderChoices();
  return (
    <Setting label="Models run on" hint={what(settings.provider)}>
      {(id) => (
        <Select
          aria-labelledby={id}
          allowDeselect={false}
          data={choices}
          value={settings.provider}
          onChange={(provider) => provider !== null && onChange({ provider })}
        />
      )}
    </Setting>
  );
}

const likeTable = 'like the table';
const formats = [
  { value: likeTable, label: 'Like the table' },
  ...DestinationFormat.options.map((value) => ({ value, label: formatLabels[value] })),
];

export function FormatSetting({ settings, onChange }: PartProps) {
  return (
    <Setting label="Output format" hint="Suggested for every new output; each job can have another.">
      {(id) => (
        <Select
          aria-labelledby={id}
          allowDeselect={false}
          data={formats}
          value={settings.outputFormat ?? likeTable}
          onChange={(format) => onChange({ outputFormat: DestinationFormat.safeParse(format).data ?? null })}
        />
      )}
    </Setting>
  );
}
