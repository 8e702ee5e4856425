/** How many values lists bring to the inputs of a model: what its file leaves open, and what types do not say. */
import type { Job, ModelCard } from '../../contract/index.ts';
import { listType } from './lists.ts';
import { matchName } from './match-name.ts';
import type { Table } from './resolve.ts';
import type { Rules } from './rules.ts';

type Fed = { column: string } | { sql: string };

export interface Widths {
  /** Number of features said for each input that leaves it open. */
  listed: ReadonlyMap<string, number>;
  /** How many values the first list has, of columns that feed an input beside other lists. */
  lengths: ReadonlyMap<string, number>;
}

/** A list of no said length counts as many values as the first one has. */
export async function listedWidths(
  model: { name: string; card: ModelCard },
  table: Table,
  job: Pick<Job, 'features'>,
  rules: Rules,
): Promise<Widths> {
  const listed = new Map<string, number>();
  const lengths = new Map<string, number>();
  for (const { name, shape } of model.card.inputs) {
    const isOpen = typeof shape?.[1] !== 'number' || shape[1] <= 0;
    const said = rules.listed(model.name, name) ?? job.features?.map((column) => ({ column }));
    const fed = said ?? (isOpen ? named(name, table) : undefined);
    if (fed === undefined) continue;
    if (fed.length > 1) await addLengths(fed, table, lengths);
    if (!isOpen) continue;
    let width = 0;
    for (const one of fed) width += await widthOf(one, table);
    listed.set(name, width);
  }
  return { listed, lengths };
}

/** A column of lists that is called as the input is. */
function named(input: string, { columns }: Table): Fed[] | undefined {
  const lists = columns.filter((column) => listType(column.type) !== undefined);
  const found = matchName(input, lists);
  return found === undefined ? undefined : [{ column: found.column.name }];
}

async function addLengths(fed: readonly Fed[], table: Table, lengths: Map<string, number>): Promise<void> {
  for (const one of fed) {
    const column = 'column' in one ? columnOf(one.column, table) : undefined;
    if (column === undefined || listType(column.type) === undefined) continue;
    const length = await table.firstLength(table.relation.value(column));
    if (length !== undefined) lengths.set(column.name, length);
  }
}

async function widthOf(fed: Fed, table: Table): Promise<number> {
  if ('sql' in fed) {
    const { sql, type } = await table.compile(fed.sql);
    return listWidth(`(${sql})`, type, table);
  }
  const column = columnOf(fed.column, table);
  return column === undefined ? 1 : listWidth(table.relation.value(column), column.type, table);
}

async function listWidth(sql: string, type: string, table: Table): Promise<number> {
  const list = listType(type);
  return list === undefined ? 1 : (list.length ?? (await table.firstLength(sql)) ?? 1);
}

function columnOf(name: string, { columns }: Table) {
  return columns.find((column) => column.name.toLowerCase() === name.toLowerCase());
}
