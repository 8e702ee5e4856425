/** Means of a number over groups of rows, and tests of them by the normal distribution, for groups of hundreds of rows. */
import { normalTwoSided } from '../tails.ts';

/** Rows, their sum and their sum of squares. */
export type Moments = readonly [rows: number, sum: number, squares: number];

/** The rows of one that are not of the other, which is a part of it. */
export function without([rows, sum, squares]: Moments, part: Moments): Moments {
  return [rows - part[0], sum - part[1], squares - part[2]];
}

export function meanOf([rows, sum]: Moments): number {
  return sum / rows;
}

/** Of the mean: the sample's variance over its rows. */
export function errorOf([rows, sum, squares]: Moments): number {
  return Math.sqrt(Math.max(0, squares - (sum * sum) / rows) / (rows - 1) / rows);
}

/** Two-sided: whether the mean is another than 0; 1 where it is not above. */
export function aboveZero(group: Moments): number {
  return pValue(meanOf(group), errorOf(group));
}

/** Two-sided, of unequal variances: whether the mean is another than that of the other rows; 1 where it is not above. */
export function aboveOthers(group: Moments, others: Moments): number {
  return pValue(meanOf(group) - meanOf(others), Math.hypot(errorOf(group), errorOf(others)));
}

function pValue(gap: number, error: number): number {
  if (!(gap > 0)) return 1;
  return error === 0 ? 0 : normalTwoSided(gap / error);
}
