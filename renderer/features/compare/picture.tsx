/** A picture under a title that says what it shows, with its numbers as a table, and what its lines stand for. */
import { useState, type ReactNode } from 'react';
import classes from './compare.module.css';
import type { Series } from './line-plot.tsx';
import type { Look } from './model-looks.ts';
import { NumberTable } from './number-table.tsx';

/** One line for each model. */
export function seriesOf(looks: readonly Look[], points: (model: number) => Series['points']): Series[] {
  return looks.map(({ name, colour, dash }, model) => ({ name, colour, dash, points: points(model) }));
}

export function Legend({ looks }: { looks: readonly Look[] }) {
  return (
    <p className={classes.legend}>
      {looks.map(({ name, colour, dash }) => (
        <span key={name}>
          <svg width="28" height="8" aria-hidden>
            <path d="M0 4H28" stroke={colour} strokeWidth="2.5" strokeDasharray={dash} />
          </svg>
          {name}
        </span>
      ))}
    </p>
  );
}

interface PictureProps {
  title: string;
  heads: readonly string[];
  /** Made when they are looked at. */
  rows: () => readonly (readonly ReactNode[])[];
  children: ReactNode;
}

export function Picture({ title, heads, rows, children }: PictureProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <figure className={classes.card}>
      <figcaption>{title}</figcaption>
      {children}
      <details className={classes.details} onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
        <summary>As a table</summary>
        {isOpen && (
          <NumberTable label={title} heads={heads} rows={rows().map((cells, at) => ({ key: String(at), cells }))} />
        )}
      </details>
    </figure>
  );
}
