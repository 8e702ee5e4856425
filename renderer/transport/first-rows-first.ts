/** What waits at the start until the first rows are shown, since it would share the cores with what they need. */

/** Groups of methods, and single ones, that nothing on the way to the first rows asks for. */
const waiting = new Set([
  'library.models',
  'library.sources',
  'history',
  'model',
  'binding',
  'whatIf',
  'system.about',
  'table.profile',
]);

/** A table that takes longer to show holds up nothing else. */
const longestWaitMs = 3000;

let release: () => void = () => undefined;
/** Resolves then. */
export const startEnded = new Promise<void>((resolve) => (release = resolve));
let isOver = false;
/** Runs from the first call that waits. */
let deadline: number | undefined;

/** The first rows are there, or none will be. */
export function endStart(): void {
  isOver = true;
  release();
}

/** Resolves when a call of the method at `path` may be made. */
export function mayCall(path: readonly string[]): Promise<void> | undefined {
  if (isOver || !(waiting.has(path[0] ?? '') || waiting.has(path.join('.')))) return undefined;
  deadline ??= window.setTimeout(endStart, longestWaitMs);
  return startEnded;
}
