/** What feeds one input: a column found by typing, or an SQL expression. */
import { Button, Combobox, Input, InputBase, useCombobox } from '@mantine/core';
import { useState } from 'react';
import { SqlInput } from '../../ui/sql-input.tsx';
import { decide, useJob } from '../score/job-store.ts';
import { withFeed, type Feed } from './decisions.ts';
import { columnChoices } from './column-choices.ts';
import classes from './binding.module.css';
import type { BoundModel, Line } from './use-binding.ts';

interface FeedSelectProps {
  model: BoundModel;
  line: Line;
}

export function FeedSelect({ model, line }: FeedSelectProps) {
  const [isWriting, setWriting] = useState(false);
  const columns = useJob((job) => job.columns);
  const label = `What feeds ${line.feature ?? `${line.input}[${line.index}]`} of ${model.picked.name}`;
  const feed = (chosen: Feed | null) =>
    decide(model.picked.path, (decisions) => withFeed(decisions, line.slot, chosen));
  if (line.sql === null && !isWriting) {
    const { suggestion } = line;
    return (
      <div className={classes.choice}>
        <ColumnSelect label={label} line={line} onFeed={feed} onWrite={() => setWriting(true)} />
        {line.state === 'unbound' && suggestion !== null && (
          <Button size="compact-xs" variant="light" onClick={() => feed({ column: suggestion })}>
            Use {suggestion}
          </Button>
        )}
      </div>
    );
  }
  return (
    <div className={classes.expression}>
      <SqlInput
        label={`Expression: ${label}`}
        placeholder="Expression, for example hour + 1"
        value={line.sql ?? ''}
        columns={columns.map(({ name }) => name)}
        onDone={(sql) => {
          setWriting(false);
          if (sql.trim() === '') feed(null);
          else if (sql.trim() !== line.sql) feed({ sql: sql.trim() });
        }}
      />
    </div>
  );
}

interface ColumnSelectProps {
  label: string;
  line: Line;
  onFeed: (feed: Feed | null) => void;
  onWrite: () => void;
}

const nothingYet = 'Choose a column';
const writing = '\u0000expression';

function ColumnSelect({ label, line, onFeed, onWrite }: ColumnSelectProps) {
  const columns = useJob((job) => job.columns);
  const [search, setSearch] = useState('');
  const box = useCombobox({ onDropdownClose: () => setSearch('') });
  const choices = columnChoices(columns, search, line.suggestion);
  const submit = (value: string) => {
    box.closeDropdown();
    if (value === writing) onWrite();
    else onFeed({ column: value });
  };
  return (
    <Combobox store={box} onOptionSubmit={submit} width={260} position="bottom-start">
      <Combobox.Target targetType="button">
        <InputBase
          component="button"
          type="button"
          size="xs"
          pointer
          aria-label={`${label}: ${line.column ?? nothingYet}`}
          data-state={line.state}
          classNames={{ input: classes.feed ?? '' }}
          rightSection={<Combobox.Chevron />}
          rightSectionPointerEvents="none"
          onClick={() => box.toggleDropdown()}
        >
          {line.column ?? <Input.Placeholder>{nothingYet}</Input.Placeholder>}
        </InputBase>
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Search
          value={search}
          onChange={(event) => {
            setSearch(event.currentTarget.value);
            box.updateSelectedOptionIndex();
          }}
          placeholder="Find a column"
          aria-label="Find a column"
        />
        <Combobox.Options className={classes.options}>
          {choices.map(({ name, type }) => (
            <Combobox.Option key={name} value={name} active={name === line.column}>
              <span className={classes.option}>
                {name}
                <small>{type}</small>
              </span>
            </Combobox.Option>
          ))}
          {choices.length === 0 && <Combobox.Empty>No column is named so.</Combobox.Empty>}
          <Combobox.Option value={writing}>Write an expression …</Combobox.Option>
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
