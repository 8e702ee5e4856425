/** What was run on this machine, and what was used: kept in the user's data folder. */
import { z } from 'zod';
import { Fault } from './error.ts';
import { Job } from './job.ts';
import { Receipt } from './receipt.ts';

/** `interrupted`: the process that ran it ended without a word; the fault says what is known of its output. */
export const RunState = z.enum(['running', 'finished', 'failed', 'cancelled', 'interrupted']);
export type RunState = z.infer<typeof RunState>;

export const RunRecord = z.object({
  id: z.string(),
  /** ISO 8601. */
  started: z.string(),
  ended: z.string().nullable(),
  state: RunState,
  job: Job,
  receipt: Receipt.nullable(),
  fault: Fault.nullable(),
});
export type RunRecord = z.infer<typeof RunRecord>;

export const KnownModel = z.object({
  path: z.string(),
  sha256: z.string(),
  bytes: z.number(),
  /** ISO 8601. */
  lastUsed: z.string(),
  /** Whether a file is still there. */
  exists: z.boolean(),
});
export type KnownModel = z.infer<typeof KnownModel>;

export const RecentSource = z.object({
  paths: z.array(z.string()).min(1),
  lastUsed: z.string(),
  exists: z.boolean(),
});
export type RecentSource = z.infer<typeof RecentSource>;
