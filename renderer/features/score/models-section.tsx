/** The models of the job: what they are called, and a way to add and drop them. */
import { ActionIcon, Button, TextInput, Tooltip } from '@mantine/core';
import IconInfoCircle from '@tabler/icons-react/icons/IconInfoCircle';
import IconPlus from '@tabler/icons-react/icons/IconPlus';
import IconX from '@tabler/icons-react/icons/IconX';
import { useState } from 'react';
import { runAction } from '../../shell/actions.ts';
import { EmptyHint } from '../../ui/empty-hint.tsx';
import { PanelSection } from '../../ui/panel-section.tsx';
import { modelColour } from '../models/model-colour.ts';
import { nameProblem } from '../models/model-name.ts';
import { showModel } from '../models/shown-model.ts';
import { fileName } from '../sources/paths.ts';
import { dropModel, renameModel, useJob, type PickedModel } from './job-store.ts';
import classes from './score.module.css';

export function ModelsSection() {
  const models = useJob((job) => job.models);
  const add = (
    <Button
      size="compact-xs"
      variant="subtle"
      leftSection={<IconPlus size={14} />}
      onClick={() => runAction('model.pick')}
    >
      Add
    </Button>
  );
  return (
    <PanelSection title="Models" aside={add}>
      {models.length === 0 && <EmptyHint>Add a model, or drop an .onnx file anywhere in the window.</EmptyHint>}
      {models.map((model, at) => (
        <ModelRow key={model.path} model={model} colour={modelColour(at)} />
      ))}
    </PanelSection>
  );
}

function ModelRow({ model, colour }: { model: PickedModel; colour: string }) {
  return (
    <div className={classes.model}>
      <span className={classes.swatch} style={{ background: colour }} aria-hidden />
      <NameInput model={model} />
      <Tooltip label={`About ${fileName(model.path)}`}>
        <ActionIcon aria-label={`About ${model.name}`} onClick={() => showModel(model.path)}>
          <IconInfoCircle size={16} stroke={1.5} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label="Take out">
        <ActionIcon aria-label={`Take out ${model.name}`} onClick={() => dropModel(model.path)}>
          <IconX size={16} stroke={1.5} />
        </ActionIcon>
      </Tooltip>
    </div>
  );
}

/** A name takes effect when the field is left or Enter is pressed: each name is a column's prefix, and asks the engine anew. */
function NameInput({ model: { path, name } }: { model: PickedModel }) {
  const [typed, setTyped] = useState<string | null>(null);
  const others = useJob((job) => job.models).filter((model) => model.path !== path);
  const problem = nameProblem(
    typed ?? name,
    others.map((model) => model.name),
  );
  const finish = () => {
    if (typed !== null && problem === null) renameModel(path, typed.trim());
    setTyped(null);
  };
  return (
    <TextInput
      className={classes.grow ?? ''}
      variant="unstyled"
      aria-label={`Name of model ${fileName(path)}`}
      title={path}
      value={typed ?? name}
      error={problem}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={finish}
      onKeyDown={(event) => {
        if (event.key === 'Enter') finish();
        if (event.key === 'Escape') setTyped(null);
      }}
    />
  );
}
