/** Two tables made one, in the engine's temporary folder. */
import type { CompareJob, SourceFile } from '../../contract/index.ts';

/** What the rows of each file are called: the first file's name, then the second's. */
export type StackedNames = readonly [first: string, second: string];

export interface Joined {
  /** The same comparison over a table in the engine's temporary folder. */
  job: CompareJob;
  /** Those that were joined. */
  files: SourceFile[];
  warnings: string[];
  /** Where their rows are not side by side but one file's below the other's. */
  names?: StackedNames;
  remove(): void;
}
