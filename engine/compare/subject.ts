/** What is compared: a file that holds every model's scores, and what its columns mean. */
import type { CostMatrix, SourceColumn } from '../../contract/index.ts';
import type { Selection } from './decisions.ts';
import type { LabelColumn } from './label.ts';
import type { ScoreColumn } from './score-column.ts';

export interface Subject {
  task: 'binary' | 'regression';
  /** The champion's first. */
  scores: readonly Pick<ScoreColumn, 'model' | 'name'>[];
  label: LabelColumn | undefined;
  /** SQL of a DOUBLE; undefined where each row counts the same. */
  weight: string | undefined;
  /** SQL of a DOUBLE. */
  value: string | undefined;
  /** Undefined where nothing says from which score on a row is selected. */
  selection: Selection | undefined;
  /** Columns by whose values everything is told once more. */
  segments: readonly SourceColumn[];
  /** Columns whose groups are looked at for how alike they are treated. */
  fairness: readonly SourceColumn[];
  costs: CostMatrix | undefined;
  /** Of the bootstrap. */
  seed: number;
  /** Columns whose cells are told of rows that are shown. */
  columns: readonly string[];
  /** Columns that segments are looked for in, if any are. */
  candidates?: readonly SourceColumn[];
  /** Whether what follows a threshold is wanted too. */
  isLive?: boolean;
}
