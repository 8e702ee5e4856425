/** What a missing value becomes in one input, or in all of them. */
import { Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { MissingPolicy } from '../../../contract/index.ts';
import classes from './binding.module.css';

interface MissingSelectProps {
  label: string;
  /** Null where nothing is said. */
  value: MissingPolicy | null;
  /** How the engine took it, a moment later: `1.500` may be 1500 in this table. */
  taken?: MissingPolicy;
  /** What holds then, as a choice to go back to. */
  unsaid?: string;
  /** Whether the input can hold NaN, as floats can. */
  hasNan: boolean;
  onChange: (missing: MissingPolicy | null) => void;
}

const nothing = 'nothing said';

export function MissingSelect({ label, value, taken, unsaid, hasNan, onChange }: MissingSelectProps) {
  const [isTyping, setTyping] = useState(false);
  const choices = [
    ...(unsaid === undefined ? [] : [{ value: nothing, label: unsaid }]),
    // Said, it holds for text that is no number, too.
    ...(hasNan ? [{ value: 'nan', label: 'NaN, odd text too' }] : []),
    { value: 'error', label: 'stops the run' },
    { value: 'null', label: 'no prediction' },
    { value: 'value', label: 'becomes …' },
    ...(value?.policy === 'mean' ? [{ value: 'mean', label: 'mean in training' }] : []),
  ];
  const policy = isTyping ? 'value' : (value?.policy ?? (unsaid === undefined ? null : nothing));
  const change = (chosen: string | null) => {
    setTyping(chosen === 'value');
    if (chosen === 'nan' || chosen === 'error' || chosen === 'null') onChange({ policy: chosen });
    if (chosen === nothing) onChange(null);
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
          taken={taken?.policy === 'value' ? taken.value : undefined}
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
  taken: string | undefined;
  onDone: (text: string) => void;
}

function ValueInput({ label, value, taken, onDone }: ValueInputProps) {
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
      placeholder="value"
      title={taken === undefined || taken === value ? undefined : `Taken as ${taken}`}
      autoFocus={value === ''}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={finish}
      onKeyDown={(event) => event.key === 'Enter' && finish()}
    />
  );
}
