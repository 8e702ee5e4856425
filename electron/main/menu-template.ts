/** The menu bar: the window's actions in their groups, among the commands that every app of the system has. */
import type { MenuItemConstructorOptions } from 'electron';
import type { z } from 'zod';
import type { MenuAction, MenuGroup } from '../../contract/index.ts';
import { acceleratorOf } from './accelerator.ts';

type Action = z.output<typeof MenuAction>;
type Item = MenuItemConstructorOptions;

export interface MenuOptions {
  actions: readonly Action[];
  platform: NodeJS.Platform;
  /** Adds what only developers need. */
  development: boolean;
  run: (id: string) => void;
}

const titles: Record<MenuGroup, string> = {
  file: '&File',
  edit: '&Edit',
  view: '&View',
  model: '&Model',
  run: '&Run',
  help: '&Help',
};

const separator: Item = { type: 'separator' };

export function menuTemplate(options: MenuOptions): Item[] {
  const menus = (Object.keys(titles) as MenuGroup[]).flatMap((group) => {
    const submenu = sections(itemsOf(group, options), systemItems(group, options));
    return submenu.length === 0 ? [] : [{ group, label: titles[group], submenu }];
  });
  const menuOf = ({ group, ...menu }: (typeof menus)[number]): Item =>
    group === 'help' ? { ...menu, role: 'help' } : menu;
  if (options.platform !== 'darwin') return menus.map(menuOf);
  const own = menus.filter(({ group }) => group !== 'help').map(menuOf);
  const help = menus.filter(({ group }) => group === 'help').map(menuOf);
  return [{ role: 'appMenu' }, ...own, { role: 'windowMenu' }, ...help];
}

function itemsOf(group: MenuGroup, { actions, run }: MenuOptions): Item[] {
  return actions
    .filter((action) => action.group === group)
    .map(({ id, label, shortcut, enabled, checked }) => ({
      id,
      label,
      enabled,
      click: () => run(id),
      ...(checked === undefined ? {} : { type: 'checkbox' as const, checked }),
      // The window listens for the keys itself, so that they work the same in a browser; here they are shown.
      ...(shortcut === undefined ? {} : { accelerator: acceleratorOf(shortcut), registerAccelerator: false }),
    }));
}

function systemItems(group: MenuGroup, { platform, development }: MenuOptions): Item[] {
  const mac = platform === 'darwin';
  const recent: Item = { role: 'recentDocuments', submenu: [{ role: 'clearRecentDocuments' }] };
  const table: Record<MenuGroup, Item[]> = {
    file: mac ? [recent, separator, { role: 'close' }] : [{ role: 'quit' }],
    edit: [
      { role: 'undo' },
      { role: 'redo' },
      separator,
      { role: 'cut' },
      { role: 'copy' },
      { role: 'paste' },
      { role: 'selectAll' },
    ],
    view: [
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      separator,
      { role: 'togglefullscreen' },
      ...(development ? [separator, { role: 'reload' as const }, { role: 'toggleDevTools' as const }] : []),
    ],
    model: [],
    run: [],
    help: mac ? [] : [{ role: 'about' }],
  };
  return table[group];
}

function sections(first: Item[], second: Item[]): Item[] {
  return first.length > 0 && second.length > 0 ? [...first, separator, ...second] : [...first, ...second];
}
