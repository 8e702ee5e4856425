/** Which inputs the page about them shows: of which model, and those whose name holds a text. */
import { create } from 'zustand';
import { showPage } from '../../shell/layout-store.ts';

interface ShownInputs {
  /** Path of the model; the first one that can be scored where it is null. */
  model: string | null;
  search: string;
}

export const useShownInputs = create<ShownInputs>(() => ({ model: null, search: '' }));

/** Shows the page with all inputs of the first model. */
export function showAllInputs(): void {
  useShownInputs.setState({ model: null, search: '' });
  showPage('inputs');
}

/** Shows one input of a model alone. */
export function showInput(model: string, name: string): void {
  useShownInputs.setState({ model, search: name });
  showPage('inputs');
}
