/** What a missing value becomes in one input, or in all of them. */
import { Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { MissingPolicy } from '../../../contract/index.ts';
import classes from './binding.module.css';

interface MissingSelectProps {
  label: string;
  /** Null where nothing is said for all. */
  value: MissingPolicy | null;
  /** Whether the input can hold NaN, as floats can. */
  hasNan: boolean;
  onChange: (missing: MissingPolicy) => void;
}

export function MissingSelect({ label, value, hasNan, onChange }: MissingSelectProps) {
  const [isTyping, setTyping] = useState(false);
  const choices = [
    ...(hasNan ? [{ value: 'nan', label: 'stays NaN' }] : []),
    { value: 'error', label: 'stops the run' },
    { value: 'value', label: 'becomes a value' },
  ];
  const policy = isTyping ? 'value' : (value?.policy ?? null);
  const change = (chosen: string | null) => {
    setTyping(chosen === 'value');
    if (chosen === 'nan' || chosen === 'error') onChange({ policy: chosen });
  };
  return (
    <div className={classes.missing}>
      <Select
        aria-label={label}
        placeholder="as below"
        allowDeselect={false}
        data={choices}
        value={policy}
        onChange={change}
        comboboxProps={{ width: 180, position: 'bottom-start' }}
      />
      {policy === 'value' && (
        <ValueInput
          label={`${label}: value`}
          value={value?.policy === 'value' ? value.value : ''}
          onDone={(text) => {
            setTyping(false);
            onChange({ policy: 'value', value: text });
          }}
        />
      )}
    </div>
  );
}

interface ValueInputProps {
  label: string;
  value: string;
  onDone: (text: string) => void;
}

function ValueInput({ label, value, onDone }: ValueInputProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const finish = () => {
    if (typed !== null && typed !== value) onDone(typed);
    setTyped(null);
  };
  return (
    <TextInput
      aria-label={label}
      classNames={{ input: classes.feed ?? '' }}
      value={typed ?? value}
      placeholder="0"
      autoFocus={value === ''}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={finish}
      onKeyDown={(event) => event.key === 'Enter' && finish()}
    />
  );
}
