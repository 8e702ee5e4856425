/** A path on the engine's machine, as a request names it. */
import { z } from 'zod';

/**
 * A file, a folder or, where a source is named, a glob. Where only some folders are open to the app, every value of this very
 * schema in a request is held against them: whatever names something to read or write must be described by it.
 */
export const FilePath = z
  .string()
  .min(1)
  .refine((path) => !path.includes('\0'), 'a path holds no NUL character');
