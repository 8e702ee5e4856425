/** Tail probabilities of the normal, chi-square and binomial distributions, for the tests of a comparison. */

/** Above this a continued fraction is sharper than the series. */
const seriesLimit = 2.5;

/** P(|Z| ≥ |z|) of a standard normal Z. */
export function normalTwoSided(z: number): number {
  return erfc(Math.abs(z) / Math.SQRT2);
}

/**
 * P(|T| ≥ |t|) of Student's T by the normal deviate that Wallace (1959) gives: with 199 `degrees` of freedom or more it is off by less
 * than 0.3 % of itself down to 1e-15.
 */
export function studentTwoSided(t: number, degrees: number): number {
  return normalTwoSided(((8 * degrees + 1) / (8 * degrees + 3)) * Math.sqrt(degrees * Math.log1p((t * t) / degrees)));
}

/** P(X ≥ x) of chi-square with `degrees` degrees of freedom (Abramowitz and Stegun 26.4.4 and 26.4.5). */
export function chiSquareTail(x: number, degrees: number): number {
  if (x <= 0) return 1;
  const odd = degrees % 2 === 1;
  let term = odd ? Math.sqrt((2 * x) / Math.PI) * Math.exp(-x / 2) : Math.exp(-x / 2);
  let sum = 0;
  for (let at = odd ? 3 : 2; at <= degrees; at += 2) {
    sum += term;
    term *= x / at;
  }
  return odd ? erfc(Math.sqrt(x / 2)) + sum : sum;
}

/** P(X ≤ k) + P(X ≥ n − k) of n tosses of a fair coin, at most 1; for n up to 1,000. */
export function fairCoinTwoSided(k: number, n: number): number {
  let term = 0.5 ** n;
  let sum = 0;
  for (let heads = 0; heads <= k; heads += 1) {
    sum += term;
    term *= (n - heads) / (heads + 1);
  }
  return Math.min(1, 2 * sum);
}

/** The complement of the error function, for x from 0 (Abramowitz and Stegun 7.1.6 and 7.1.14). */
function erfc(x: number): number {
  const scale = Math.exp(-x * x) / Math.sqrt(Math.PI);
  if (x < seriesLimit) {
    let term = 2 * x;
    let sum = 0;
    for (let at = 1; term > sum * Number.EPSILON; at += 1) {
      sum += term;
      term *= (2 * x * x) / (2 * at + 1);
    }
    return 1 - scale * sum;
  }
  let fraction = x;
  for (let at = 80; at > 0; at -= 1) fraction = x + at / 2 / fraction;
  return scale / fraction;
}
