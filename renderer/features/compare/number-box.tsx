/** A box for a number that keeps what is written in it until that is one. */
import { TextInput } from '@mantine/core';
import { useEffect, useState, type KeyboardEvent } from 'react';
import classes from './compare.module.css';

interface NumberBoxProps {
  label: string;
  unit: string | undefined;
  placeholder: string | undefined;
  /** Null where nothing is said. */
  at: number | null;
  /** When what is written counts: with each key, or with Enter and on leaving. */
  takes: 'each key' | 'enter';
  problem: string | null;
  describedBy: string | undefined;
  onProblem: (problem: string | null) => void;
  read: (text: string) => { problem: string | null };
}

export function NumberBox({
  label,
  unit,
  placeholder,
  at,
  takes,
  problem,
  describedBy,
  onProblem,
  read,
}: NumberBoxProps) {
  const [written, setWritten] = useState<string | null>(null);
  // What was written is over once the number has come to be another by other means.
  useEffect(() => {
    if (takes === 'each key') return;
    setWritten(null);
    onProblem(null);
  }, [at, takes, onProblem]);
  const take = (text: string) => {
    const found = read(text);
    onProblem(found.problem);
    if (takes === 'enter' && found.problem === null) setWritten(null);
  };
  const press = (event: KeyboardEvent) => {
    if (written === null || takes === 'each key') return;
    if (event.key === 'Enter') take(written);
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    setWritten(null);
    onProblem(null);
  };
  return (
    <TextInput
      className={classes.short ?? ''}
      aria-label={label}
      aria-describedby={describedBy}
      error={problem !== null}
      inputMode="decimal"
      placeholder={placeholder ?? ''}
      rightSection={unit}
      value={written ?? (at === null ? '' : plainText(at))}
      onChange={({ currentTarget: { value } }) => {
        setWritten(value);
        if (takes === 'each key') take(value);
        else onProblem(null);
      }}
      onBlur={() => written !== null && takes === 'enter' && take(written)}
      onKeyDown={press}
    />
  );
}

/** Without what parts thousands, which could be read as a decimal point. */
function plainText(at: number): string {
  return String(Number(at.toPrecision(6)));
}
