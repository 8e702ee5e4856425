/** A long text that is shown in short and copied whole. */
import { ActionIcon, CopyButton, Tooltip } from '@mantine/core';
import IconCheck from '@tabler/icons-react/icons/IconCheck';
import IconCopy from '@tabler/icons-react/icons/IconCopy';
import classes from './copy-text.module.css';

export function CopyText({ label, text }: { label: string; text: string }) {
  return (
    <div className={classes.line}>
      <span className={classes.label}>{label}</span>
      <span className={classes.text} title={text}>
        {text}
      </span>
      <CopyButton value={text}>
        {({ copied, copy }) => (
          <Tooltip label={copied ? 'Copied' : 'Copy'}>
            <ActionIcon aria-label={`Copy ${label}`} onClick={copy} size={22}>
              {copied ? <IconCheck size={14} /> : <IconCopy size={14} stroke={1.5} />}
            </ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
    </div>
  );
}
