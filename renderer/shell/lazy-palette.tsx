/** The command palette, loaded when it is first asked for. */
import { lazy, Suspense } from 'react';
import { usePalette } from './shell-actions.ts';

const Palette = lazy(() => import('./palette.tsx').then(({ Palette: component }) => ({ default: component })));

export function LazyPalette() {
  const wasOpened = usePalette((state) => state.wasOpened);
  if (!wasOpened) return null;
  return (
    <Suspense>
      <Palette />
    </Suspense>
  );
}
