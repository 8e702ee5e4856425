/** A part of the window that the first rows do without: its code is loaded when they are shown. */
import { lazy, Suspense, type ComponentType } from 'react';
import { startEnded } from '../transport/first-rows-first.ts';

/** `load` is called once; the part is empty until it has answered. */
export function deferred(load: () => Promise<ComponentType>): ComponentType {
  const loaded = startEnded.then(load);
  const Part = lazy(async () => ({ default: await loaded }));
  return function Deferred() {
    return (
      <Suspense>
        <Part />
      </Suspense>
    );
  };
}
