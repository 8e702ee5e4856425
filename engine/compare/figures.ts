/** Numbers as DuckDB's aggregates return them. */
import type { Row } from '../duckdb/session.ts';

/** The number in a column; null where it is NULL, NaN or infinite, which stand for "not defined". */
export function figure(row: Row | undefined, name: string): number | null {
  const value = row?.[name];
  if (value === null || value === undefined) return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}

/** A count or a sum that always has a value. */
export function amount(row: Row | undefined, name: string): number {
  return figure(row, name) ?? 0;
}

/** Null where the divisor is 0 or either is not defined. */
export function ratio(dividend: number | null, divisor: number | null): number | null {
  if (dividend === null || divisor === null || divisor === 0) return null;
  return dividend / divisor;
}
