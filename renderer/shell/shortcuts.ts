/** Runs the action whose shortcut is pressed, and shows shortcuts as the system writes them. */
import { useEffect } from 'react';
import { allActions, runAction } from './actions.ts';
import { isPressed, keysOf, keysText } from './keys.ts';

const isMac = /mac/i.test(navigator.userAgent);

/** `⇧⌘K` on a Mac, `Ctrl+Shift+K` elsewhere. */
export function shortcutText(shortcut: string): string {
  return keysText(shortcut, isMac);
}

/** Keys that do nothing of their own in a text field. */
function isTyping({ target, ctrlKey, metaKey, altKey, key }: KeyboardEvent): boolean {
  if (ctrlKey || metaKey || altKey || /^F\d+$|^Escape$/.test(key)) return false;
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

/** A field with a list takes Enter for itself, whatever is held with it. */
function isForList({ target, key, ctrlKey, metaKey }: KeyboardEvent): boolean {
  return (
    key === 'Enter' && (ctrlKey || metaKey) && target instanceof Element && target.matches('[aria-haspopup="listbox"]')
  );
}

export function useShortcuts(): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.repeat || isTyping(event)) return;
      const action = allActions().find(
        ({ shortcut, isLocal }) =>
          shortcut !== undefined && isLocal !== true && isPressed(keysOf(shortcut, isMac), event),
      );
      if (action === undefined) return;
      event.preventDefault();
      runAction(action.id);
    };
    const before = (event: KeyboardEvent) => {
      if (!isForList(event)) return;
      event.stopPropagation();
      press(event);
    };
    window.addEventListener('keydown', before, true);
    window.addEventListener('keydown', press);
    return () => {
      window.removeEventListener('keydown', before, true);
      window.removeEventListener('keydown', press);
    };
  }, []);
}
