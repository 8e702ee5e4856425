/** The inspector's tab about one model: what its file says, what it takes and gives, and whether it can be scored. */
import { Button, Select } from '@mantine/core';
import { acknowledgeEnd } from '../../transport/connection.ts';
import { EmptyHint } from '../../ui/empty-hint.tsx';
import { FaultCard } from '../../ui/fault-card.tsx';
import { fileName } from '../sources/paths.ts';
import { dropModel, useJob } from '../score/job-store.ts';
import { whyModelsWait } from '../score/readiness.ts';
import { ModelCardView } from './model-card-view.tsx';
import classes from './models.module.css';
import { useShownModel } from './shown-model.ts';
import { useAssessment, useMayLoadModels } from './use-assessment.ts';

export function ModelPanel() {
  const models = useJob((job) => job.models);
  const shown = useShownModel(({ path }) => path) ?? models[0]?.path ?? null;
  const { data, error, isLoading, isPending } = useAssessment(shown);
  const mayLoad = useMayLoadModels();
  if (shown === null) return <EmptyHint>Pick a model to see what it takes and gives.</EmptyHint>;
  const choices = [...new Set([...models.map(({ path }) => path), shown])];
  return (
    <div className={classes.panel}>
      {choices.length > 1 && (
        <Select
          aria-label="Model"
          className={classes.choice ?? ''}
          allowDeselect={false}
          data={choices.map((path) => ({ value: path, label: fileName(path) }))}
          value={shown}
          onChange={(path) => path !== null && useShownModel.setState({ path })}
        />
      )}
      {isLoading && <EmptyHint>Reading {fileName(shown)} …</EmptyHint>}
      {isPending && !mayLoad && <ModelsWait />}
      {error !== null && (
        <div className={classes.refusal}>
          <FaultCard error={error} buttons={<TakeOut path={shown} />} />
        </div>
      )}
      {data !== undefined && <ModelCardView assessment={data} />}
    </div>
  );
}

/** For a file that cannot be read, as one whose path was mistyped. */
function TakeOut({ path }: { path: string }) {
  const isPicked = useJob((job) => job.models.some((model) => model.path === path));
  if (!isPicked) return null;
  const takeOut = () => {
    dropModel(path);
    useShownModel.setState({ path: null });
  };
  return (
    <Button size="compact-xs" variant="light" onClick={takeOut}>
      Take it out
    </Button>
  );
}

function ModelsWait() {
  return (
    <EmptyHint>
      {whyModelsWait}{' '}
      <Button size="compact-xs" variant="light" onClick={acknowledgeEnd}>
        Go on
      </Button>
    </EmptyHint>
  );
}
