/** A text to read and copy, folded away under its name. */
import { CopyButton, UnstyledButton } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import classes from './text-block.module.css';

interface TextBlockProps {
  label: string;
  text: string;
  /** What else can be done with it, beside Copy. */
  buttons?: ReactNode;
}

export function TextBlock({ label, text, buttons }: TextBlockProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details className={classes.block} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{label}</summary>
      {isOpen && (
        <>
          <div className={classes.buttons}>
            <CopyButton value={text}>
              {({ copied, copy }) => (
                <UnstyledButton className={classes.copy} onClick={copy} aria-label={`Copy: ${label}`}>
                  {copied ? 'Copied' : 'Copy'}
                </UnstyledButton>
              )}
            </CopyButton>
            {buttons}
          </div>
          {/* Scrolled by the arrow keys, it must take the focus. */}
          <pre className={classes.text} tabIndex={0} aria-label={label}>
            {text}
          </pre>
        </>
      )}
    </details>
  );
}
