/** Whether a command ended as it may on damaged input: well, or with exit code 2 and a message that has a code. */

/** Codes that say "this is a fault of Rowcast". */
const ownFaults = new Set(['INTERNAL', 'ROWS_LOST']);

/** Undefined where the ending is allowed, else what is wrong with it. */
export function faultOf({ exitCode, stderr, ended, printed }) {
  if (ended !== undefined) return `the process died: ${ended}\n${printed}`;
  if (/^\s+at .+:\d+:\d+\)?$/m.test(stderr)) return `a stack trace:\n${stderr}`;
  if (exitCode === 0) return undefined;
  if (exitCode !== 2) return `exit code ${exitCode}:\n${stderr}`;
  const code = codeOf(stderr);
  if (code === undefined) return `a message without a code:\n${stderr}`;
  return ownFaults.has(code) ? `the code ${code}:\n${stderr}` : undefined;
}

export function codeOf(stderr) {
  return /^rowcast: [^]+ \[([A-Z_]+)\]\n/.exec(stderr)?.[1];
}
