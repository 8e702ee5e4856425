/** Puts a picture that Observable Plot drew into the page. */
import { useEffect, useRef, type RefObject } from 'react';

/** `label` says what the picture shows, for who does not see it; `draw` is to change only when the picture does. */
export function useDrawing(draw: () => HTMLElement | SVGElement, label: string): RefObject<HTMLDivElement | null> {
  const parent = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const drawn = draw();
    drawn.setAttribute('role', 'img');
    drawn.setAttribute('aria-label', label);
    // Plot labels its groups, which have no role that may be labelled.
    drawn.querySelectorAll('g[aria-label]').forEach((group) => group.removeAttribute('aria-label'));
    parent.current?.replaceChildren(drawn);
  }, [draw, label]);
  return parent;
}
