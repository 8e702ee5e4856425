/** Opens tables on a test's engine and reads what a grid would show. */
import { tableFromIPC } from 'apache-arrow';
import type { OpenTable, PageRequest, View, ViewEvent } from '../../contract/index.ts';
import type { Engine } from '../../engine/engine.ts';

export interface Row {
  /** Number in the source, from 1. */
  number: number;
  cells: (string | null)[];
}

export type ViewInput = Partial<View>;

export async function openTable(methods: Engine['methods'], ...paths: string[]): Promise<OpenTable> {
  return methods.table.open({ source: { paths } });
}

/** Rows of one page. */
export async function page(
  methods: Engine['methods'],
  request: Omit<PageRequest, 'view'> & { view?: ViewInput },
): Promise<Row[]> {
  const bytes = await (await methods.table.page(request)).arrayBuffer();
  const table = tableFromIPC(new Uint8Array(bytes));
  const columns = table.schema.fields.map((_, index) => table.getChildAt(index));
  return Array.from({ length: table.numRows }, (_, row) => {
    const [number, ...cells] = columns.map((column) => column?.get(row) as unknown);
    return { number: number as number, cells: cells as (string | null)[] };
  });
}

/** Prepares a view to its end; returns what was told. */
export async function prepare(methods: Engine['methods'], table: string, view: ViewInput = {}): Promise<ViewEvent[]> {
  const events: ViewEvent[] = [];
  for await (const event of await methods.table.prepare({ table, view })) events.push(event);
  return events;
}

/** All rows of a prepared view, read page by page. */
export async function allRows(
  methods: Engine['methods'],
  table: string,
  view: ViewInput = {},
  limit = 1000,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (;;) {
    const next = await page(methods, { table, view, offset: rows.length, limit });
    rows.push(...next);
    if (next.length < limit) return rows;
  }
}
