/** One setting: its name, what changes it, and a word on what it does. */
import { useId, type ReactNode } from 'react';
import classes from './settings.module.css';

interface SettingProps {
  label: string;
  hint?: string;
  /** Draws the control; `labelId` names the label's element. */
  children: (labelId: string) => ReactNode;
}

export function Setting({ label, hint = '', children }: SettingProps) {
  const id = useId();
  return (
    <div className={classes.setting}>
      <span id={id} className={classes.label}>
        {label}
      </span>
      <div>
        {children(id)}
        {hint !== '' && <p className={classes.hint}>{hint}</p>}
      </div>
    </div>
  );
}
