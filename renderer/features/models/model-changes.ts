/** Which models' files were written again, or went, since they were picked. */
import { create } from 'zustand';
import type { FileChange } from '../../../contract/index.ts';

interface ModelChanges {
  /** How often, by path: what was found out about a file before is not taken for what it is now. */
  counts: Readonly<Record<string, number>>;
  /** The last of them, until the user has seen it. */
  latest: FileChange | null;
}

export const useModelChanges = create<ModelChanges>(() => ({ counts: {}, latest: null }));

export function noteModelChange(change: FileChange): void {
  useModelChanges.setState(({ counts }) => ({
    counts: { ...counts, [change.path]: (counts[change.path] ?? 0) + 1 },
    latest: change,
  }));
}

/** Of several models, in their order. */
export function useChangeCounts(paths: readonly string[]): number[] {
  const counts = useModelChanges((state) => state.counts);
  return paths.map((path) => counts[path] ?? 0);
}
