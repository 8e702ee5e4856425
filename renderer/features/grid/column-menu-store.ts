/** Which column's menu is open, and where. */
import { create } from 'zustand';
import type { ShownColumn } from './column-order.ts';

interface ColumnMenuState {
  column: ShownColumn | null;
  /** Pixels in the window. */
  left: number;
  top: number;
  isOpen: boolean;
}

export const useColumnMenu = create<ColumnMenuState>(() => ({ column: null, left: 0, top: 0, isOpen: false }));

export function openColumnMenu(column: ShownColumn, under: DOMRect): void {
  useColumnMenu.setState({ column, left: under.left, top: under.bottom, isOpen: true });
}

export function closeColumnMenu(): void {
  useColumnMenu.setState({ isOpen: false });
}
