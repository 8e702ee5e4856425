/** Shortcuts are written once and pressed, and shown, as each system has them. */
import { describe, expect, it } from 'vitest';
import { isPressed, keysOf, keysText } from '../../renderer/shell/keys.ts';

const press = (key: string, code: string, held: Partial<KeyboardEvent> = {}) => ({
  key,
  code,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});

describe('a shortcut', () => {
  it('is held with Command on a Mac and Control elsewhere', () => {
    expect(isPressed(keysOf('mod+K', false), press('k', 'KeyK', { ctrlKey: true }))).toBe(true);
    expect(isPressed(keysOf('mod+K', true), press('k', 'KeyK', { metaKey: true }))).toBe(true);
    expect(isPressed(keysOf('mod+K', false), press('k', 'KeyK', { ctrlKey: true, shiftKey: true }))).toBe(false);
  });

  it('is known by its key where Alt makes it type something else', () => {
    expect(isPressed(keysOf('alt+shift+B', false), press('ı', 'KeyB', { altKey: true, shiftKey: true }))).toBe(true);
  });

  it('is shown as the system writes it', () => {
    expect(keysText('mod+shift+O', true)).toBe('⇧⌘O');
    expect(keysText('mod+enter', false)).toBe('Ctrl+↵');
    expect(keysText('alt+shift+ArrowLeft', false)).toBe('Alt+Shift+←');
  });
});
