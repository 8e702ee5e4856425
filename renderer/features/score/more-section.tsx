/** What is seldom changed: the processor that runs the models, reasons, rows that cannot be scored, and names of predictions. */
import { Select, TextInput } from '@mantine/core';
import { PanelSection } from '../../ui/panel-section.tsx';
import { useProviderChoices } from '../settings/provider-choices.ts';
import { useSettings } from '../settings/use-settings.ts';
import { BadRowChoice } from './bad-row-choice.tsx';
import { ChosenPredictions } from './chosen-predictions.tsx';
import { ExplainChoice } from './explain-choice.tsx';
import { chooseProvider, useJob } from './job-store.ts';
import classes from './score.module.css';

export function MoreSection() {
  const provider = useJob((job) => job.provider);
  const models = useJob((job) => job.models);
  const prefix = useJob((job) => job.prefix);
  const { data: settings } = useSettings();
  const { choices, what, titleOf } = useProviderChoices();
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
        onChange={(name) => name !== null && chooseProvider(name)}
      />
      {models.map(({ path, name, own }) =>
        own?.provider === undefined ? null : (
          <p key={path} className={classes.dim}>
            {name} runs on {titleOf(own.provider)}, as its job file says.
          </p>
        ),
      )}
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
