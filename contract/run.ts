/** What a run tells while it works. */
import { z } from 'zod';
import { Job } from './job.ts';
import { WeightsFile } from './model.ts';
import { BoundArgument, ExplainReceipt, ProviderReceipt, Receipt, TreesReceipt } from './receipt.ts';
import { SourceDescription } from './source.ts';

/** A job, with the models that were looked at before it was asked for. */
export const RunRequest = Job.extend({
  /** What `filesVersion` says, by the path of a model. */
  modelsSeen: z.record(z.string(), z.string()).default({}),
});
export type RunRequest = z.infer<typeof RunRequest>;

/** A job with everything known: shown before scoring, and by `--dry-run`. */
export const Plan = z.object({
  source: SourceDescription,
  models: z.array(
    z.object({
      name: z.string(),
      path: z.string(),
      sha256: z.string(),
      externalData: z.array(WeightsFile).default([]),
      provider: ProviderReceipt,
      trees: TreesReceipt.nullable(),
      explain: ExplainReceipt.nullable(),
      binding: z.array(BoundArgument),
      columns: z.array(z.object({ name: z.string(), type: z.string() })),
    }),
  ),
  /** Columns of the output in order. */
  columns: z.array(z.string()),
  sql: z.string(),
});
export type Plan = z.infer<typeof Plan>;

export const Progress = z.object({
  rows: z.int(),
  rowsPerSecond: z.number(),
  /** Share of the source that was read, 0 to 1; null while it is unknown. */
  share: z.number().nullable(),
  secondsLeft: z.number().nullable(),
});
export type Progress = z.infer<typeof Progress>;

/** Runs on one engine take turns. Comes where a run must wait, and once more, with none ahead, when its turn has come. */
export const WaitingEvent = z.object({ event: z.literal('waiting'), runsAhead: z.int().nonnegative() });
export type WaitingEvent = z.infer<typeof WaitingEvent>;

export const RunEvent = z.discriminatedUnion('event', [
  /** Comes first: the id that cancels the run, and under which it stands in the history where one is kept. */
  z.object({ event: z.literal('started'), id: z.string() }),
  WaitingEvent,
  z.object({ event: z.literal('planned'), plan: Plan }),
  z.object({ event: z.literal('progress'), progress: Progress }),
  z.object({ event: z.literal('finished'), receipt: Receipt }),
]);
export type RunEvent = z.infer<typeof RunEvent>;
