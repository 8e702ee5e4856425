/** Values that a model's encoder was not fitted on: it takes them for none of its categories, or for any. */
import type { Categories, ElementType, LossCount, ModelCard } from '../../contract/index.ts';
import type { Database } from '../duckdb/database.ts';
import { interruptibleRows } from '../duckdb/interruptible.ts';
import { literalList } from '../sql/text.ts';
import type { Conversion } from './conversion-sql.ts';
import type { Argument } from './resolve.ts';

const mostTold = 5;

interface Rows {
  database: Database;
  signal: AbortSignal | undefined;
  from: string;
  where: string;
}

interface Encoded {
  card: ModelCard;
  argument: Argument;
  conversion: Conversion;
}

export async function unseenOf(
  { database, signal, from, where }: Rows,
  { card, argument, conversion }: Encoded,
): Promise<Pick<LossCount, 'unseen' | 'unseenValues'>> {
  const known =
    argument.length !== null
      ? undefined
      : card.categories.find((one) => one.input === argument.input && one.index === argument.index);
  const text = known === undefined ? undefined : comparable(conversion.fed, argument.element, known);
  if (known === undefined || text === undefined) return { unseen: null, unseenValues: [] };
  const { missing, failed, misfit } = conversion;
  const rows = await interruptibleRows(
    database,
    `SELECT v, count(*) AS times, CAST(sum(count(*)) OVER () AS BIGINT) AS total
     FROM (SELECT ${text} AS v FROM ${from} WHERE (${where}) AND NOT ((${missing}) OR (${failed}) OR (${misfit})))
     WHERE v NOT IN (SELECT unnest(${literalList(known.values.map(String))}))
     GROUP BY v ORDER BY times DESC, v LIMIT ${mostTold}`,
    signal,
  );
  return { unseen: Number(rows[0]?.['total'] ?? 0), unseenValues: rows.map((row) => String(row['v'])) };
}

/** What is fed, as the text that a category would have; undefined where the model casts in a way not known here. */
function comparable(fed: string, element: ElementType, { values }: Categories): string | undefined {
  const ofStrings = values.every((value) => typeof value === 'string');
  const ways: Readonly<Partial<Record<ElementType, string>>> = ofStrings
    ? { string: fed, ...forEach(wholes, `CAST(${fed} AS VARCHAR)`) }
    : {
        ...forEach(wholes, `CAST(${fed} AS VARCHAR)`),
        // ONNX cuts fractions off where a float becomes an integer.
        ...forEach(['float', 'double'], `CAST(TRY_CAST(trunc(${fed}) AS BIGINT) AS VARCHAR)`),
      };
  return ways[element];
}

const wholes = ['int8', 'int16', 'int32', 'int64', 'uint8', 'uint16', 'uint32', 'uint64'] as const;

function forEach(elements: readonly ElementType[], sql: string): Partial<Record<ElementType, string>> {
  return Object.fromEntries(elements.map((element) => [element, sql]));
}
