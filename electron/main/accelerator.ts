/** Writes a shortcut of the window's actions the way Electron's menus do. */

const names: Record<string, string> = {
  mod: 'CommandOrControl',
  ctrl: 'Control',
  meta: 'Meta',
  alt: 'Alt',
  shift: 'Shift',
  enter: 'Enter',
  escape: 'Escape',
  space: 'Space',
  tab: 'Tab',
  delete: 'Delete',
  backspace: 'Backspace',
  arrowup: 'Up',
  arrowdown: 'Down',
  arrowleft: 'Left',
  arrowright: 'Right',
  home: 'Home',
  end: 'End',
  pageup: 'PageUp',
  pagedown: 'PageDown',
};

/** `CommandOrControl+Shift+K` for `mod+shift+k`. */
export function acceleratorOf(shortcut: string): string {
  return shortcut
    .split('+')
    .map((key) => names[key.toLowerCase()] ?? key.toUpperCase())
    .join('+');
}
