/** What is open, and the few buttons that are always there. */
import IconCommand from '@tabler/icons-react/icons/IconCommand';
import IconLayoutSidebar from '@tabler/icons-react/icons/IconLayoutSidebar';
import IconLayoutSidebarRight from '@tabler/icons-react/icons/IconLayoutSidebarRight';
import IconSettings from '@tabler/icons-react/icons/IconSettings';
import type { ComponentType } from 'react';
import { ActionButton } from './action-button.tsx';
import classes from './shell.module.css';
import { ThemeButton } from './theme-button.tsx';

export function TitleBar({ parts }: { parts: readonly ComponentType[] }) {
  return (
    <header className={classes.titleBar}>
      <ActionButton action="view.rail" Icon={IconLayoutSidebar} />
      <div className={classes.titleParts}>
        {parts.map((Part, at) => (
          <Part key={at} />
        ))}
      </div>
      <ActionButton action="view.palette" Icon={IconCommand} />
      <ThemeButton />
      <ActionButton action="view.settings" Icon={IconSettings} />
      <ActionButton action="view.inspector" Icon={IconLayoutSidebarRight} />
    </header>
  );
}
