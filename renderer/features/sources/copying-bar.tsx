/** How much of a dropped file is copied to where the engine can read it, which only the browser app has to do. */
import { Anchor, Progress } from '@mantine/core';
import { useEscape } from '../../shell/escape.ts';
import { percentText } from '../../ui/quantities.ts';
import classes from './sources.module.css';
import type { CopyUnderWay } from './use-drop.ts';

export function CopyingBar({ name, share, cancel }: CopyUnderWay) {
  useEscape(true, cancel);
  return (
    <div className={classes.copying}>
      <span role="status">
        Copying {name} to where Rowcast can read it: {percentText(share)}
      </span>{' '}
      <Anchor component="button" type="button" size="xs" onClick={cancel}>
        Cancel
      </Anchor>
      <Progress value={share * 100} aria-label="Copying" mt={4} />
    </div>
  );
}
