/** What a script that calls `rowcast` can tell from its exit code. */
export const exitCodes = {
  ok: 0,
  /** Rows were rejected, or a comparison is over its limit. */
  rejected: 1,
  error: 2,
  /** As shells write it for a command that Ctrl-C ended. */
  cancelled: 130,
} as const;
