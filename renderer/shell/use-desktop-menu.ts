/** Keeps the desktop's menu the same as the list of actions. */
import { useEffect } from 'react';
import type { MenuAction } from '../../contract/index.ts';
import { useHost } from '../transport/host.ts';
import { allActions, runAction, useActionStore, type Action } from './actions.ts';

export function useDesktopMenu(): void {
  const host = useHost();
  useEffect(() => host.onMenuAction((id) => void runAction(id)), [host]);
  useEffect(() => {
    let sending: number | undefined;
    const send = () => {
      // Features come and go together; the menu is sent once for all of them.
      window.clearTimeout(sending);
      sending = window.setTimeout(() => host.setMenu(allActions().map(menuAction)), 50);
    };
    send();
    const stop = useActionStore.subscribe(send);
    return () => {
      window.clearTimeout(sending);
      stop();
    };
  }, [host]);
}

function menuAction({ id, label, group, shortcut, enabled = true, checked }: Action): MenuAction {
  return {
    id,
    label,
    group,
    enabled,
    ...(shortcut === undefined ? {} : { shortcut }),
    ...(checked === undefined ? {} : { checked }),
  };
}
