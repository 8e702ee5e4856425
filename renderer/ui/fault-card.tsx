/** An error where its cause is: what failed, what to do, and the words to copy. */
import { Button, CopyButton } from '@mantine/core';
import type { ReactNode } from 'react';
import { faultFrom } from '../transport/fault-from.ts';
import classes from './fault-card.module.css';

interface FaultCardProps {
  /** Whatever was thrown, or a fault as it came over the wire. */
  error: unknown;
  /** What can be done about it here, beside Copy. */
  buttons?: ReactNode;
}

export function FaultCard({ error, buttons }: FaultCardProps) {
  const { code, message, hint, windowHint } = faultFrom(error);
  const advice = windowHint ?? hint;
  return (
    <div className={classes.card} role="alert">
      <p className={classes.message}>{message}</p>
      {advice !== '' && <p className={classes.hint}>{advice}</p>}
      <div className={classes.buttons}>
        {buttons}
        <CopyButton value={`${code}: ${message}\n${advice}`}>
          {({ copied, copy }) => (
            <Button size="compact-xs" variant="subtle" color="gray" onClick={copy} title={code}>
              {copied ? 'Copied' : 'Copy'}
            </Button>
          )}
        </CopyButton>
      </div>
    </div>
  );
}
