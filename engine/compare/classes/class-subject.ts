/** What is compared of models with several classes: a file that holds every model's probabilities, and what its columns mean. */
import type { SourceColumn } from '../../../contract/index.ts';

/** The probabilities of one model. */
export interface ClassColumns {
  model: string;
  /** Names in the scored file, in the order of the subject's classes. */
  columns: readonly string[];
}

export interface ClassLabel {
  column: string;
  /** SQL of the place of the label among the classes, from 1; NULL where it is not known or is none of them. */
  sql: string;
}

export interface ClassSubject {
  task: 'classes';
  /** At least three. */
  classes: readonly string[];
  /** The champion's first. */
  models: readonly ClassColumns[];
  label: ClassLabel | undefined;
  /** SQL of a DOUBLE; undefined where each row counts the same. */
  weight: string | undefined;
  /** Columns by whose values everything is told once more. */
  segments: readonly SourceColumn[];
  /** Of the bootstrap. */
  seed: number;
  /** Columns whose cells are told of rows that are shown. */
  columns: readonly string[];
}
