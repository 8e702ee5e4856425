/** Which features drive the difference of two models, by their contributions to both scores of the same rows. */
import type { Driver, PairDrivers, RowDrivers, SetDrivers } from '../../contract/index.ts';
import type { ExplainedModel, ExplainedRow } from './explained-rows.ts';

/** Features that are told of a row or a set. */
const shown = 5;
/** How far a raw score may be from the score that was written, which is a float. */
const tolerance = 1e-4;

interface ScoredRow {
  row: number;
  champion: number;
  challenger: number;
}

/** Two models on the same rows. */
export interface ExplainedPair {
  champion: ExplainedModel;
  challenger: ExplainedModel;
}

/** What the raw scores of both models are; undefined where they are of two kinds, so that their contributions cannot be compared. */
export function unitOf(pair: ExplainedPair, scored: readonly ScoredRow[]): PairDrivers['unit'] | undefined {
  const fits = (toScore: (raw: number) => number) =>
    scored.every(({ row, ...scores }) =>
      (['champion', 'challenger'] as const).every((role) => {
        const explained = pair[role].rows.get(row);
        const gap = explained === undefined ? 0 : Math.abs(toScore(rawOf(explained)) - scores[role]);
        return gap <= tolerance * Math.max(1, Math.abs(scores[role]));
      }),
    );
  if (fits((raw) => 1 / (1 + Math.exp(-raw)))) return 'log-odds';
  return fits((raw) => raw) ? 'score' : undefined;
}

/** Null where a row could not be explained. */
export function rowDrivers({ champion, challenger }: ExplainedPair, row: number): RowDrivers | null {
  const [one, other] = [champion.rows.get(row), challenger.rows.get(row)];
  if (one === undefined || other === undefined) return null;
  const { features, rest } = strongest(differences(one.contributions, other.contributions));
  const value = (feature: string) => other.values.get(feature) ?? one.values.get(feature) ?? null;
  return {
    champion: rawOf(one),
    challenger: rawOf(other),
    base: other.base - one.base,
    features: features.map((driver) => ({ ...driver, value: value(driver.feature) })),
    rest,
  };
}

/** Means over those of `rows` that both models explain. */
export function setDrivers({ champion, challenger }: ExplainedPair, rows: readonly number[]): SetDrivers | null {
  const told = rows.filter((row) => champion.rows.has(row) && challenger.rows.has(row));
  if (told.length === 0) return null;
  const [one, other] = [meanOf(champion, told), meanOf(challenger, told)];
  const { features, rest } = strongest(differences(one.contributions, other.contributions));
  return { rows: told.length, base: other.base - one.base, features, rest };
}

/** The base value with all contributions. */
function rawOf({ base, contributions }: Pick<ExplainedRow, 'base' | 'contributions'>): number {
  return [...contributions.values()].reduce((sum, contribution) => sum + contribution, base);
}

function meanOf({ rows }: ExplainedModel, told: readonly number[]): Pick<ExplainedRow, 'base' | 'contributions'> {
  const sums = new Map<string, number>();
  let base = 0;
  for (const row of told) {
    const explained = rows.get(row);
    base += (explained?.base ?? 0) / told.length;
    for (const [feature, contribution] of explained?.contributions ?? [])
      sums.set(feature, (sums.get(feature) ?? 0) + contribution / told.length);
  }
  return { base, contributions: sums };
}

type Contributions = ReadonlyMap<string, number>;

function differences(champion: Contributions, challenger: Contributions): Driver[] {
  const features = new Set([...champion.keys(), ...challenger.keys()]);
  return [...features].map((feature) => {
    const [one, other] = [champion.get(feature) ?? 0, challenger.get(feature) ?? 0];
    return { feature, champion: one, challenger: other, difference: other - one };
  });
}

function strongest(all: readonly Driver[]): { features: Driver[]; rest: number } {
  const order = all.toSorted((a, b) => Math.abs(b.difference) - Math.abs(a.difference));
  const features = order.slice(0, shown).filter(({ difference }) => difference !== 0);
  const rest = order.slice(features.length).reduce((sum, { difference }) => sum + difference, 0);
  return { features, rest };
}
