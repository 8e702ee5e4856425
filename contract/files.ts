/** Folders and files the user may choose from, where no dialog of the system's is at hand. */
import { z } from 'zod';

export const FileEntry = z.object({
  name: z.string(),
  path: z.string(),
  kind: z.enum(['folder', 'file']),
  bytes: z.number().nullable(),
  /** ISO 8601. */
  modified: z.string().nullable(),
});
export type FileEntry = z.infer<typeof FileEntry>;

export const Listing = z.object({
  folder: z.string(),
  /** The folder above, or null at the top of what may be seen. */
  parent: z.string().nullable(),
  /** Folders that were opened to the app. */
  roots: z.array(z.string()).min(1),
  /** Folders first, then by name. */
  entries: z.array(FileEntry),
});
export type Listing = z.infer<typeof Listing>;

/** `path` as it was asked for. */
export const FileChange = z.object({ path: z.string(), change: z.enum(['changed', 'removed']) });
export type FileChange = z.infer<typeof FileChange>;
