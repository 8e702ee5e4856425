/** Esc cancels the innermost thing: what asked for it last gets it first. */
import { useEffect, useRef } from 'react';

const waiting: { cancel(): void }[] = [];

/** While `isActive`, Esc anywhere calls `cancel`, unless something further in wants it. */
export function useEscape(isActive: boolean, cancel: () => void): void {
  const latest = useRef(cancel);
  useEffect(() => {
    latest.current = cancel;
  });
  useEffect(() => {
    if (!isActive) return;
    const entry = { cancel: () => latest.current() };
    waiting.push(entry);
    return () => void waiting.splice(waiting.indexOf(entry), 1);
  }, [isActive]);
}

/** What lies over the window: the component library closes it at Esc, without saying that it did. */
const overlays = ['dialog', 'menu', 'listbox'].map((role) => `[data-portal] [role="${role}"]`).join(', ');

/** Hears Esc where no part of the window used it. */
export function useEscapeKey(): void {
  useEffect(() => {
    let isForOverlay = false;
    // Before the overlay itself hears of it.
    const before = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      isForOverlay = [...document.querySelectorAll(overlays)].some((element) => element.checkVisibility());
    };
    const press = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || isForOverlay) return;
      waiting.at(-1)?.cancel();
    };
    window.addEventListener('keydown', before, true);
    window.addEventListener('keydown', press);
    return () => {
      window.removeEventListener('keydown', before, true);
      window.removeEventListener('keydown', press);
    };
  }, []);
}
