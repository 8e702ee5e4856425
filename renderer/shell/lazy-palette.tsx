/** The command palette, loaded when it is first asked for. */
import { lazy, Suspense } from 'react';
import { useEscape } from './escape.ts';
import { closePalette, usePalette } from './shell-actions.ts';

const Palette = lazy(() => import('./palette.tsx').then(({ Palette: component }) => ({ default: component })));

export function LazyPalette() {
  const { isOpen, wasOpened } = usePalette();
  useEscape(isOpen, closePalette);
  if (!wasOpened) return null;
  return (
    <Suspense>
      <Palette />
    </Suspense>
  );
}
