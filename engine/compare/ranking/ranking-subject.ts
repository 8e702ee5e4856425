/** What is compared of rankers: a file that holds every model's scores, and which rows are ranked against each other. */
import type { Subject } from '../subject.ts';

export interface Grades {
  column: string;
  /** SQL of a DOUBLE, NULL where it is not known. */
  sql: string;
}

export interface RankingSubject {
  task: 'ranking';
  /** The champion's first. */
  scores: Subject['scores'];
  /** Column whose values are the groups. */
  group: string;
  label: Grades | undefined;
  /** Of the bootstrap. */
  seed: number;
  /** Columns whose cells are told of rows that are shown. */
  columns: readonly string[];
}
