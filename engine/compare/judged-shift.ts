/** Whether a population stability index is judged in words: of few rows, or of a few scores that many rows share, it is told alone. */
import { count } from './written-numbers.ts';

/**
 * Two samples of n rows from one distribution have an index of about 2 / n times chi-square with 9 degrees of freedom over ten bins
 * (Yurdakul, 2018): from here on chance alone takes it to 0.1 less than once in twenty times.
 */
export const fewestRows = 340;
/** Of ten; with fewer that hold rows, a value that moves a little takes a large share from one bin to another. */
const fewestTenths = 6;

type Shift = 'little' | 'some' | 'much';

export const shiftWords: Readonly<Record<Shift, string>> = {
  little: 'hardly differ',
  some: 'differ somewhat',
  much: 'differ much',
};

/** By the rule of thumb that credit scoring goes by. */
export function shiftOf(psi: number): Shift {
  if (psi < 0.1) return 'little';
  return psi < 0.25 ? 'some' : 'much';
}

/** Why an index over so many rows is not judged; undefined where it is. */
export function tooFewRows(rows: number): string | undefined {
  if (rows >= fewestRows) return undefined;
  return `it is not judged, for that takes ${fewestRows} rows and there ${rows === 1 ? 'is' : 'are'} ${count(rows)}`;
}

/** The same for scores that ties leave in a few tenths; `migration` is that of both models' tenths. */
export function tooManyTies(champion: string, migration: readonly (readonly number[])[]): string | undefined {
  const held = migration.filter((line) => line.some((weight) => weight > 0)).length;
  if (held >= fewestTenths) return undefined;
  return `it is not judged, for so many scores of ${champion} are the same that they lie in ${held} of its 10 tenths`;
}
