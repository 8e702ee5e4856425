/** Which filter is being made or changed, and where its form stands. */
import { create } from 'zustand';
import type { ColumnFilter, SourceColumn } from '../../../contract/index.ts';
import { changeView } from '../../state/open-table.ts';

interface FilterForm {
  column: SourceColumn | null;
  /** Position among the view's filters of the one that is changed; null for a new one. */
  at: number | null;
  /** Pixels in the window. */
  left: number;
  top: number;
}

const closed: FilterForm = { column: null, at: null, left: 0, top: 0 };

export const useFilterForm = create<FilterForm>(() => closed);

export function openFilterForm(form: FilterForm): void {
  useFilterForm.setState(form);
}

export function closeFilterForm(): void {
  useFilterForm.setState(closed);
}

/** Adds a filter, or puts it in the place of another. */
export function applyFilter(filter: ColumnFilter, at: number | null): void {
  changeView((view) => ({
    ...view,
    filters: at === null ? [...view.filters, filter] : view.filters.map((old, place) => (place === at ? filter : old)),
  }));
}

export function removeFilter(at: number): void {
  changeView((view) => ({ ...view, filters: view.filters.filter((_, place) => place !== at) }));
}

export function removeAllFilters(): void {
  changeView(({ sort }) => ({ filters: [], sort }));
}

/** Whether the line for a condition in SQL is open. */
export const useCondition = create(() => ({ isOpen: false }));

export function toggleCondition(): void {
  useCondition.setState(({ isOpen }) => ({ isOpen: !isOpen }));
}

/** Sets the condition in SQL; empty takes it away. */
export function setCondition(sql: string): void {
  const where = sql.trim();
  changeView(({ filters, sort, where: before }) => {
    if (where === '') return { filters, sort };
    return where === before ? { filters, sort, where: before } : { filters, sort, where };
  });
}
