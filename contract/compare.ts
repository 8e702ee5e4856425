/** Comparing models on the same rows: what is asked for, and what is told while it is done. */
import { z } from 'zod';
import { LiveFigures } from './compare-live.ts';
import { CompareReport } from './compare-report.ts';
import { FilePath } from './file-path.ts';
import { Destination, Job, ModelReference } from './job.ts';
import { Plan, Progress, WaitingEvent } from './run.ts';

export const CostMatrix = z.strictObject({
  truePositive: z.number().default(0),
  falsePositive: z.number().default(0),
  falseNegative: z.number().default(0),
  trueNegative: z.number().default(0),
});
export type CostMatrix = z.infer<typeof CostMatrix>;

/** The first of the champion's column, the models and the challengers' columns is the champion; every other is held against it. */
export const CompareJob = Job.omit({
  keep: true,
  explain: true,
  onBadRow: true,
  predictions: true,
  destination: true,
}).extend({
  models: z.array(ModelReference).default([]),
  /** Columns of the table that hold scores which were made before, by whatever made them. */
  championColumn: z.string().min(1).optional(),
  challengerColumns: z.array(z.string().min(1)).default([]),
  /**
   * A second table. Its rows are put beside those of the first where their keys are the same, and `challengerColumns` may be its; or, without
   * a key, other rows of the same columns, on which one model is compared with itself.
   */
  with: z
    .strictObject({
      paths: z.array(FilePath).min(1),
      /** Columns of both tables; no two rows of a table have the same values there. */
      key: z.array(z.string().min(1)).min(1).optional(),
    })
    .optional(),
  /** Column with what came true. Without it the models are compared with each other alone. */
  label: z.string().min(1).optional(),
  /** Column that says to which group, such as a query, a row belongs: the models are compared by how they order each group's rows. */
  group: z.string().min(1).optional(),
  /** The label's value that the score is the probability of; known without it where labels are true/false or 1/0. */
  positive: z.string().optional(),
  /** Column with how much a row counts; 1 where it is left out. */
  weight: z.string().min(1).optional(),
  /** Column that is summed over the rows that each model selects, for example an amount. */
  value: z.string().min(1).optional(),
  /** Columns by whose values everything is told once more. */
  segments: z.array(z.string().min(1)).default([]),
  /** Whether segments in which a challenger is worse are looked for, in all columns and in pairs of them. */
  findSegments: z.boolean().default(false),
  /** Columns whose groups are looked at for how alike they are treated. */
  fairness: z.array(z.string().min(1)).default([]),
  /** A row is selected where its score is at least this; 0.5 for classifiers where neither this nor `top` is given. */
  threshold: z.number().optional(),
  /** Percent of the rows that each model selects, those with its highest scores. */
  top: z.number().positive().max(100).optional(),
  /** Model → column of its output that is its score, where it is not the obvious one. */
  scores: z.record(z.string(), z.string().min(1)).default({}),
  /** What each decision costs, for a row of weight 1; a gain is a negative cost. */
  costs: CostMatrix.optional(),
  /** Each a figure, a comparison and a number, such as `auc_drop <= 0.002`: whether a challenger passes. */
  limits: z.array(z.string().min(1)).default([]),
  /** Of the bootstrap: the same seed gives the same intervals. */
  seed: z.int().nonnegative().default(1),
  /** Where `scored.parquet`, `report.html` and `report.json` are written. */
  folder: FilePath,
  overwrite: z.boolean().default(false),
});
export type CompareJob = z.infer<typeof CompareJob>;
export type CompareJobInput = z.input<typeof CompareJob>;

/** What a job file holds. */
export const AnyJob = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('scoring'), job: Job }),
  z.object({ kind: z.literal('comparison'), job: CompareJob }),
]);
export type AnyJob = z.infer<typeof AnyJob>;

const plannedEvent = z.object({ event: z.literal('planned'), plan: Plan });
const progressEvent = z.object({ event: z.literal('progress'), progress: Progress });
/** All rows are scored; the figures are being computed. */
const measuringEvent = z.object({ event: z.literal('measuring') });

export const CompareEvent = z.discriminatedUnion('event', [
  WaitingEvent,
  plannedEvent,
  progressEvent,
  measuringEvent,
  z.object({ event: z.literal('finished'), report: CompareReport }),
]);
export type CompareEvent = z.infer<typeof CompareEvent>;

/** A comparison that is looked at first: its files are the engine's until they are saved or it is closed. */
export const Comparison = CompareJob.omit({ folder: true, overwrite: true });
export type Comparison = z.infer<typeof Comparison>;
export type ComparisonInput = z.input<typeof Comparison>;

export const ExploreEvent = z.discriminatedUnion('event', [
  /** Comes first: the id that cancels the run, as `job.cancel` does, and that names the comparison afterwards. */
  z.object({ event: z.literal('started'), id: z.string() }),
  WaitingEvent,
  plannedEvent,
  progressEvent,
  measuringEvent,
  z.object({
    event: z.literal('finished'),
    report: CompareReport,
    /** Null where nothing could be compared. */
    live: LiveFigures.nullable(),
  }),
]);
export type ExploreEvent = z.infer<typeof ExploreEvent>;

const ComparisonId = z.string().min(1);

/** From where on rows are selected: one score for all models, or the percent that each selects. */
export const AskedCut = z.union([
  z.strictObject({ threshold: z.number() }),
  z.strictObject({ top: z.number().positive().max(100) }),
]);
export type AskedCut = z.infer<typeof AskedCut>;

export const MeasureComparison = z.strictObject({ id: ComparisonId, cut: AskedCut });
export type MeasureComparison = z.infer<typeof MeasureComparison>;

export const SaveComparison = z.strictObject({
  id: ComparisonId,
  /** The report's figures are told at this one; at the one that was asked for where it is left out. */
  cut: AskedCut.optional(),
  /** As `CompareJob` has it. */
  folder: FilePath,
  overwrite: z.boolean().default(false),
});
export type SaveComparison = z.infer<typeof SaveComparison>;

/** Rows of the scored table that meet a condition, to be written as a file. */
export const WriteRows = z.strictObject({
  id: ComparisonId,
  where: z.string().min(1),
  destination: Destination,
});
export type WriteRows = z.infer<typeof WriteRows>;
