/** Which table was asked for last, so that a file that took long to arrive does not take the place of another. */

let latest = 0;

/** To be called when a person asks for a table; the number tells this wish from others. */
export function askForTable(): number {
  latest += 1;
  return latest;
}

export function isAskedForLast(wish: number): boolean {
  return wish === latest;
}
