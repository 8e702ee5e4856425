/** What is compared of two files: one score, the columns behind it, and the label. */
import type { SourceColumn } from '../../../contract/index.ts';
import type { LabelColumn } from '../label.ts';
import type { StackedNames } from '../joined.ts';

export interface DriftSubject {
  task: 'drift';
  /** Whether the label is of two outcomes. */
  isBinary: boolean;
  score: { model: string; name: string };
  names: StackedNames;
  label: LabelColumn | undefined;
  /** SQL of a DOUBLE; undefined where each row counts the same. */
  weight: string | undefined;
  columns: readonly SourceColumn[];
}
