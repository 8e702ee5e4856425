/** Asks what a column must hold, in the terms of its type. */
import { Button, Checkbox, Group, Popover, Select, Stack, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import type { SourceColumn } from '../../../contract/index.ts';
import { runAction } from '../../shell/actions.ts';
import { useOpenTable } from '../../state/open-table.ts';
import { countText } from '../../ui/quantities.ts';
import { useProfiles } from '../profiles/profile-store.ts';
import { draftOf, filterOf, kindOfType, tests, type FilterDraft, type FilterKind } from './filter-choice.ts';
import { applyFilter, closeFilterForm, useFilterForm } from './filter-store.ts';
import classes from './filters.module.css';

/** Closes the form; the table is what it was about. */
function done(): void {
  closeFilterForm();
  runAction('grid.focus');
}

/** Drawn once; shows itself where a filter is made. */
export function FilterPopover() {
  const { column, at, left, top } = useFilterForm();
  if (column === null) return null;
  return (
    <Popover opened onChange={(isOpen) => !isOpen && done()} position="bottom-start" trapFocus shadow="sm">
      <Popover.Target>
        <div style={{ position: 'fixed', left, top, width: 0, height: 0 }} />
      </Popover.Target>
      <Popover.Dropdown aria-label={`Filter ${column.name}`}>
        <FilterForm key={`${column.name} ${at}`} column={column} at={at} />
      </Popover.Dropdown>
    </Popover>
  );
}

function FilterForm({ column, at }: { column: SourceColumn; at: number | null }) {
  const kind = kindOfType(column.type);
  const old = useOpenTable(({ view }) => (at === null ? undefined : view.filters[at]));
  const [draft, setDraft] = useState<FilterDraft>(() =>
    old === undefined ? { test: tests[kind][0]?.[0] ?? 'equals', value: '', upper: '', values: [] } : draftOf(old),
  );
  const change = (part: Partial<FilterDraft>) => setDraft((before) => ({ ...before, ...part }));
  const filter = filterOf(column.name, draft);
  const apply = (event: FormEvent) => {
    event.preventDefault();
    if (filter === null) return;
    applyFilter(filter, at);
    done();
  };
  return (
    <form onSubmit={apply} className={classes.form}>
      <Stack gap={8}>
        <strong className={classes.column}>{column.name}</strong>
        <Select
          aria-label="Condition"
          data={tests[kind].map(([value, label]) => ({ value, label }))}
          value={draft.test}
          onChange={(test) => test !== null && change({ test })}
          allowDeselect={false}
          comboboxProps={{ withinPortal: false }}
        />
        <FilterValues column={column.name} kind={kind} draft={draft} onChange={change} />
        <Group justify="flex-end" gap={8}>
          <Button variant="subtle" color="gray" onClick={done}>
            Cancel
          </Button>
          <Button type="submit" disabled={filter === null}>
            Filter
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface FilterValuesProps {
  column: string;
  kind: FilterKind;
  draft: FilterDraft;
  onChange: (part: Partial<FilterDraft>) => void;
}

const examples: Readonly<Record<FilterKind, string>> = { number: '0', time: '2013-01-31', text: '', other: '' };

function FilterValues({ column, kind, draft, onChange }: FilterValuesProps) {
  const { test, value, upper } = draft;
  if (test === 'missing' || test === 'present') return null;
  if (test === 'one-of') return <ValueChoice column={column} draft={draft} onChange={onChange} />;
  const field = (label: string, text: string, change: (text: string) => void) => (
    <TextInput
      aria-label={label}
      placeholder={examples[kind]}
      value={text}
      onChange={({ currentTarget }) => change(currentTarget.value)}
      {...(kind === 'number' ? { inputMode: 'decimal' as const } : {})}
    />
  );
  if (test !== 'between') return field('Value', value, (text) => onChange({ value: text }));
  return (
    <Group gap={8} wrap="nowrap">
      {field('From', value, (text) => onChange({ value: text }))}
      and
      {field('To', upper, (text) => onChange({ upper: text }))}
    </Group>
  );
}

/** The column's most frequent values to choose from, and a field for any other. */
function ValueChoice({ column, draft: { values }, onChange }: Omit<FilterValuesProps, 'kind'>) {
  const [typed, setTyped] = useState('');
  const profile = useProfiles(({ byName }) => byName.get(column));
  const frequent = profile?.top?.values ?? [];
  const others = values.filter((value) => !frequent.some((each) => each.value === value));
  const add = () => {
    if (typed !== '') onChange({ values: [...new Set([...values, typed])] });
    setTyped('');
  };
  return (
    <>
      <Checkbox.Group value={[...values]} onChange={(chosen) => onChange({ values: chosen })}>
        <div className={classes.values}>
          {frequent.map(({ value, count }) => (
            <Checkbox
              key={value}
              size="xs"
              value={value}
              label={`${value === '' ? '(empty)' : value} · ${countText(count)}`}
            />
          ))}
          {others.map((value) => (
            <Checkbox key={value} size="xs" value={value} label={value} />
          ))}
        </div>
      </Checkbox.Group>
      <TextInput
        aria-label="Another value"
        placeholder="Another value, then Enter"
        value={typed}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        onBlur={add}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || typed === '') return;
          event.preventDefault();
          add();
        }}
      />
    </>
  );
}
