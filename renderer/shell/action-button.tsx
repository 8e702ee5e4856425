/** A registered action as a button with an icon, its label and its shortcut in a tooltip. */
import { ActionIcon, Tooltip } from '@mantine/core';
import type { ComponentType } from 'react';
import { allActions, runAction, useActionStore } from './actions.ts';
import { shortcutText } from './shortcuts.ts';

interface ActionButtonProps {
  /** The action's id; the button is not there while the action is not. */
  action: string;
  Icon: ComponentType<{ size: number; stroke: number }>;
}

export function ActionButton({ action: id, Icon }: ActionButtonProps) {
  const action = useActionStore((state) => allActions(state).find((each) => each.id === id));
  if (action === undefined) return null;
  const { label, shortcut, enabled, checked } = action;
  return (
    <Tooltip label={shortcut === undefined ? label : `${label} (${shortcutText(shortcut)})`}>
      <ActionIcon aria-label={label} aria-pressed={checked} disabled={enabled === false} onClick={() => runAction(id)}>
        <Icon size={18} stroke={1.5} />
      </ActionIcon>
    </Tooltip>
  );
}
