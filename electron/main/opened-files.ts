/** Files that the system asked the app to open, kept until the window asks for them and handed on from then on. */

export class OpenedFiles {
  #waiting: string[] = [];
  #deliver: ((paths: string[]) => void) | null = null;

  add(paths: readonly string[]): void {
    if (paths.length === 0) return;
    if (this.#deliver === null) this.#waiting.push(...paths);
    else this.#deliver([...paths]);
  }

  /** What came so far; whatever comes later goes to `deliver`. */
  take(deliver: (paths: string[]) => void): string[] {
    this.#deliver = deliver;
    return this.#waiting.splice(0);
  }

  /** The window is gone or loads anew: files wait again. */
  keep(): void {
    this.#deliver = null;
  }
}
