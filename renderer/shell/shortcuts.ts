/** Runs the action whose shortcut is pressed, and shows shortcuts as the system writes them. */
import { useEffect } from 'react';
import { allActions, runAction } from './actions.ts';

export const isMac = /mac/i.test(navigator.userAgent);

/** Reads `mod+shift+K` once, so that a key press is compared and not parsed. */
export interface Keys {
  ctrl: boolean;
  meta: boolean;
  alt: boolean;
  shift: boolean;
  key: string;
}

export function keysOf(shortcut: string, onMac = isMac): Keys {
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
export function shortcutText(shortcut: string, onMac = isMac): string {
  const { ctrl, meta, alt, shift, key } = keysOf(shortcut, onMac);
  const named = keyNames[key] ?? (key.length === 1 ? key.toUpperCase() : key[0]?.toUpperCase() + key.slice(1));
  if (onMac) return `${ctrl ? '⌃' : ''}${alt ? '⌥' : ''}${shift ? '⇧' : ''}${meta ? '⌘' : ''}${named}`;
  const words = [ctrl && 'Ctrl', meta && 'Meta', alt && 'Alt', shift && 'Shift', named];
  return words.filter(Boolean).join('+');
}

const keyNames: Record<string, string> = { enter: '↵', escape: 'Esc', arrowup: '↑', arrowdown: '↓', ',': ',' };

/** Keys that do nothing of their own in a text field. */
function isTyping({ target, ctrlKey, metaKey, altKey, key }: KeyboardEvent): boolean {
  if (ctrlKey || metaKey || altKey || /^F\d+$|^Escape$/.test(key)) return false;
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

export function useShortcuts(): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.repeat || isTyping(event)) return;
      const action = allActions().find(
        ({ shortcut, isLocal }) => shortcut !== undefined && isLocal !== true && isPressed(keysOf(shortcut), event),
      );
      if (action === undefined) return;
      event.preventDefault();
      runAction(action.id);
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}
