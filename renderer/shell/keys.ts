/** Shortcuts as they are written, pressed and shown. `onMac` tells what `mod` is. */

/** Reads `mod+shift+K` once, so that a key press is compared and not parsed. */
export interface Keys {
  ctrl: boolean;
  meta: boolean;
  alt: boolean;
  shift: boolean;
  key: string;
}

export function keysOf(shortcut: string, onMac: boolean): Keys {
  const words = shortcut.toLowerCase().split('+');
  const has = (word: string) => words.includes(word);
  return {
    ctrl: has('ctrl') || (has('mod') && !onMac),
    meta: has('meta') || (has('mod') && onMac),
    alt: has('alt'),
    shift: has('shift'),
    key: words.at(-1) ?? '',
  };
}

type Press = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

export function isPressed({ ctrl, meta, alt, shift, key }: Keys, press: Press): boolean {
  if (press.ctrlKey !== ctrl || press.metaKey !== meta || press.altKey !== alt || press.shiftKey !== shift)
    return false;
  // Alt and other layouts change what a letter key types, not where it lies.
  return press.key.toLowerCase() === key || press.code === `Key${key.toUpperCase()}` || press.code === `Digit${key}`;
}

/** `⌘⇧K` on a Mac, `Ctrl+Shift+K` elsewhere. */
export function keysText(shortcut: string, onMac: boolean): string {
  const { ctrl, meta, alt, shift, key } = keysOf(shortcut, onMac);
  const named = keyNames[key] ?? (key.length === 1 ? key.toUpperCase() : key[0]?.toUpperCase() + key.slice(1));
  if (onMac) return `${ctrl ? '⌃' : ''}${alt ? '⌥' : ''}${shift ? '⇧' : ''}${meta ? '⌘' : ''}${named}`;
  const words = [ctrl && 'Ctrl', meta && 'Meta', alt && 'Alt', shift && 'Shift', named];
  return words.filter(Boolean).join('+');
}

const keyNames: Record<string, string> = {
  enter: '↵',
  escape: 'Esc',
  arrowup: '↑',
  arrowdown: '↓',
  arrowleft: '←',
  arrowright: '→',
};
