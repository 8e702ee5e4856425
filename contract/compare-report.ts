/** What a comparison found: the schema of `report.json`, documented figure by figure in docs/compare.md. */
import { z } from 'zod';
import { ClassesReport } from './compare-classes.ts';
import { PairDrivers, RowDrivers } from './compare-drivers.ts';
import { FoundSegments } from './compare-slices.ts';
import { DriftReport } from './compare-drift.ts';
import { RankingReport } from './compare-ranking.ts';
import { ModelReceipt } from './receipt.ts';
import { SourceFile } from './source.ts';

/** Null where a figure is not defined, such as an AUC where all labels are the same. */
const Figure = z.number().nullable();

const CurvePoint = z.object({ x: z.number(), y: z.number() });

/** Scores of one model over the rows that are compared. */
export const Distribution = z.object({
  model: z.string(),
  mean: Figure,
  sd: Figure,
  min: Figure,
  max: Figure,
  /** Smallest score that at least this share of the rows does not exceed. */
  quantiles: z.array(z.object({ share: z.number(), score: z.number() })),
  /** Over the range of all models' scores, in bins of the same width. */
  histogram: z.array(z.object({ from: z.number(), to: z.number(), share: z.number() })),
});
export type Distribution = z.infer<typeof Distribution>;

/** Rows of one of the four cells that two yes/no decisions make. */
export const SwapCell = z.object({
  rows: z.int(),
  weight: z.number(),
  /** Of the weight of all rows. */
  share: Figure,
  championMean: Figure,
  challengerMean: Figure,
  /** Sum of the value column; null without one. */
  value: Figure,
  /** Share of positive labels among the rows that have one. */
  positiveRate: Figure,
});
export type SwapCell = z.infer<typeof SwapCell>;

export const Decisions = z.object({
  championThreshold: z.number(),
  challengerThreshold: z.number(),
  /** Share of rows on which both decide the same. */
  agreement: Figure,
  kappa: Figure,
  /** Share of rows on which they decide differently. */
  swapRate: Figure,
  swap: z.object({
    /** Selected by both. */
    kept: SwapCell,
    /** Selected by the challenger alone. */
    swappedIn: SwapCell,
    /** Selected by the champion alone. */
    swappedOut: SwapCell,
    /** Selected by neither. */
    rejected: SwapCell,
  }),
});
export type Decisions = z.infer<typeof Decisions>;

/** How far two models say the same; needs no labels. */
export const Agreement = z.object({
  champion: z.string(),
  challenger: z.string(),
  /** Population stability index over the champion's deciles. */
  psi: Figure,
  /** Largest distance between the two cumulative distributions of scores. */
  ks: Figure,
  /** Area between the two cumulative distributions, in units of the score. */
  wasserstein: Figure,
  /** Challenger minus champion. */
  meanDifference: Figure,
  meanAbsoluteDifference: Figure,
  largestDifference: Figure,
  pearson: Figure,
  spearman: Figure,
  /** Kendall's tau-b, of `kendallRows` rows: all, or a part of very many. */
  kendall: Figure,
  kendallRows: z.int(),
  /** Null where no threshold is known. */
  decisions: Decisions.nullable(),
  /** Weight of rows by decile of the champion (outer, lowest first) and of the challenger (inner). */
  migration: z.array(z.array(z.number())),
});
export type Agreement = z.infer<typeof Agreement>;

/** One of the rows on which two models differ most. */
export const Disagreement = z.object({
  /** From 1, in the order of the source. */
  row: z.int(),
  champion: z.number(),
  challenger: z.number(),
  difference: z.number(),
  /** The row's cells as text, NULL as null. */
  values: z.record(z.string(), z.string().nullable()),
  /** Null where the two models are not both trees that see the table's columns. */
  drivers: RowDrivers.nullable(),
});
export type Disagreement = z.infer<typeof Disagreement>;

/** What a model that gives the probability of one of two outcomes is worth, on the rows that have a label. */
export const BinaryFigures = z.object({
  task: z.literal('binary'),
  model: z.string(),
  auc: Figure,
  /** 2 AUC − 1. */
  gini: Figure,
  /** Average precision: precision at each score, weighted by the recall it adds. */
  averagePrecision: Figure,
  /** Largest distance between the distributions of scores of the two outcomes. */
  ks: Figure,
  /** Null where a score is no probability; a score of 0 or 1 counts as 2^-52 away from it. */
  logLoss: Figure,
  brier: Figure,
  /** Mean gap between score and rate of positives over ten bins of one width; null where a score is no probability. */
  ece: Figure,
});
export type BinaryFigures = z.infer<typeof BinaryFigures>;

