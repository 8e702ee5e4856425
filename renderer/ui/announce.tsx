/** Tells those who do not see the window what a key just did. */
import { VisuallyHidden } from '@mantine/core';
import { create } from 'zustand';

const useAnnouncement = create(() => ({ text: '' }));

/** Said once, politely; a space more makes a screen reader say the same again. */
export function announce(text: string): void {
  useAnnouncement.setState((before) => ({ text: before.text === text ? `${text}\u00A0` : text }));
}

export function Announcer() {
  const text = useAnnouncement((state) => state.text);
  return (
    <VisuallyHidden role="status" aria-live="polite">
      {text}
    </VisuallyHidden>
  );
}
