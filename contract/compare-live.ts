/** What a comparison adds up beforehand, so that its figures follow a threshold without another look at the rows. */
import { z } from 'zod';

const numbers = z.array(z.number());

/** Sums over rows. */
const sums = <T extends z.ZodType>(of: T) =>
  z.object({
    rows: of,
    /** All that follows is weighted. */
    weight: of,
    /** Of the rows that have a label. */
    judged: of,
    /** Of the label, which is 1 or 0, or the true number; 0 where it is not known. */
    outcome: of,
    /** Of the value column; 0 without one. */
    value: of,
    /** Of the scores of the pair. */
    championScore: of,
    challengerScore: of,
  });

export const RowSums = sums(z.number());
export type RowSums = z.infer<typeof RowSums>;
/** One number for each cut. */
export const CutSums = sums(numbers);
export type CutSums = z.infer<typeof CutSums>;

/** Exact at each cut: rows are counted by their own scores, whatever `ranks` of the report says. */
export const Cuts = z.object({
  /** Ascending: scores, or percents of the rows' weight that each model selects. */
  at: numbers,
  /** For each model, the champion first: from which score on it selects a row at each cut. */
  thresholds: z.array(numbers),
  /** For each challenger: what is selected by the champion, by the challenger, and by both. */
  pairs: z.array(z.object({ champion: CutSums, challenger: CutSums, both: CutSums })),
});
export type Cuts = z.infer<typeof Cuts>;

/** McNemar's test of right decisions at each cut: challenger minus champion, with its 95 % interval. */
export const CutTests = z.object({ pValue: numbers, low: numbers, high: numbers });
export type CutTests = z.infer<typeof CutTests>;

const ScoreRange = z.object({ from: z.number(), to: z.number() });

export const LiveFigures = z.object({
  /** At the same score for all models, at even steps over the range of scores. */
  score: Cuts,
  /** At the same share of the rows for each model, at every tenth of a percent. */
  top: Cuts,
  /** Sums over all rows that are compared, for each challenger. */
  all: z.array(RowSums),
  /** For each challenger; empty where the report has no such test. */
  tests: z.object({ score: z.array(CutTests), top: z.array(CutTests) }),
  /** For each model: from which score to which its tenths go, the lowest first; null where ties leave one empty. */
  tenths: z.array(z.array(ScoreRange.nullable())),
  /** SQL over the scored table, to find the rows behind a figure. */
  sql: z.object({
    /** For each model, its score as a DOUBLE. */
    scores: z.array(z.string()),
    /** Condition on the rows that are compared; null where all are. */
    compared: z.string().nullable(),
    /** 1 or 0, or the true number; null without labels. */
    label: z.string().nullable(),
  }),
});
export type LiveFigures = z.infer<typeof LiveFigures>;