/** What comes of selecting rows from a score on; counts are sums of weights. */
export const Confusion = z.object({
  threshold: z.number(),
  truePositives: z.number(),
  falsePositives: z.number(),
  falseNegatives: z.number(),
  trueNegatives: z.number(),
  accuracy: Figure,
  precision: Figure,
  recall: Figure,
  f1: Figure,
  /** By the cost matrix; null without one. */
  cost: Figure,
});
export type Confusion = z.infer<typeof Confusion>;

/** A tenth of the rows by score, the highest first. */
export const Decile = z.object({
  decile: z.int(),
  weight: z.number(),
  lowest: z.number(),
  highest: z.number(),
  meanScore: z.number(),
  positiveRate: z.number(),
  /** Rate of positives here over that of all rows. */
  lift: Figure,
  /** Share of all positives in this tenth and those above it. */
  captured: Figure,
});
export type Decile = z.infer<typeof Decile>;

export const BinaryQuality = BinaryFigures.extend({
  /** Hosmer and Lemeshow's test of the tenths; null where a score is no probability. */
  hosmerLemeshow: z.object({ statistic: z.number(), degrees: z.int(), pValue: z.number() }).nullable(),
  /** At the threshold of the decisions; null without one. */
  confusion: Confusion.nullable(),
  /** Where F1 is highest and, with a cost matrix, where the cost is lowest, of the thresholds below. */
  best: z.object({ f1: z.number().nullable(), cost: z.number().nullable() }),
  /** From 0 to 1 in hundredths; empty where a score is no probability. */
  thresholds: z.array(Confusion),
  deciles: z.array(Decile),
  roc: z.array(CurvePoint),
  precisionRecall: z.array(CurvePoint),
});
export type BinaryQuality = z.infer<typeof BinaryQuality>;

/** What a model that gives numbers is worth, on the rows that have a label. */
export const RegressionFigures = z.object({
  task: z.literal('regression'),
  model: z.string(),
  mae: Figure,
  rmse: Figure,
  /** Null where all labels are the same. */
  r2: Figure,
  /** Mean absolute error as a share of the label, over the rows whose label is not 0. */
  mape: Figure,
  /** Mean of score minus label. */
  bias: Figure,
});
export type RegressionFigures = z.infer<typeof RegressionFigures>;

/** How far a tenth of the rows, by score, is off: of score minus label, as `bias` has it. */
export const Residual = z.object({
  /** From 1, the lowest scores first. */
  tenth: z.int(),
  rows: z.int(),
  weight: z.number(),
  meanScore: z.number(),
  mean: z.number(),
  /** 5 % of the weight lies at or below it, and 5 % above the other. */
  low: z.number(),
  high: z.number(),
});
export type Residual = z.infer<typeof Residual>;

export const RegressionQuality = RegressionFigures.extend({
  /** A tenth in which no score falls, since many are the same, is left out. */
  residuals: z.array(Residual),
});
export type RegressionQuality = z.infer<typeof RegressionQuality>;

/** Labels and scores where two models say different numbers: rows sorted by how much more the challenger says, in tenths. */
export const DoubleLift = z.object({
  /** What rows are sorted by: challenger over champion where every score of both is above 0, otherwise challenger minus champion. */
  by: z.enum(['ratio', 'difference']),
  tenths: z.array(
    z.object({
      /** From 1, where the challenger says least against the champion. */
      tenth: z.int(),
      rows: z.int(),
      weight: z.number(),
      /** Lowest and highest of what the rows are sorted by. */
      from: z.number(),
      to: z.number(),
      meanLabel: z.number(),
      meanChampion: z.number(),
      meanChallenger: z.number(),
    }),
  ),
});
export type DoubleLift = z.infer<typeof DoubleLift>;

export const Quality = z.discriminatedUnion('task', [BinaryQuality, RegressionQuality]);
export type Quality = z.infer<typeof Quality>;

/** A figure of both models on the same rows, and how sure its difference is. */
export const PairedTest = z.object({
  champion: z.string(),
  challenger: z.string(),
  figure: z.enum([
    'auc',
    'accuracy',
    'balancedAccuracy',
    'macroF1',
    'logLoss',
    'brier',
    'mae',
    'rmse',
    'ndcg10',
    'ndcg5',
    'ndcg',
    'map',
    'mrr',
  ]),
  method: z.enum(['delong', 'mcnemar', 'bootstrap']),
  championValue: z.number(),
  challengerValue: z.number(),
  /** Challenger minus champion. */
  difference: z.number(),
  /** The 95 % interval of the difference. */
  low: z.number(),
  high: z.number(),
  /** Two-sided; null for a bootstrap, whose interval says it. */
  pValue: Figure,
  /** Which of the two is better: where there is a p value by that, below 0.05, and otherwise by the interval, outside of 0; or null. */
  better: z.enum(['champion', 'challenger']).nullable(),
});
export type PairedTest = z.infer<typeof PairedTest>;

