/** The values of the column with the outcome, to choose from which of them the score is the probability of. */
import type { ColumnProfile } from '../../../contract/index.ts';

export interface Outcomes {
  /** The most frequent first, or numbers in their order. */
  values: readonly { value: string; count: number }[];
  /** Whether there are no others. */
  areAll: boolean;
  /** The one that is meant where nothing is said; null where none plainly is. */
  usual: string | null;
  /** Whether the engine takes that one without being told. */
  isKnown: boolean;
}

/** So many whole numbers are still outcomes to choose from. */
const mostNumbers = 20;

const positive = new Set(['1', 'true', 't', 'yes', 'y', 'ja', 'j', 'oui', 'si', 'sí', 'positive', 'pos']);

/** Null for a column of numbers that are no few whole ones. */
export function outcomesOf(profile: Pick<ColumnProfile, 'top' | 'histogram' | 'type'>): Outcomes | null {
  const values = profile.top?.values ?? wholeNumbers(profile.histogram);
  if (values === null) return null;
  const isOfTwo = profile.type === 'BOOLEAN' || (profile.top === null && values.every(({ value }) => value < '2'));
  const found = values.filter(({ value }) => positive.has(value.trim().toLowerCase()));
  const isPlain = found.length === 1 && (profile.top !== null || isOfTwo);
  return {
    values,
    areAll: profile.top === null || profile.top.others === 0,
    usual: isPlain ? (found[0]?.value ?? null) : null,
    isKnown: isOfTwo,
  };
}

/** Bars of width 1 lie around the numbers that they count. */
function wholeNumbers(histogram: ColumnProfile['histogram']): Outcomes['values'] | null {
  const { edges = [], counts = [] } = histogram ?? {};
  const [first, second] = edges;
  if (first === undefined || second === undefined || second - first !== 1 || Number.isInteger(first)) return null;
  const values = counts.flatMap((count, at) => (count === 0 ? [] : [{ value: String(first + 0.5 + at), count }]));
  return values.length > mostNumbers ? null : values;
}
