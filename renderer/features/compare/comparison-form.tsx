/** What is held against what, on which labels, and from where on a row is selected. */
import { Button, Checkbox, Kbd, MultiSelect, Select } from '@mantine/core';
import IconScale from '@tabler/icons-react/icons/IconScale';
import { runAction } from '../../shell/actions.ts';
import { shortcutText } from '../../shell/shortcuts.ts';
import { PanelSection } from '../../ui/panel-section.tsx';
import { FaultCard } from '../../ui/fault-card.tsx';
import { useBinding } from '../binding/use-binding.ts';
import { useJob } from '../score/job-store.ts';
import { useReadiness } from '../score/use-readiness.ts';
import { candidatesOf, columnId, modelId, noChoices, numberColumns } from './candidates.ts';
import classes from './compare.module.css';
import { choose, useCompare } from './compare-store.ts';
import { CutField } from './cut-field.tsx';
import { CostsChoice } from './costs-choice.tsx';
import { LimitsChoice } from './limits-choice.tsx';
import { MoreChoice } from './more-choice.tsx';
import { OutcomeChoice } from './outcome-choice.tsx';
import { SecondFileChoice } from './second-file-choice.tsx';
import { useComparison } from './use-comparison.ts';

export function ComparisonForm() {
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        runAction('compare.run');
      }}
    >
      <p className={classes.lead}>
        Every model scores the same rows, in one pass. You see where they differ and, with a column of what came true,
        which is better and how sure that is.
      </p>
      <ModelsChoice />
      <ScoresChoice />
      <LabelChoice />
      <DecisionChoice />
      <MoreChoice />
      <CostsChoice />
      <LimitsChoice />
      <SecondFileChoice />
      <FormFooter />
    </form>
  );
}

function ModelsChoice() {
  const models = useJob((job) => job.models);
  const columns = useJob((job) => job.columns);
  const choices = useCompare((state) => state.choices);
  const [champion] = candidatesOf({ models }, choices);
  const scores = numberColumns(columns);
  const championChoices = [
    { group: 'Models', items: models.map(({ path, name }) => ({ value: modelId(path), label: name })) },
    { group: 'Scores that stand in the table', items: scores.map((name) => ({ value: columnId(name), label: name })) },
  ].filter(({ items }) => items.length > 0);
  const others = models.filter(({ path }) => modelId(path) !== champion?.id);
  return (
    <PanelSection
      title="Models"
      aside={
        <Button size="compact-xs" variant="subtle" onClick={() => runAction('model.pick')}>
          Add a model
        </Button>
      }
    >
      <Select
        label="Champion: the one in use"
        placeholder="Pick a model, or a column of scores"
        searchable
        allowDeselect={false}
        data={championChoices}
        value={champion?.id ?? null}
        onChange={(id) => choose({ champion: id })}
      />
      <Checkbox.Group
        label="Challengers: what may take its place"
        value={others.map(({ path }) => path).filter((path) => !choices.without.includes(path))}
        onChange={(paths) =>
          choose({ without: others.map(({ path }) => path).filter((path) => !paths.includes(path)) })
        }
      >
        <div className={classes.checks}>
          {others.map(({ path, name }) => (
            <Checkbox key={path} size="xs" value={path} label={name} />
          ))}
        </div>
      </Checkbox.Group>
      <MultiSelect
        size="xs"
        aria-label="Columns of scores as challengers"
        placeholder="or columns of scores that stand in the table"
        searchable
        data={scores.filter((name) => columnId(name) !== champion?.id)}
        value={choices.columns.filter((name) => columnId(name) !== champion?.id)}
        onChange={(names) => choose({ columns: names })}
      />
    </PanelSection>
  );
}

/** Only for models that give more than one score. */
function ScoresChoice() {
  const models = useJob((job) => job.models);
  const chosen = useCompare((state) => state.choices.scores);
  const { data: binding } = useBinding();
  const many = models.flatMap(({ path, name }) => {
    const outputs = (binding?.outputs ?? []).filter(({ model, type }) => model === name && /FLOAT|DOUBLE/.test(type));
    return outputs.length > 2 ? [{ path, name, outputs: outputs.map((output) => output.name) }] : [];
  });
  if (many.length === 0) return null;
  return (
    <PanelSection title="Scores">
      {many.map(({ path, name, outputs }) => (
        <Select
          key={path}
          label={`Score of ${name}`}
          placeholder="The obvious one, where there is one"
          searchable
          clearable
          clearButtonProps={{ 'aria-label': 'The obvious one' }}
          data={outputs}
          value={chosen[path] ?? null}
          onChange={(column) => {
            const others = Object.entries(chosen).filter(([model]) => model !== path);
            choose({ scores: Object.fromEntries(column === null ? others : [...others, [path, column]]) });
          }}
        />
      ))}
    </PanelSection>
  );
}

function LabelChoice() {
  const columns = useJob((job) => job.columns);
  const label = useCompare((state) => state.choices.label);
  return (
    <PanelSection title="What came true">
      <Select
        label="Column with the outcome"
        placeholder="None: the models are compared with each other alone"
        searchable
        clearable
        clearButtonProps={{ 'aria-label': 'No outcome' }}
        data={columns.map(({ name }) => name)}
        value={label}
        onChange={(name) => choose({ label: name, positive: '' })}
      />
      {label !== null && <OutcomeChoice column={label} />}
    </PanelSection>
  );
}

function DecisionChoice() {
  const { select } = useCompare((state) => state.choices);
  return (
    <PanelSection title="Decision">
      <CutField
        by={select.by}
        at={select.at}
        range={null}
        takes="each key"
        {...(select.by === 'score' ? { placeholder: 'usual' } : {})}
        onBy={(by) => choose({ select: by === 'top' ? { by, at: 10 } : noChoices.select, cutProblem: null })}
        onRead={({ at, problem }) =>
          choose({
            ...(problem === null ? { select: { by: select.by, at } } : {}),
            cutProblem: problem ?? (at === null && select.by === 'top' ? 'Say how many percent.' : null),
          })
        }
      />
      <p className={classes.dim}>
        A starting point, usually 0.5 for probabilities: it can be moved afterwards, and all figures follow.
      </p>
    </PanelSection>
  );
}

function FormFooter() {
  const { candidates, job } = useComparison();
  const { problems } = useReadiness();
  const where = useJob((state) => state.where);
  const models = candidates.filter(({ kind }) => kind === 'model').length;
  // What is wrong with the file that scoring would write is no matter here.
  const inTheWay = models === 0 ? [] : problems.filter(({ remedy, fault }) => remedy !== 'none' || fault === null);
  const isOne = candidates.length < 2;
  return (
    <div className={classes.formFooter}>
      {where !== '' && <p className={classes.dim}>Only rows where {where}, as in the tab Score.</p>}
      {isOne && <p className={classes.dim}>Pick a second model, or a column of scores, to hold it against.</p>}
      {inTheWay.map(({ text, fault }) =>
        fault === null ? (
          <p key={text} className={classes.problem}>
            {text}
          </p>
        ) : (
          <FaultCard key={text} error={fault} />
        ),
      )}
      <Button
        type="submit"
        size="sm"
        leftSection={<IconScale size={16} />}
        rightSection={<Kbd size="xs">{shortcutText('mod+shift+Enter')}</Kbd>}
        disabled={job === null || inTheWay.length > 0}
      >
        Compare
      </Button>
    </div>
  );
}