/** The rows with one value, or one range of values, of a column. */
export const SegmentPart = z.object({
  name: z.string(),
  rows: z.int(),
  judged: z.int(),
  weight: z.number(),
  agreement: z.array(Agreement.omit({ migration: true })),
  quality: z.array(z.discriminatedUnion('task', [BinaryFigures, RegressionFigures])),
  tests: z.array(PairedTest),
});
export type SegmentPart = z.infer<typeof SegmentPart>;

const Rates = z.object({
  model: z.string(),
  /** Share of the group that the model selects. */
  selection: Figure,
  /** Of those with a positive label. */
  truePositive: Figure,
  /** Of those with a negative label. */
  falsePositive: Figure,
});

/** How alike the groups of a column are treated. */
export const Fairness = z.object({
  column: z.string(),
  groups: z.array(z.object({ name: z.string(), rows: z.int(), models: z.array(Rates) })),
  /** For each model the smallest rate of a group over the largest, of groups of at least 30 rows. */
  ratios: z.array(Rates),
});
export type Fairness = z.infer<typeof Fairness>;

/** One limit held against one challenger. */
export const LimitResult = z.object({
  limit: z.string(),
  challenger: z.string(),
  /** Null where the figure is not known; the limit does not hold then. */
  found: Figure,
  holds: z.boolean(),
});
export type LimitResult = z.infer<typeof LimitResult>;

const report = z.object({
  /** Of this schema. */
  version: z.literal(1),
  /** ISO 8601. */
  started: z.string(),
  seconds: z.number(),
  /**
   * What is told of several classes stands in `classes`, and of two files in `drift`; what is of two scores is empty then. What is told of
   * groups that are ranked stands in `ranking`, beside what is of two scores.
   */
  task: z.enum(['binary', 'regression', 'ranking', 'classes', 'drift']),
  source: z.array(SourceFile),
  /** The champion first. */
  models: z.array(
    z.object({
      name: z.string(),
      role: z.enum(['champion', 'challenger']),
      /** Column of the scored file that is its score; of several classes the columns, with commas between them. */
      score: z.string(),
      /** What fed it and what ran it; null for scores that stood in the table. */
      receipt: ModelReceipt.nullable(),
    }),
  ),
  label: z.object({ column: z.string(), positive: z.string().nullable() }).nullable(),
  weight: z.string().nullable(),
  value: z.string().nullable(),
  rows: z.object({
    read: z.int(),
    /** Every model gave them a finite score, and their weight is above zero. */
    compared: z.int(),
    /** Those of the compared that have a label. */
    judged: z.int(),
    positive: z.int().nullable(),
  }),
  /** Whether ranks are those of the scores themselves or of cells of a fine grid, as for very many rows. */
  ranks: z.object({
    kind: z.enum(['exact', 'grid']),
    /** Half the largest share of pairs that fall into one cell: no AUC is further than this from the exact one. */
    aucBound: z.number(),
  }),
  distributions: z.array(Distribution),
  agreement: z.array(
    Agreement.extend({
      disagreements: z.array(Disagreement),
      drivers: PairDrivers.nullable(),
      /** Null unless the models give numbers, and some rows have a label. */
      doubleLift: DoubleLift.nullable(),
    }),
  ),
  /** Empty without labels. */
  quality: z.array(Quality),
  /** Empty without labels. */
  tests: z.array(PairedTest),
  segments: z.array(z.object({ column: z.string(), parts: z.array(SegmentPart) })),
  /** Null unless the models give a probability for each of several classes. */
  classes: ClassesReport.nullable(),
  /** Null unless the column of groups is named. */
  ranking: RankingReport.nullable().default(null),
  /** For each challenger, where they were looked for. */
  foundSegments: z.array(FoundSegments),
  /** Null unless two files are compared through one model. */
  drift: DriftReport.nullable(),
  /** Of the columns that were asked for. */
  fairness: z.array(Fairness),
  /** Null where no limits were given. */
  verdict: z.object({ passed: z.boolean(), limits: z.array(LimitResult) }).nullable(),
  /** In sentences, the most important first. */
  findings: z.array(z.string()),
  /** Those of the findings about decisions, which are true at the cut alone by which rows were selected. */
  cutFindings: z.array(z.string()).default([]),
  scored: z.object({ path: z.string(), bytes: z.int(), sha256: z.string(), columns: z.array(z.string()) }),
  sql: z.string(),
  warnings: z.array(z.string()),
  versions: z.record(z.string(), z.string()),
});
/** An interface is told by its name wherever it is part of another type, of which there is a most that a compiler writes down. */
export interface CompareReport extends z.infer<typeof report> {}
/** The same as it is written. */
export interface WrittenReport extends z.input<typeof report> {}
export const CompareReport: z.ZodType<CompareReport, WrittenReport> = report;
