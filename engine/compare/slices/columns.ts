/** The columns that segments are looked for in, and how a row of the scored file lies in each. */
import type { SourceColumn } from '../../../contract/index.ts';
import { kindOf } from '../../binding/column-kind.ts';
import type { Session } from '../../duckdb/session.ts';
import { pathLiteral } from '../../sql/text.ts';
import { amount } from '../figures.ts';
import { others, partsOf } from '../segments.ts';
import type { Subject } from '../subject.ts';
import type { SliceColumn } from './search.ts';

/** Columns that are looked at, and so pairs of them. */
const mostColumns = 24;
/** Values of a column that are told apart; numbers with more are cut into fifths. */
const mostValues = 10;
/** Rows that are looked at. */
const mostRows = 1_000_000;

export interface SlicePlaces {
  columns: (SliceColumn & { place: string })[];
  leftOut: string[];
  /** Every so many rows of the file one is looked at. */
  step: number;
}

const noPlaces: SlicePlaces = { columns: [], leftOut: [], step: 1 };

/** Of the file at `path`; the columns that the user names as segments come first. */
export async function slicePlaces(session: Session, path: string, subject: Subject): Promise<SlicePlaces> {
  const candidates = candidatesOf(subject);
  if (candidates.length === 0) return noPlaces;
  const file = `read_parquet(${pathLiteral(path)}, file_row_number = true, hive_partitioning = false)`;
  const [all] = await session.rows(`SELECT count(*) AS rows FROM ${file}`);
  const step = Math.max(1, Math.ceil(amount(all, 'rows') / mostRows));
  const from = step === 1 ? file : `(SELECT * FROM ${file} WHERE file_row_number % ${step} = 0)`;
  const columns: SlicePlaces['columns'] = [];
  for (const column of candidates.slice(0, mostColumns)) {
    const { names, place } = await partsOf(session, from, column, mostValues);
    const unnamed = new Set(names.flatMap((name, at) => (name === others && at === names.length - 2 ? [at] : [])));
    columns.push({ column: column.name, names, unnamed, place });
  }
  return { columns, leftOut: candidates.slice(mostColumns).map(({ name }) => name), step };
}

function candidatesOf({ candidates = [], segments }: Subject): SourceColumn[] {
  const named = new Set(segments.map(({ name }) => name));
  const plain = candidates.filter(({ name, type }) => kindOf(type) !== 'nested' && !named.has(name));
  return candidates.length === 0 ? [] : [...segments, ...plain];
}
