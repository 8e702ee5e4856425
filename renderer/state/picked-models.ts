/** The models that are picked for scoring, in the order of picking. */
import { create } from 'zustand';

interface PickedModels {
  paths: readonly string[];
}

export const usePickedModels = create<PickedModels>(() => ({ paths: [] }));

/** Picks models beside those that are picked already. */
export function pickModels(paths: readonly string[]): void {
  usePickedModels.setState((state) => ({ paths: [...new Set([...state.paths, ...paths])] }));
}

export function unpickModel(path: string): void {
  usePickedModels.setState((state) => ({ paths: state.paths.filter((picked) => picked !== path) }));
}
