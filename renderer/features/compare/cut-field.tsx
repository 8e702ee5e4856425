/** Says from where on rows are selected: by which of two ways, and the number. It takes no number that it was not given. */
import { SegmentedControl } from '@mantine/core';
import { useId, useState, type ReactNode } from 'react';
import classes from './compare.module.css';
import { NumberBox } from './number-box.tsx';
import { readCut, type CutReading, type Range } from './read-cut.ts';

interface CutFieldProps {
  by: 'score' | 'top';
  /** Null where nothing is said. */
  at: number | null;
  /** Of the scores; null while they are not known. */
  range: Range | null;
  /** When what is written counts: with each key, or with Enter and on leaving. */
  takes: 'each key' | 'enter';
  placeholder?: string;
  onBy: (by: 'score' | 'top') => void;
  onRead: (reading: CutReading) => void;
  /** Between the way and the number. */
  children?: ReactNode;
  /** What else is to be said of the number. */
  note?: string | null;
}

export function CutField({ by, at, range, takes, placeholder, onBy, onRead, children, note = null }: CutFieldProps) {
  const [problem, setProblem] = useState<string | null>(null);
  const id = useId();
  const told = problem ?? note;
  return (
    <>
      <div className={classes.cutTools}>
        <SegmentedControl
          aria-label="Rows are selected by"
          data={[
            { value: 'score', label: 'Score of at least' },
            { value: 'top', label: 'Highest percent' },
          ]}
          value={by}
          onChange={(next) => onBy(next === 'top' ? 'top' : 'score')}
        />
        {children}
        <NumberBox
          key={by}
          label={by === 'top' ? 'Percent of the rows' : 'Score'}
          unit={by === 'top' ? '%' : undefined}
          placeholder={placeholder}
          at={at}
          takes={takes}
          problem={problem}
          describedBy={told === null ? undefined : id}
          onProblem={setProblem}
          read={(text) => {
            const reading = readCut(text, by, range);
            onRead(reading);
            return reading;
          }}
        />
      </div>
      {told !== null && (
        <p id={id} className={problem === null ? classes.dim : classes.problem} role="status">
          {told}
        </p>
      )}
    </>
  );
}
