/** Which model's card is open in the inspector. */
import { create } from 'zustand';
import { showTab } from '../../shell/layout-store.ts';

export const useShownModel = create<{ path: string | null }>(() => ({ path: null }));

export function showModel(path: string): void {
  useShownModel.setState({ path });
  showTab('model');
}
