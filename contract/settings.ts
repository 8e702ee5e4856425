/** What the user chose for this machine, and what the machine has. */
import { z } from 'zod';
import { FilePath } from './file-path.ts';
import { DestinationFormat, Resources } from './job.ts';

export const Theme = z.enum(['light', 'dark', 'system']);
export type Theme = z.infer<typeof Theme>;

export const Settings = Resources.extend({
  /** Folder for what does not fit into memory; the system's own where it is left out. */
  temporaryFolder: FilePath.optional(),
  provider: z.string().min(1).default('auto'),
  theme: Theme.default('system'),
  /** Null for that of the table that is scored. */
  outputFormat: DestinationFormat.nullable().default(null),
});
export type Settings = z.infer<typeof Settings>;

export const Provider = z.object({
  name: z.string(),
  /** Whether a model was really run on it here. */
  available: z.boolean(),
  /** What it does, in a sentence. */
  what: z.string(),
  /** Why it is not available. */
  reason: z.string().nullable(),
});
export type Provider = z.infer<typeof Provider>;

export const About = z.object({
  versions: z.record(z.string(), z.string()),
  processId: z.int(),
  cores: z.int(),
  memoryBytes: z.number(),
  /** Where settings and history are kept; null where nothing is kept. */
  homeFolder: z.string().nullable(),
  providers: z.array(Provider),
  /** Why the engine before this one ended, where it did so by itself, in a phrase such as `signal SIGKILL`. */
  restartedAfter: z.string().nullable(),
});
export type About = z.infer<typeof About>;
