/** What a score function has counted since it was loaded. */
import { z } from 'zod';
import { ArgumentCounts } from '../../contract/index.ts';
import type { Database } from '../duckdb/database.ts';

const Counters = z.object({
  rows: z.number(),
  /** Rows among them without scores, because a value is missing for which the user asked that. */
  unscored: z.number(),
  /** Runs of a device, and the rows in them. */
  deviceRuns: z.number(),
  deviceRows: z.number(),
  nanoseconds: z.number(),
  arguments: z.array(ArgumentCounts),
  /** Whether the first rows showed that ONNX Runtime has to score the trees after all. */
  treesFellBack: z.boolean(),
});
export type Counters = z.infer<typeof Counters>;

export async function readCounters(database: Database, functionName: string): Promise<Counters> {
  return Counters.parse(await database.callJson('rowcast_counters', [functionName]));
}

/** What was counted between two readings. */
export function countersBetween(before: Counters | undefined, after: Counters): Counters {
  return {
    rows: after.rows - (before?.rows ?? 0),
    unscored: after.unscored - (before?.unscored ?? 0),
    deviceRuns: after.deviceRuns - (before?.deviceRuns ?? 0),
    deviceRows: after.deviceRows - (before?.deviceRows ?? 0),
    nanoseconds: after.nanoseconds - (before?.nanoseconds ?? 0),
    treesFellBack: after.treesFellBack,
    arguments: after.arguments.map((counts, index) => {
      const earlier = before?.arguments[index];
      return {
        missing: counts.missing - (earlier?.missing ?? 0),
        failed: counts.failed - (earlier?.failed ?? 0),
        rounded: counts.rounded - (earlier?.rounded ?? 0),
        overflowed: counts.overflowed - (earlier?.overflowed ?? 0),
      };
    }),
  };
}

/** DuckDB calls a function of constants once for all rows; what it counted then holds for each of them. */
export function asIfCalledForEach(rows: number, counted: Counters): Counters {
  const forEach = (count: number) => (count > 0 ? rows : 0);
  return {
    ...counted,
    rows,
    unscored: forEach(counted.unscored),
    arguments: counted.arguments.map(({ missing, failed, rounded, overflowed }) => ({
      missing: forEach(missing),
      failed: forEach(failed),
      rounded: forEach(rounded),
      overflowed: forEach(overflowed),
    })),
  };
}
