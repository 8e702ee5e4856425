/** A part of a panel under a small heading. */
import { useId, type ReactNode } from 'react';
import classes from './panel-section.module.css';

interface PanelSectionProps {
  title: string;
  /** Beside the heading, at the right. */
  aside?: ReactNode;
  children: ReactNode;
}

export function PanelSection({ title, aside, children }: PanelSectionProps) {
  const id = useId();
  return (
    <div role="group" className={classes.section} aria-labelledby={id}>
      <div className={classes.heading}>
        <h2 id={id}>{title}</h2>
        {aside}
      </div>
      {children}
    </div>
  );
}
