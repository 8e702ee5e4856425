/** What is known so far about what the columns of the view hold. */
import { create } from 'zustand';
import type { ColumnProfile } from '../../../contract/index.ts';

interface Profiles {
  byName: ReadonlyMap<string, ColumnProfile>;
}

export const useProfiles = create<Profiles>(() => ({ byName: new Map() }));

export function keepProfile(profile: ColumnProfile): void {
  useProfiles.setState(({ byName }) => ({ byName: new Map(byName).set(profile.name, profile) }));
}

export function forgetProfiles(): void {
  useProfiles.setState({ byName: new Map() });
}
