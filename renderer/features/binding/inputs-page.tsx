/** The page about what feeds each input of the models, and what would be lost on the way. */
import { SegmentedControl, TextInput } from '@mantine/core';
import type { ErrorCode, Fault } from '../../../contract/index.ts';
import { EmptyHint } from '../../ui/empty-hint.tsx';
import { FaultCard } from '../../ui/fault-card.tsx';
import { decide, useJob } from '../score/job-store.ts';
import classes from './binding.module.css';
import { ConfirmAll } from './confirm-all.tsx';
import { withMissingForAll } from './decisions.ts';
import { isFed } from './line-state.ts';
import { LinesTable } from './lines-table.tsx';
import { MissingSelect } from './missing-select.tsx';
import { NamelessBlocks } from './nameless-blocks.tsx';
import { useShownInputs } from './shown-input.ts';
import { useBinding, useBoundModels, type BoundModel } from './use-binding.ts';
import { useFirstLosses, useLosses } from './use-losses.ts';

export function InputsPage() {
  const bound = useBoundModels();
  const { data: binding, error } = useBinding();
  const shown = useShownInputs((state) => state.model);
  // A model that cannot be scored says so where it was picked.
  const isAll = useJob((job) => job.models.length) === bound.length;
  const model = bound.find(({ picked }) => picked.path === shown) ?? bound[0];
  if (error !== null) return <FaultCard error={error} />;
  if (model === undefined) return <EmptyHint>Open a table and pick a model to see what feeds it.</EmptyHint>;
  return (
    <div className={classes.page}>
      {bound.length > 1 && (
        <SegmentedControl
          aria-label="Model"
          data={bound.map(({ picked }) => ({ value: picked.path, label: picked.name }))}
          value={model.picked.path}
          onChange={(path) => useShownInputs.setState({ model: path, search: '' })}
          className={classes.models ?? ''}
        />
      )}
      {isAll && binding !== undefined && binding.fault !== null && <FaultCard error={binding.fault} />}
      <ModelInputs key={model.picked.path} model={model} />
    </div>
  );
}

function ModelInputs({ model }: { model: BoundModel }) {
  const search = useShownInputs((state) => state.search);
  const { isPlaceholderData } = useBinding();
  const { lines } = model;
  const isCounted = lines.some(isFed);
  const first = useFirstLosses(false);
  const { data: all, error } = useLosses(isCounted && first?.exact !== true);
  const losses = all ?? first;
  const wanted = search.trim().toLowerCase();
  const found = lines.filter(({ feature, input, column }) =>
    [feature, input, column].some((name) => name?.toLowerCase().includes(wanted)),
  );
  return (
    <>
      <div className={classes.tools}>
        <TextInput
          aria-label="Find an input"
          placeholder={`Find among ${lines.length} inputs`}
          value={search}
          onChange={(event) => useShownInputs.setState({ search: event.currentTarget.value })}
        />
        <span className={classes.toolLabel}>Missing values of all:</span>
        <MissingForAll model={model} />
        <ConfirmAll model={model} />
      </div>
      <NamelessBlocks model={model} />
      {faultsOf(lines).map((fault) => (
        <FaultCard key={fault.message} error={fault} />
      ))}
      {error !== null && <FaultCard error={error} />}
      <LinesTable
        model={model}
        lines={found}
        losses={losses ?? (isCounted && error === null ? 'counting' : null)}
        isOld={isPlaceholderData}
      />
    </>
  );
}

/** What a line cannot say in full; that nothing feeds an input, it can. */
function faultsOf(lines: BoundModel['lines']): Fault[] {
  const faults = lines.flatMap(({ fault }) => (fault === null || saidByLine.has(fault.code) ? [] : [fault]));
  return [...new Map(faults.map((fault) => [fault.message, fault])).values()].slice(0, mostFaults);
}

const saidByLine = new Set<ErrorCode>(['FEATURE_UNBOUND', 'FEATURE_NAMES_NEEDED']);
const mostFaults = 3;

function MissingForAll({ model: { picked, lines } }: { model: BoundModel }) {
  const isFloat = ({ element }: { element: string }) => element === 'float' || element === 'double';
  return (
    <MissingSelect
      label="Missing values of all inputs"
      value={null}
      hasNan={lines.some(isFloat)}
      onChange={(missing) => {
        if (missing === null) return;
        // Nothing but a float can stay missing.
        const meant = missing.policy === 'nan' ? lines.filter(isFloat) : lines;
        const inputs = [...new Set(meant.map(({ input }) => input))];
        decide(picked.path, (decisions) => withMissingForAll(decisions, inputs, missing));
      }}
    />
  );
}
