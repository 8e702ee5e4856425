/** The columns that are offered for an input: those that were searched for, the likeliest first. */
import type { SourceColumn } from '../../../contract/index.ts';

const mostOffered = 100;

export function columnChoices(
  columns: readonly SourceColumn[],
  search: string,
  suggestion: string | null,
): readonly SourceColumn[] {
  const wanted = search.trim().toLowerCase();
  const found = wanted === '' ? [...columns] : columns.filter(({ name }) => name.toLowerCase().includes(wanted));
  const rank = ({ name }: SourceColumn) => {
    const lower = name.toLowerCase();
    if (wanted === '') return name === suggestion ? 0 : 1;
    return lower === wanted ? 0 : lower.startsWith(wanted) ? 1 : 2;
  };
  return found.toSorted((a, b) => rank(a) - rank(b)).slice(0, mostOffered);
}
