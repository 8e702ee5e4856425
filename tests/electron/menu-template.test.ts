/** The menu bar on each system: its menus, their order, and what stands in them. */
import type { MenuItemConstructorOptions } from 'electron';
import { expect, it } from 'vitest';
import { menuTemplate, type MenuOptions } from '../../electron/main/menu-template.ts';

const actions: MenuOptions['actions'] = [
  { id: 'open', label: 'Open…', group: 'file', shortcut: 'mod+O', enabled: true },
  { id: 'save', label: 'Save Job…', group: 'file', enabled: false },
  { id: 'score', label: 'Score', group: 'run', shortcut: 'mod+Enter', enabled: true },
];

function shown(platform: NodeJS.Platform, development = false): Record<string, string[]> {
  const template = menuTemplate({ actions, platform, development, run: () => undefined });
  const name = ({ label, role, type }: MenuItemConstructorOptions) => label ?? role ?? type ?? '';
  return Object.fromEntries(
    template.map((menu) => [name(menu), Array.isArray(menu.submenu) ? menu.submenu.map(name) : []]),
  );
}

it('has its actions before the commands of the system', () => {
  expect(shown('linux')).toEqual({
    '&File': ['Open…', 'Save Job…', 'separator', 'quit'],
    '&Edit': ['undo', 'redo', 'separator', 'cut', 'copy', 'paste', 'selectAll'],
    '&View': ['resetZoom', 'zoomIn', 'zoomOut', 'separator', 'togglefullscreen'],
    '&Run': ['Score'],
    '&Help': ['about'],
  });
});

it('has the menus of a Mac on a Mac', () => {
  expect(Object.keys(shown('darwin'))).toEqual(['appMenu', '&File', '&Edit', '&View', '&Run', 'windowMenu']);
  expect(shown('darwin')['&File']).toEqual([
    'Open…',
    'Save Job…',
    'separator',
    'recentDocuments',
    'separator',
    'close',
  ]);
});

it('has the tools of a developer in development alone', () => {
  expect(shown('win32')['&View']).not.toContain('toggleDevTools');
  expect(shown('win32', true)['&View']).toContain('toggleDevTools');
});

it('shows shortcuts that the window itself listens for', () => {
  const items = menuTemplate({ actions, platform: 'linux', development: false, run: () => undefined });
  const [file] = items.map(({ submenu }) => (Array.isArray(submenu) ? submenu : []));
  expect(file?.[0]).toMatchObject({ accelerator: 'CommandOrControl+O', registerAccelerator: false });
  expect(file?.[1]).not.toHaveProperty('accelerator');
});
