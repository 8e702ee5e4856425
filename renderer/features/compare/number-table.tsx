/** Numbers under heads, as wide as they are; the first of each line says what it is about. */
import type { ReactNode } from 'react';
import classes from './compare.module.css';

interface NumberTableProps {
  /** What it holds, for who does not see it. */
  label: string;
  heads: readonly ReactNode[];
  /** Whether the last of each line is text, which takes as many lines as it needs. */
  endsInText?: boolean;
  rows: readonly { key: string; cells: readonly ReactNode[]; isWorse?: boolean }[];
}

export function NumberTable({ label, heads, endsInText = false, rows }: NumberTableProps) {
  return (
    // Scrolled by the arrow keys, it must take the focus.
    <div className={classes.wide} tabIndex={0} role="group" aria-label={label}>
      <table className={classes.numbers} data-told={endsInText}>
        <thead>
          <tr>
            {heads.map((head, at) => (
              <th scope="col" key={at}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells: [first, ...cells], isWorse }) => (
            <tr key={key} data-worse={isWorse}>
              <th scope="row">{first}</th>
              {cells.map((cell, at) => (
                <td key={at}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
