/** What is seldom changed: the processor that runs the models, reasons, rows that cannot be scored, and names of predictions. */
import { Select, TextInput } from '@mantine/core';
import { PanelSection } from '../../ui/panel-section.tsx';
import { useProviderChoices } from '../settings/provider-choices.ts';
import { useSettings } from '../settings/use-settings.ts';
import { BadRowChoice } from './bad-row-choice.tsx';
import { ChosenPredictions } from './chosen-predictions.tsx';
import { ExplainChoice } from './explain-choice.tsx';
import { useJob } from './job-store.ts';

export function MoreSection() {
  const provider = useJob((job) => job.provider);
  const prefix = useJob((job) => job.prefix);
  const { data: settings } = useSettings();
  const { choices, what } = useProviderChoices();
  const chosen = provider ?? settings?.provider ?? 'auto';
  return (
    <PanelSection title="Options">
      <Select
        label="Runs on"
        allowDeselect={false}
        data={choices}
        value={chosen}
        description={what(chosen)}
        inputWrapperOrder={['label', 'input', 'description']}
        onChange={(name) => useJob.setState({ provider: name })}
      />
      <ExplainChoice />
      <BadRowChoice />
      <TextInput
        label="Put before each prediction’s name"
        placeholder="for example predicted_"
        value={prefix}
        onChange={(event) => useJob.setState({ prefix: event.currentTarget.value })}
      />
      <ChosenPredictions />
    </PanelSection>
  );
}
