/** Finds the head of a column on the screen, for what opens under it. */

/** Of the column at a position; the grid's upper left corner where that is scrolled away. */
export function boxOfHead(grid: HTMLElement | null, position: number): DOMRect {
  const head = grid?.querySelector(`[role="columnheader"][aria-colindex="${position + 2}"]`);
  if (head) return head.getBoundingClientRect();
  const { left, top } = (grid ?? document.body).getBoundingClientRect();
  return new DOMRect(left, top, 0, headHeight);
}

/** Pixels. */
export const headHeight = 76;

/** Position of the column whose head holds an element; undefined where none does. */
export function headOf(target: EventTarget): number | undefined {
  const head = target instanceof Element ? target.closest('[role="columnheader"]') : null;
  const index = Number(head?.getAttribute('aria-colindex') ?? 0);
  return index >= 2 ? index - 2 : undefined;
}
