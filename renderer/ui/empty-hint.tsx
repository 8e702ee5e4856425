/** What an empty panel needs next, in one sentence. */
import type { ReactNode } from 'react';
import classes from './empty-hint.module.css';

export function EmptyHint({ children }: { children: ReactNode }) {
  return <p className={classes.hint}>{children}</p>;
}
