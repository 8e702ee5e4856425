/** The row that is tried with other values, what was changed in it, and the feature whose curve is drawn. */
import { create } from 'zustand';

interface Trial {
  /** Number in the source, from 1; null until a row was chosen. */
  row: number | null;
  /** New values by `model.feature`; null for a missing value. */
  changes: Readonly<Record<string, string | null>>;
  /** Address of the feature of the curve, as `model.feature`; null for the first that is a number. */
  feature: string | null;
}

const nothing: Trial = { row: null, changes: {}, feature: null };

export const useTrial = create<Trial>(() => nothing);

/** Another row begins unchanged. */
export function tryRow(row: number): void {
  if (useTrial.getState().row !== row) useTrial.setState({ row, changes: {} });
}

/** Another table, or the same with other rows in it, has none that was tried. */
export function resetTrial(): void {
  useTrial.setState(nothing);
}

/** The same value for a feature in every model that has it. */
export function changeFeature(addresses: readonly string[], value: string | null): void {
  const change = Object.fromEntries(addresses.map((address) => [address, value]));
  useTrial.setState(({ changes }) => ({ changes: { ...changes, ...change } }));
}

export function resetFeature(addresses: readonly string[]): void {
  useTrial.setState(({ changes }) => ({
    changes: Object.fromEntries(Object.entries(changes).filter(([address]) => !addresses.includes(address))),
  }));
}

export function resetAll(): void {
  useTrial.setState({ changes: {} });
}
