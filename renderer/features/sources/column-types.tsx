/** The type of each column of a text table, which can be another than what was found. */
import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { typeName, type SourceColumn } from '../../../contract/index.ts';
import { FaultCard } from '../../ui/fault-card.tsx';
import { PanelSection } from '../../ui/panel-section.tsx';
import { amount } from '../../ui/quantities.ts';
import classes from './sources.module.css';
import { useReopen } from './use-reopen.ts';

const types = ['VARCHAR', 'BIGINT', 'DOUBLE', 'BOOLEAN', 'DATE', 'TIMESTAMP'];

/** Wide tables are searched. */
const mostShown = 40;

interface ColumnTypesSectionProps {
  columns: readonly SourceColumn[];
}

export function ColumnTypesSection({ columns }: ColumnTypesSectionProps) {
  const { fault, reopen } = useReopen();
  const [sought, setSought] = useState('');
  const matching = columns.filter(({ name }) => name.toLowerCase().includes(sought.toLowerCase()));
  const change = (name: string, type: string) => reopen((before) => ({ types: { ...before.types, [name]: type } }));
  return (
    <PanelSection title="Types of columns">
      {columns.length > mostShown && (
        <TextInput
          aria-label="Find a column"
          placeholder={`Find among ${amount(columns.length, 'column')}`}
          value={sought}
          onChange={({ currentTarget }) => setSought(currentTarget.value)}
          mb={8}
        />
      )}
      <div className={classes.types}>
        {matching.slice(0, mostShown).map(({ name, type }) => (
          <ColumnType key={name} name={name} type={type} onChange={(chosen) => change(name, chosen)} />
        ))}
      </div>
      {fault !== undefined && <FaultCard error={fault} />}
    </PanelSection>
  );
}

interface ColumnTypeProps extends SourceColumn {
  onChange: (type: string) => void;
}

function ColumnType({ name, type, onChange }: ColumnTypeProps) {
  const offered = types.includes(type) ? types : [type, ...types];
  return (
    <>
      <span className={classes.typeOf}>{name}</span>
      <NativeSelect
        size="xs"
        aria-label={`Type of ${name}`}
        value={type}
        data={offered.map((value) => ({ value, label: typeName(value) }))}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      />
    </>
  );
}
