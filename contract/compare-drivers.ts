/** Which features make two models of trees give a row different scores. */
import { z } from 'zod';

/** A feature by its name; a model that does not have it has a contribution of 0. */
export const Driver = z.object({
  feature: z.string(),
  /** SHAP values, in the unit of the raw scores. */
  champion: z.number(),
  challenger: z.number(),
  /** Challenger minus champion. */
  difference: z.number(),
});
export type Driver = z.infer<typeof Driver>;

/** Of one row: what `base`, all `features` and `rest` say adds up to the difference of the two raw scores. */
export const RowDrivers = z.object({
  /** Raw scores: log-odds, or the scores themselves. */
  champion: z.number(),
  challenger: z.number(),
  /** Challenger's minus champion's, of what each model gives on average. */
  base: z.number(),
  /** The features that differ most, the largest difference first; a value as text. */
  features: z.array(Driver.extend({ value: z.string().nullable() })),
  /** Difference of all other features together. */
  rest: z.number(),
});
export type RowDrivers = z.infer<typeof RowDrivers>;

/** Means over rows of a swap set. */
const SetDrivers = z.object({
  /** Rows that they are of: all of the set, or as many as are looked at. */
  rows: z.int(),
  base: z.number(),
  features: z.array(Driver),
  rest: z.number(),
});
export type SetDrivers = z.infer<typeof SetDrivers>;

/** Of a pair of models. */
export const PairDrivers = z.object({
  /** What the raw scores of both are. */
  unit: z.enum(['log-odds', 'score']),
  /** Rows that a row is compared with; null for a model whose file says what it learned from. */
  background: z.object({ champion: z.int().nullable(), challenger: z.int().nullable() }),
  /** Null where no threshold is known or no row is in the set. */
  swappedIn: SetDrivers.nullable(),
  swappedOut: SetDrivers.nullable(),
});
export type PairDrivers = z.infer<typeof PairDrivers>;
