/** The rail's part about models: those that are picked, and those that were used before. */
import { ActionIcon, Tooltip } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import IconPlus from '@tabler/icons-react/icons/IconPlus';
import IconX from '@tabler/icons-react/icons/IconX';
import type { KnownModel } from '../../../contract/index.ts';
import { ActionButton } from '../../shell/action-button.tsx';
import { useClient } from '../../transport/client.ts';
import { EmptyHint } from '../../ui/empty-hint.tsx';
import { timeText } from '../../ui/quantities.ts';
import { dropModel, pickModels, useJob } from '../score/job-store.ts';
import { fileName } from '../sources/paths.ts';
import { modelColour } from './model-colour.ts';
import classes from './models-rail.module.css';
import { showModel, useShownModel } from './shown-model.ts';

export function ModelsRail() {
  const models = useJob((job) => job.models);
  const shown = useShownModel(({ path }) => path);
  const known = useKnownModels();
  const others = usedBefore(known, new Set(models.map(({ path }) => path)));
  return (
    <>
      {models.length === 0 && <EmptyHint>Pick a model, or drop an .onnx file here.</EmptyHint>}
      <ul className={classes.list} aria-label="Picked models">
        {models.map(({ path, name }, at) => (
          <li key={path} data-shown={path === shown}>
            <button type="button" onClick={() => showModel(path)} title={path}>
              <span className={classes.swatch} style={{ background: modelColour(at) }} aria-hidden />
              {name}
            </button>
            <RemoveButton label={`Take out ${name}`} onClick={() => dropModel(path)} />
          </li>
        ))}
      </ul>
      {others.length > 0 && (
        <>
          <h3 className={classes.heading}>Used before</h3>
          <ul className={classes.list} aria-label="Models used before">
            {others.map((model) => (
              <KnownModelLine key={model.path} model={model} />
            ))}
          </ul>
        </>
      )}
    </>
  );
}

/** Copies of one file under one name are one model to a person: the latest that is still there, unless one is picked. */
function usedBefore(known: readonly KnownModel[], picked: ReadonlySet<string>): KnownModel[] {
  const keyOf = ({ sha256, path }: KnownModel) => `${sha256} ${fileName(path)}`;
  const told = new Set(known.filter(({ path }) => picked.has(path)).map(keyOf));
  const latestFirst = known
    .filter(({ path }) => !picked.has(path))
    .toSorted((a, b) => Number(b.exists) - Number(a.exists));
  const each = latestFirst.filter((model) => !told.has(keyOf(model)) && told.add(keyOf(model)));
  return known.filter((model) => each.includes(model));
}

export function ModelsRailButtons() {
  return <ActionButton action="model.pick" Icon={IconPlus} />;
}

function KnownModelLine({ model: { path, exists, lastUsed } }: { model: KnownModel }) {
  const client = useClient();
  const queries = useQueryClient();
  const forget = useMutation({
    mutationFn: () => client.library.forgetModel({ path }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['library'] }),
  });
  const name = fileName(path);
  return (
    <li>
      <button
        type="button"
        disabled={!exists}
        title={exists ? `${path}, used ${timeText(lastUsed)}` : `${path} is not there any more`}
        onClick={() => pickModels([path])}
      >
        {name}
      </button>
      <RemoveButton label={`Forget ${name}`} onClick={() => forget.mutate()} />
    </li>
  );
}

function RemoveButton({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <Tooltip label={label}>
      <ActionIcon className={classes.remove ?? ''} aria-label={label} size={22} onClick={onClick}>
        <IconX size={14} stroke={1.5} />
      </ActionIcon>
    </Tooltip>
  );
}

const none: KnownModel[] = [];

/** Where nothing is kept, or it cannot be read, no model is known; the page of runs says why. */
function useKnownModels(): KnownModel[] {
  const client = useClient();
  const { data } = useQuery({
    queryKey: ['library', 'models'],
    queryFn: ({ signal }) => client.library.models(undefined, { signal }),
  });
  return data ?? none;
}
