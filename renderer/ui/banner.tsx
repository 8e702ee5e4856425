/** A line above the table that says what changed and offers what can be done about it. */
import { CloseButton } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './banner.module.css';

interface BannerProps {
  tone?: 'calm' | 'warn';
  children: ReactNode;
  buttons?: ReactNode;
  onClose?: (() => void) | undefined;
}

export function Banner({ tone = 'calm', children, buttons, onClose }: BannerProps) {
  return (
    <div className={classes.banner} data-tone={tone} role="status">
      <div>{children}</div>
      {buttons}
      {onClose !== undefined && <CloseButton size="sm" aria-label="Dismiss" onClick={onClose} />}
    </div>
  );
}
