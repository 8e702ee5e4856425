/** Means of a number over groups of rows, and Student's and Welch's tests of them. */
import { studentTwoSided } from '../tails.ts';

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

/** Whether rows differ by more than the rounding of their sums; where they do not, no test can say how sure their mean is. */
export function isVaried([rows, sum, squares]: Moments): boolean {
  return squares - (sum * sum) / rows > rows * Number.EPSILON * squares;
}

/** Student's, two-sided: whether the mean is another than 0; 1 where it is not above. */
export function aboveZero(group: Moments): number {
  return pValue(meanOf(group), errorOf(group), group[0] - 1);
}

/** Welch's (1947), two-sided: whether the mean is another than that of the other rows; 1 where it is not above. */
export function aboveOthers(group: Moments, others: Moments): number {
  const [own, other] = [errorOf(group) ** 2, errorOf(others) ** 2];
  const degrees = (own + other) ** 2 / (own ** 2 / (group[0] - 1) + other ** 2 / (others[0] - 1));
  return pValue(meanOf(group) - meanOf(others), Math.sqrt(own + other), degrees);
}

function pValue(gap: number, error: number, degrees: number): number {
  return gap > 0 && error > 0 ? studentTwoSided(gap / error, degrees) : 1;
}
