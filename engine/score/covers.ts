/** Before a run that explains: counts the rows to be scored through the trees, which weighs the ways that a row does not take. */
import { z } from 'zod';
import type { ExplainReceipt } from '../../contract/index.ts';
import type { Session } from '../duckdb/session.ts';
import { coversCall } from '../model/explain.ts';
import type { LoadedModel } from '../model/load.ts';
import type { PlannedJob } from './plan.ts';
import { aggregateStatement } from './statement.ts';

const Counted = z.object({ rows: z.int() });

/** Reads the table once for all models whose files have no covers; returns how each explained model's scores are explained. */
export async function countCovers(
  session: Session,
  planned: PlannedJob,
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<LoadedModel, ExplainReceipt>> {
  const explanations = [...planned.explanations];
  const receipts = new Map(explanations.map(([model, { receipt }]) => [model, receipt]));
  const uncounted = explanations.flatMap(([model, explanation]) => {
    const call = coversCall(explanation);
    return call === undefined ? [] : [{ model, call }];
  });
  if (uncounted.length === 0) return receipts;
  const calls = uncounted.map(({ call }, index) => `${call} AS counted_${index}`);
  const interrupt = () => session.interrupt();
  signal?.addEventListener('abort', interrupt);
  try {
    const scored = { ...planned, relation: planned.table.relation };
    const [row] = await session.rows(aggregateStatement(scored, calls));
    uncounted.forEach(({ model }, index) => {
      const receipt = receipts.get(model);
      const { rows } = Counted.parse(JSON.parse(String(row?.[`counted_${index}`])));
      if (receipt !== undefined) receipts.set(model, { ...receipt, rows });
    });
    return receipts;
  } finally {
    signal?.removeEventListener('abort', interrupt);
  }
}
