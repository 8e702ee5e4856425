/** What surrounds the window in a test: the browser app or the desktop app. */
import type { Page } from '@playwright/test';

export type ShellName = 'browser' | 'desktop';

export interface Shell {
  readonly name: ShellName;
  /** The window. Of the desktop app there is none before it was started. */
  readonly page: Page;
  /** Starts the app in the test's folder, with `files` named on its command line, and opens its window. */
  start(files: readonly string[]): Promise<void>;
  /** Id of the engine's process. */
  engine(): Promise<number>;
  /** Does what makes the app ask for files or for a destination, and answers with these paths. */
  choose(paths: readonly string[], ask: () => Promise<void>): Promise<void>;
  /** Ends it as its user would. */
  stop(): Promise<void>;
}
